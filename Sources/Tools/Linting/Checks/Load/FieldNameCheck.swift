/// A field without a name, or with that of a static field.
struct FieldNameCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "field-name", messages: ["field-static", "field-count"], severity: .error, category: .dropped,
    summary: "A <field> has no name, or the name of a static field: the whole ruleset is refused.",
    engine: """
      field looks at dynamic fields alone. What the engine knows itself (srcip, srcuser, url, status …) has elements \
      of its own, and is refused here; without any attribute the load ends without a message. A rule has at most 256 \
      fields.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <field name="srcip">^192</field>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <field name="client.ip">^192</field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.3, §7"))
}
