/// A comment that disables nothing.
struct UnusedSuppression: Check, DocumentCheck {
  static let page = CheckPage(
    code: "unused-suppression", severity: .warning, category: .files,
    summary: "A comment disables a check that finds nothing there.",
    engine: """
      Nothing: to the engine it is a comment. But it will hide a finding that comes later, and whoever reads it believes \
      that something is wrong there.
      """,
    avoid: #"""
      <group name="local,">
        <!-- assay:disable osmatch-regex-syntax the vendor writes it so -->
             ^
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd failed</match>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <!-- assay:disable osmatch-regex-syntax the vendor writes it so -->
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd.*failed</match>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    verified: .convention("comments are read by assay alone"))

  /// The work is done where comments are applied, when all other checks have run.
  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {}

  static func report(_ suppression: Suppressions.Suppression, _ findings: inout Findings) {
    findings.add(
      CheckCatalogue.isKnown(suppression.code) ? .unused(suppression.code) : .unknown(suppression.code),
      at: suppression.place, hint: "Remove the comment, or correct its code.")
  }
}

extension Message {
  fileprivate static func unused(_ code: String) -> Message { "\(code) finds nothing here that could be disabled." }
  fileprivate static func unknown(_ code: String) -> Message { "There is no check \(code) to disable." }
}
