import Bytes
import Diagnostics
import Fields
import RulesetSyntax
import Rulesets

/// A field of a description that is never filled.
struct DescriptionField: Check {
  static let page = CheckPage(
    code: "description-field", severity: .warning, category: .rules,
    summary: "A description names a field that is never set: it stays empty there.",
    engine: """
      $(NAME) is replaced by the field of exactly this name; an unknown one becomes nothing. user, in particular, is \
      the name in <order> and in <user>, but the field is called dstuser.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>Login of $(user)</description>
                                ^
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>Login of $(dstuser) from $(srcip), $(docker.Actor.ID)</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §12"))

  /// Names that people write for a field that has another one.
  private static let otherNames: [ByteString: ByteString] = [
    "user": "dstuser", "source_ip": "srcip", "src_ip": "srcip", "dst_ip": "dstip", "src_port": "srcport",
    "dst_port": "dstport", "src_user": "srcuser", "dst_user": "dstuser", "program": "program_name", "host": "hostname",
  ]
  private static let known = Set(StaticField.allCases.map { ByteString("\($0.name)") } + ["program_name", "hostname"])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = ruleset.fields
    var orders: Set<ByteString> = []
    for decoder in ruleset.loaded.decoders.definitions {
      for case .dynamic(let name) in decoder.order { orders.insert(name.lowercased) }
    }
    for rule in ruleset.ownRules {
      guard let definition = rule.definition else { continue }
      for element in rule.all("description") {
        for (offset, name) in Self.names(in: element.content) {
          let place = element.place(ofByte: offset, length: name.count + 3)
          guard !Self.known.contains(name) else {
            // Only where no decoder of the way sets any static field at all is that certain enough to be told.
            if fields.decoders(ofRule: definition) == [WindowsFields.decoder], let field = StaticField(name: name) {
              findings.add(
                .unset(name, WindowsFields.decoder.description), at: place, hint: AlertNames.windowsHint(field))
            }
            continue
          }
          if let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty,
            fields.cannotSet(name, decoders: decoders)
          {
            findings.add(
              .unset(name, FieldUniverse.list(decoders)), at: place,
              hint: Self.hint(name, fields.names(ofDecoders: decoders) ?? []))
          } else if AlertNames.isOfAlert(name),
            let certainty = fields.certainty(thatNoEventHas: name, rule: definition)
          {
            findings.add(
              certainty == .warning ? .unset(name) : .perhaps(name), at: place, severity: certainty,
              hint: AlertNames.hint(forAlertName: name))
          } else if let other = Self.otherNames[name], !orders.contains(name) {
            findings.add(.unset(name), at: place, hint: "Did you mean $(\(other))?")
          }
        }
      }
    }
  }

  private static func hint(_ name: ByteString, _ set: Set<ByteString>) -> String? {
    if AlertNames.isOfAlert(name) { return AlertNames.hint(forAlertName: name) }
    return (otherNames[name] ?? Suggestion.closest(to: name, among: set.union(known).sorted())).map {
      "Did you mean $(\($0))?"
    }
  }

  /// What stands between `$(` and `)`, with the offset of the `$`.
  static func names(in text: ByteString) -> [(offset: Int, name: ByteString)] {
    var found: [(Int, ByteString)] = []
    var index = 0
    while index + 1 < text.count {
      guard text.bytes[index] == UInt8(ascii: "$"), text.bytes[index + 1] == UInt8(ascii: "("),
        let close = text.bytes[index...].firstIndex(of: UInt8(ascii: ")"))
      else {
        index += 1
        continue
      }
      found.append((index, ByteString(text.bytes[index + 2..<close])))
      index = close
    }
    return found
  }
}

extension Message {
  fileprivate static func perhaps(_ name: ByteString) -> Message {
    "$(\(name)) is empty unless the log's own JSON has a member of that name."
  }
  fileprivate static func unset(_ name: ByteString) -> Message {
    "$(\(name)) is always empty: no decoder sets a field of that name."
  }
  fileprivate static func unset(_ name: ByteString, _ decoders: String) -> Message {
    "$(\(name)) is always empty: the decoder \(decoders) never sets it."
  }
}
