import Live
import Rulesets

/// `<localfile>` blocks that do not do what they seem to.
struct LocalFileOption: Check, DocumentCheck {
  static let page = CheckPage(
    code: "local-file-option", severity: .warning, category: .files,
    summary: "A <localfile> block is refused, or an element of it does nothing or something else.",
    engine: """
      The collector refuses the whole configuration for an unknown element or format, warns about what a format does not \
      support, and is silent about the rest: of several <exclude> the last counts, and none on a location without a wildcard; \
      labels are applied to json only; frequency and alias are for commands; a pattern of <ignore> sees the prefix of a \
      command's output; blanks around a location belong to it; of two blocks for one location the later one counts.
      """,
    avoid: #"""
      --- ossec.conf
      <ossec_config>
        <localfile>
          <log_format>sylog</log_format>
          ^
          <location>/var/log/a.log</location>
        </localfile>
        <localfile>
          <log_format>syslog</log_format>
          <location>/var/log/b.log</location>
          <exclude>/var/log/b.log.1</exclude>
          ^
          <label key="team">shop</label>
          ^
        </localfile>
        <localfile>
          <log_format>command</log_format>
          <command>df -P</command>
          <ignore>^tmpfs</ignore>
          ^
        </localfile>
      </ossec_config>
      --- etc/decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="two">
        <prematch>^two </prematch>
      </decoder>
      --- etc/rules.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- ossec.conf
      <ossec_config>
        <localfile>
          <log_format>syslog</log_format>
          <location>/var/log/*.log</location>
          <exclude>/var/log/b*.log</exclude>
        </localfile>
        <localfile>
          <log_format>json</log_format>
          <location>/var/log/c.json</location>
          <label key="team">shop</label>
        </localfile>
        <localfile>
          <log_format>command</log_format>
          <command>df -P</command>
          <frequency>60</frequency>
          <ignore>tmpfs</ignore>
        </localfile>
      </ossec_config>
      --- etc/decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="two">
        <prematch>^two </prematch>
      </decoder>
      --- etc/rules.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/live.md §B.2, §B.6"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    guard let configuration = ruleset.loaded.configuration else { return }
    findings.add(CollectorRemarks.ofFiles(configuration.document))
  }
}
