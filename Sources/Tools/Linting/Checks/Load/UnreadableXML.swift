/// A file that the engine cannot read.
struct UnreadableXML: LoadMessageCheck {
  static let page = CheckPage(
    code: "1226", severity: .error, category: .dropped,
    summary: "A file is not what the engine takes for XML: the whole ruleset is refused.",
    engine: """
      What the engine reads is not quite XML: no prolog, no CDATA, no entities, blanks between attributes are \
      required, an end tag ends with > at once. The line in the message is where the reader noticed.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match >
                     ^
          <description>sshd</description>
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
      </group>
      """#,
    verified: .recorded("docs/reference/xml.md"))
}
