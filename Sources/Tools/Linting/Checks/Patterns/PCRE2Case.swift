import Bytes

/// A pcre2 pattern that counts case.
struct PCRE2Case: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-case", severity: .info, category: .patterns, isOptIn: true,
    summary: "A pcre2 pattern with letters does not say (?i): unlike the other dialects it counts case.",
    engine: """
      Native patterns and lists of literals never count case. Whoever turns one into pcre2 makes it narrower.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">Failed password</match>
                              ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">(?i)failed password</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">^\d+$</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.1, §8"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .pcre2 {
      let scan = PCRE2Scan(use.text)
      guard !scan.ignoresCase, !scan.literalLetters.isEmpty else { continue }
      findings.add(.counts(use.name), at: use.place, hint: "Begin it with (?i) if case should not count.")
    }
  }
}

extension Message {
  fileprivate static func counts(_ element: String) -> Message {
    "This pcre2 pattern of <\(element)> counts case; the element's own dialect does not."
  }
}
