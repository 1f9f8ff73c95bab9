import Diagnostics
import Rulesets

/// A rule id that is already taken.
struct DuplicateRule: LoadMessageCheck {
  static let page = CheckPage(
    code: "7612", severity: .warning, category: .dropped,
    summary: "A rule has an id that an earlier rule has: it is dropped without being read.",
    engine: """
      Of two rules with one id only the first one counts. The second is not even read, so that its other mistakes go \
      unnoticed, and rules that name the id get the first one as their parent.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="5">
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
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for diagnostic in ruleset.loaded.diagnostics where diagnostic.code == page.code {
      var diagnostic = diagnostic
      if let id = ruleset.rule(around: diagnostic.location)?.id, let free = ruleset.freeID(near: id) {
        diagnostic.notes.append(Diagnostic.Note("The next free number is \(free)."))
      }
      findings.add(diagnostic)
    }
  }
}
