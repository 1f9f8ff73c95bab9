import Bytes
import Rulesets

/// `$(name)` outside of descriptions, `$name` in them.
struct LiteralDollar: Check {
  static let page = CheckPage(
    code: "literal-dollar", .warning, .rules,
    summary: "$(NAME) stands where it is not replaced, or a description has $NAME without parentheses.",
    engine: """
      $(NAME) is replaced by the field's value in <description> alone. In patterns, in check_value and in other texts it is \
      plain text, so that two fields cannot be compared with each other. In a description $NAME is plain text, unless the \
      file defines a variable of that name.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="account">^$(srcuser)$</field>
                                 ^
          <description>From $srcip to $(dstip)</description>
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
      for element in rule.all("description") {
        for (offset, name) in Self.bareNames(in: element.content) where Self.names.contains(name) {
          let place = element.place(ofByte: offset, length: name.count + 1)
          findings.add(
            .bare(name), at: place, hint: "Write $(\(name)).",
            fix: element.isVerbatim
              ? Fix("Write $(\(name)).", [Fix.Edit(place, with: ByteString("$(\(name))"))]) : nil)
        }
      }
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

  /// Words behind a `$`, with the offset of the `$`.
  private static func bareNames(in text: ByteString) -> [(offset: Int, name: ByteString)] {
    text.bytes.indices.compactMap { index in
      guard text.bytes[index] == UInt8(ascii: "$") else { return nil }
      let name = text.bytes[(index + 1)...].prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
      return name.isEmpty ? nil : (index, ByteString(Array(name)))
    }
  }
}

extension Message {
  fileprivate static func outside(_ name: ByteString) -> Message {
    "$(\(name)) is plain text here: only descriptions replace it."
  }
  fileprivate static func bare(_ name: ByteString) -> Message {
    "$\(name) stays as it is: a field is written in parentheses."
  }
}
