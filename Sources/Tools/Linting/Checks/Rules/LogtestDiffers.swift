import Bytes

/// A rule whose alerts logtest gets wrong.
struct LogtestDiffers: Check {
  static let page = CheckPage(
    code: "logtest-differs", severity: .info, category: .rules, isOptIn: true,
    summary: "A rule whose alerts are not those that logtest tells of.",
    engine: """
      logtest says "alert to be generated" by the level alone: no_log and log_alert count in the daemon only. The \
      attribute ignore suppresses a rule's alerts for so many seconds; when the time is over the daemon starts it \
      again with the next alert, logtest forgets it. `assay test` and `assay try` follow logtest, with --as-daemon the \
      daemon.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <options>no_log</options>
                   ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5" ignore="60">
                                            ^
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <options>no_full_log</options>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §13"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.definition != nil {
      for option in rule.all("options") where option.content == "no_log" || option.content == "log_alert" {
        findings.add(.option(option.content), at: option.contentPlace)
      }
      if let ignore = rule.attribute("ignore"), Int(ignore.value.description) ?? 0 > 0 {
        findings.add(.ignore, at: ignore.valuePlace)
      }
    }
  }
}

extension Message {
  fileprivate static func option(_ word: ByteString) -> Message {
    "logtest does not look at \(word): whether the daemon writes an alert, it says wrongly."
  }
  fileprivate static let ignore: Message =
    "When these seconds are over, the daemon counts them anew from the next alert, and logtest does not."
}
