import Bytes
import Patterns

/// A native pattern that is a list of literals.
struct CouldBeOSMatch: Check, DocumentCheck {
  static let page = CheckPage(
    code: "could-be-osmatch", severity: .info, category: .patterns, isOptIn: true,
    summary: "A native regular expression has nothing but literals: osmatch would do.",
    engine: """
      Both give the same answer. A list of literals is simpler to read, and its characters need no thought about \
      escapes.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>^sshd|^cron</regex>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>^sshd|^cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>^sshd\d</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2, §5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .osregex && (use.name == "regex" || use.name == "field") {
      guard case .rule = use.owner, let native = use.native, !use.text.isEmpty else { continue }
      let isLiteral = native.alternatives.allSatisfy { alternative in
        alternative.cells.allSatisfy { if case .literal(let byte) = $0 { byte < 0x80 } else { false } }
          && !alternative.cells.isEmpty
      }
      guard isLiteral else { continue }
      findings.add(
        .literal, at: use.place, hint: use.name == "field" ? "Add type=\"osmatch\"." : "Write it as <match>.")
    }
  }
}

extension Message {
  fileprivate static let literal: Message =
    "This pattern has literals alone: as a list of literals (osmatch) it says the same."
}
