import Bytes
import Rulesets

/// A file that other tools cannot read as XML.
struct NotWellFormed: Check, DocumentCheck {
  static let page = CheckPage(
    code: "not-well-formed", severity: .info, category: .files,
    summary: "A file is not well-formed XML: editors, formatters and other tools refuse it, or drop a part.",
    engine: """
      Nothing: the engine reads a language of its own and is content with a raw &, with \\< in patterns, and with -- in \
      comments. The message is libxml2's. Several elements at the top are not held against a file.
      """,
    avoid: #"""
      <!-- before 2024 -- see the handbook -->
                       ^
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <!-- before 2024; see the handbook -->
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
        </rule>
      </group>

      <group name="more,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>cron</description>
        </rule>
      </group>
      """#,
    verified: .recorded("libxml2 itself is asked"), references: ["docs/reference/xml.md"])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      // The first place is enough: what follows from it is not worth reading, and the library quotes whole lines.
      guard let diagnostic = WellFormednessCheck.diagnostics(for: Array(file.source), file: file.path).first,
        let location = diagnostic.location
      else { continue }
      let text = diagnostic.message.lines.first ?? diagnostic.message
      findings.add(Message(stringLiteral: text), at: file.place(of: location), hint: diagnostic.hint)
    }
  }
}
