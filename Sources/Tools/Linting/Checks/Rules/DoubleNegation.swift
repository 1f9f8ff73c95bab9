/// negate on a pattern that begins with !.
struct DoubleNegation: Check, DocumentCheck {
  static let page = CheckPage(
    code: "double-negation", severity: .warning, category: .patterns,
    summary: "A list of literals is negated by its ! and by negate=\"yes\": both cancel out.",
    engine: "A leading ! negates a whole list of literals, and negate turns the answer around once more.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match negate="yes">!sshd</match>
                              ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>!sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §1.2, §5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.isNegated {
      guard use.literals?.isNegated == true else { continue }
      findings.add(.twice(use.name), at: use.place(0), hint: "Keep one of them.")
    }
  }
}

extension Message {
  fileprivate static func twice(_ element: String) -> Message {
    "<\(element)> is negated twice, by negate and by its !, and so not at all."
  }
}
