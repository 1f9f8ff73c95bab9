import Bytes

/// no_counter before an option that wipes it.
struct OptionsOrder: Check, DocumentCheck {
  static let page = CheckPage(
    code: "options-order", severity: .warning, category: .rules,
    summary: "An option behind no_counter undoes it.",
    engine: """
      Clearing the mail or log flag of a rule that has it (no_email_alert, no_log) clears no_counter, too, if that \
      came before.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <options>no_counter</options>
                   ^
          <options>no_log</options>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <options>no_log</options>
          <options>no_counter</options>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.11"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let settings = ruleset.loaded.settings
    for rule in ruleset.ownRules {
      let options = rule.all("options")
      guard let counter = options.firstIndex(where: { $0.content == "no_counter" }) else { continue }
      let level = rule.attribute("level").flatMap { Int($0.value.description) } ?? 0
      for option in options[(counter + 1)...] {
        let clears =
          option.content == "no_email_alert" && level >= settings.emailAlertLevel
          || option.content == "no_log" && level >= settings.logAlertLevel
        guard clears else { continue }
        findings.add(.wiped(option.content), at: options[counter].contentPlace, hint: "Write no_counter last.")
        break
      }
    }
  }
}

extension Message {
  fileprivate static func wiped(_ option: ByteString) -> Message {
    "no_counter is undone by the \(option) that follows."
  }
}
