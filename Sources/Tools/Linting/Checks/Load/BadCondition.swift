/// A time, weekday or compiled_rule that the engine cannot read.
struct BadCondition: LoadMessageCheck {
  static let page = CheckPage(
    code: "1274", messages: ["1241", "1240", "compiled-rule"], severity: .error, category: .dropped,
    summary:
      "time, weekday, compiled_rule or a list has a value that the engine cannot read: the whole ruleset is refused.",
    engine: """
      A time is `8-18`, `8:00 - 18:00` or `6 pm - 8 am`; days have their English names or three letters, and cannot \
      be negated; the names of compiled rules are compared exactly; a list's lookup is one of six words.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <weekday>!sunday</weekday>
                   ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <weekday>weekdays, saturday</weekday>
          <time>6 pm - 8 am</time>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.5, §5.6, §7"))
}
