import Live
import Rulesets

/// The block of the Docker listener.
struct ModuleOption: Check, DocumentCheck {
  static let page = CheckPage(
    code: "module-option", severity: .warning, category: .files,
    summary: "The block of the Docker listener is refused, or does not do what it seems to.",
    engine: """
      An unknown element or a bad value of the module stops the configuration. run_on_start is no unless the block says yes, \
      although the documentation says otherwise: the listener begins after the first interval.
      """,
    avoid: #"""
      --- ossec.conf
      <ossec_config>
        <wodle name="docker-listener">
        ^
          <disabled>no</disabled>
          <atempts>3</atempts>
          ^
        </wodle>
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
        <wodle name="docker-listener">
          <disabled>no</disabled>
          <attempts>3</attempts>
          <run_on_start>yes</run_on_start>
        </wodle>
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
    verified: .recorded("docs/reference/live.md §A.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    guard let configuration = ruleset.loaded.configuration else { return }
    findings.add(CollectorRemarks.ofModules(configuration.document))
  }
}
