import Bytes
import Rulesets

/// `$(name)` outside of descriptions, `$name` in them.
struct LiteralDollar: Check {
  static let page = CheckPage(
    code: "literal-dollar", severity: .warning, category: .rules,
    summary: "$(NAME) stands where it is not replaced, or a description has $NAME without parentheses.",
    engine: """
      $(NAME) is replaced by the field's value in <description> alone. In patterns, in check_value and in other texts it is \
      plain text, so that two fields cannot be compared with each other. In a description $NAME is plain text, unless the \
      file defines a variable of that name. ${NAME} is plain text everywhere.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="account">^$(srcuser)$</field>
                                 ^
          <group>from_$(srcip),</group>
                      ^
          <info>See ${srcip}</info>
                    ^
          <description>From $srcip to $(dstip) by $user</description>
                            ^
                                                  ^
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="account">^root$</field>
          <match>$(whoami)</match>
          <description>From $(srcip), 5 $, $PATH</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §12"))

  /// Static names that no shell command has.
  private static let names: Set<ByteString> = [
    "dstuser", "srcuser", "srcip", "dstip", "srcport", "dstport", "extra_data", "system_name", "program_name",
    "hostname",
    "srcgeoip", "dstgeoip", "protocol", "url",
  ]

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var dynamic: Set<ByteString> = []
    for decoder in ruleset.loaded.decoders.definitions {
      for case .dynamic(let name) in decoder.order { dynamic.insert(name) }
    }
    for use in ruleset.patterns {
      guard case .rule = use.owner else { continue }
      for (offset, name) in DescriptionField.names(in: use.text) where isField(name, dynamic) {
        if offset > 0, use.text.bytes[offset - 1] == UInt8(ascii: "\\") { continue }
        findings.add(.outside(name), at: use.place(offset, length: name.count + 3), hint: Self.hint)
        break
      }
    }
    for rule in ruleset.ownRules {
      for element in rule.children {
        switch element.name {
        case "description": lookAtDescription(element, dynamic, &findings)
        case "group", "info": lookAtText(element, dynamic, &findings)
        default: continue
        }
      }
    }
  }

  private func lookAtDescription(_ element: ElementText, _ dynamic: Set<ByteString>, _ findings: inout Findings) {
    for (offset, length, name) in Self.bareNames(in: element.content) {
      let place = element.place(ofByte: offset, length: length)
      if name == "user" {
        findings.add(.bare(name), at: place, hint: "Write $(dstuser), or $(srcuser).")
      } else if Self.names.contains(name) || dynamic.contains(name) {
        findings.add(
          .bare(name), at: place, hint: "Write $(\(name)).",
          fix: element.isVerbatim
            ? Fix("Write $(\(name)).", [Fix.Edit(place, with: ByteString("$(\(name))"))]) : nil)
      }
    }
  }

  /// Texts of a rule in which nothing is replaced.
  private func lookAtText(_ element: ElementText, _ dynamic: Set<ByteString>, _ findings: inout Findings) {
    let hint = "Write the text itself, or show the field in the description."
    let named = DescriptionField.names(in: element.content).map { ($0.offset, $0.name.count + 3, $0.name) }
    for (offset, length, name) in named + Self.bareNames(in: element.content)
    where Self.names.contains(name) || dynamic.contains(name) {
      let text = ByteString(Array(element.content.bytes[offset..<offset + length]))
      findings.add(.plain(text), at: element.place(ofByte: offset, length: length), hint: hint)
    }
  }

  private static let hint =
    "Two fields cannot be compared in a rule; comp_srcuser_dstuser compares two users, same_field a field with that of "
    + "earlier events."

  private func isField(_ name: ByteString, _ dynamic: Set<ByteString>) -> Bool {
    guard name.bytes.allSatisfy({ ASCII.isAlphanumeric($0) || "._-".utf8.contains($0) }) else { return false }
    return Self.names.contains(name) || dynamic.contains(name) && name.bytes.contains(UInt8(ascii: "_"))
      || name.bytes.contains(UInt8(ascii: "."))
  }

  /// Words behind a `$`, in braces or without, with the offset of the `$` and the length of it all.
  private static func bareNames(in text: ByteString) -> [(offset: Int, length: Int, name: ByteString)] {
    let bytes = text.bytes
    return bytes.indices.compactMap { index in
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count else { return nil }
      let isBraced = bytes[index + 1] == UInt8(ascii: "{")
      let start = isBraced ? index + 2 : index + 1
      let name = bytes[start...].prefix {
        ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || isBraced && ".-".utf8.contains($0)
      }
      guard !name.isEmpty else { return nil }
      guard isBraced else { return (index, name.count + 1, ByteString(Array(name))) }
      guard start + name.count < bytes.count, bytes[start + name.count] == UInt8(ascii: "}") else { return nil }
      return (index, name.count + 3, ByteString(Array(name)))
    }
  }
}

extension Message {
  fileprivate static func outside(_ name: ByteString) -> Message {
    "$(\(name)) is plain text here: only descriptions replace it."
  }
  fileprivate static func plain(_ text: ByteString) -> Message {
    "\(text) is plain text here: only descriptions replace $(NAME)."
  }
  fileprivate static func bare(_ name: ByteString) -> Message {
    "$\(name) stays as it is: a field is written in parentheses."
  }
}
