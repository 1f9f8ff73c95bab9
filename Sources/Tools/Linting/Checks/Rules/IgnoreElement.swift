import Bytes

/// `<ignore>60</ignore>`.
struct IgnoreElement: Check, DocumentCheck {
  static let page = CheckPage(
    code: "ignore-element", severity: .warning, category: .rules,
    summary: "The element ignore holds a number; the seconds are an attribute of the rule.",
    engine: """
      The element <ignore> holds names of fields, and does nothing that anything depends on. For how long a rule stays \
      silent after a match, its attribute says: <rule … ignore="60">.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <ignore>60</ignore>
                  ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5" ignore="60">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §4, §5.10"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for element in rule.all("ignore") + rule.all("check_if_ignored") {
        guard !element.content.isEmpty, element.content.bytes.allSatisfy(ASCII.isDigit) else { continue }
        findings.add(
          .seconds(element.name), at: element.contentPlace,
          hint: "Write <rule id=\"\(rule.title)\" … ignore=\"\(element.content)\">.")
      }
    }
  }
}

extension Message {
  fileprivate static func seconds(_ element: String) -> Message {
    "<\(element)> holds names of fields; a number of seconds is an attribute of the rule."
  }
}
