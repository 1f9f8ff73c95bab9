/// An info with an attribute or type that does not exist.
struct InfoAttributeCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "info-attribute", severity: .warning, category: .dropped,
    summary:
      "An <info> has an attribute or a type that does not exist: it is said at the level of an error, and the rule loads.",
    engine: """
      The one attribute is type, whose values are text, link, cve and osvdb. logtest then answers with code 1 and \
      the message; the text is kept.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <info type="url">https://example.org/sshd</info>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <info type="link">https://example.org/sshd</info>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.12"))
}
