/// A category that does not exist.
struct UnknownCategory: LoadMessageCheck {
  static let page = CheckPage(
    code: "1273", severity: .error, category: .dropped,
    summary: "category names no kind of log: the whole ruleset is refused, and logtest does not say why.",
    engine: """
      The names are syslog, firewall, ids, web-log, squid, windows and ossec, exactly. The message goes to the \
      manager's log alone.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <category>web</category>
                    ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <category>web-log</category>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.7, §7"))
}
