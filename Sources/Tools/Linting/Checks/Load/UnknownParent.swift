/// A parent that is not there (yet).
struct UnknownParent: LoadMessageCheck {
  static let page = CheckPage(
    code: "7617", messages: ["7619"], severity: .warning, category: .dropped,
    summary: "if_sid names a rule that is not there, or not there yet.",
    engine: """
      A rule is attached when it is read, so its parents must come before it: in the same file above it, or in a file \
      whose base name sorts before. Files of all folders are sorted together by base name alone. The unknown id is \
      left out; if no other parent remains, so is the rule (7619).
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1, 100200</if_sid>
                     ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100200" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100200" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="5">
          <if_sid>1, 100200</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.1, §8.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    findings.addWithOrder(in: ruleset) { diagnostic in
      ruleset.number(at: diagnostic.location).flatMap(ruleset.file(ofRule:))
    }
  }
}
