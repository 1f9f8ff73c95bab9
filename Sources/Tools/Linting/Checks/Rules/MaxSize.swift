import Bytes

/// maxsize.
struct MaxSize: Check, DocumentCheck {
  static let page = CheckPage(
    code: "maxsize", severity: .info, category: .rules,
    summary: "maxsize is the least size of a log, not the greatest.",
    engine: """
      The rule matches when the log is at least as long as the number says. Only its first four digits count. Rules whose description speaks of something long are taken to mean that.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5" maxsize="900">
                                    ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let size = rule.attribute("maxsize") else { continue }
      if size.value.count > 4 {
        findings.add(.cut(size.value), at: size.valuePlace, severity: .warning)
      } else if !Self.isMeant(rule) {
        findings.add(.minimum(size.value), at: size.namePlace)
      }
    }
  }

  /// Whether the description speaks of something long.
  private static func isMeant(_ rule: RuleText) -> Bool {
    let words = ByteString(rule.all("description").flatMap(\.content.bytes)).lowercased.description
    return ["long", "length", "large", "big", "huge", "exceed", "overflow", "oversize", "size"].contains {
      words.contains($0)
    }
  }
}

extension Message {
  fileprivate static func minimum(_ size: ByteString) -> Message {
    "maxsize is a minimum: the rule matches logs of \(size) bytes and more."
  }
  fileprivate static func cut(_ size: ByteString) -> Message {
    "Only the first four digits of maxsize \"\(size)\" count."
  }
}
