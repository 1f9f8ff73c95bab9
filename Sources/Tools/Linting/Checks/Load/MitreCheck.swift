/// A mitre block that is dropped.
struct MitreCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "mitre", messages: ["mitre-element"], severity: .warning, category: .dropped,
    summary: "A <mitre> block is incomplete or mixes both forms: it is dropped.",
    engine: """
      The old form has one or more <id>; the new one exactly one <tacticID> and one <techniqueID>. A block that is \
      empty, lacks a half or mixes them is left out, and the alert names no technique.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <mitre>
          ^
            <techniqueID>T1110</techniqueID>
          </mitre>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <mitre>
            <id>T1110</id>
          </mitre>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.12"))
}
