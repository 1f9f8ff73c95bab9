import Bytes
import Rulesets

/// An entry of a `<ruleset>` block that names nothing.
struct ConfiguredPath: Check, DocumentCheck {
  static let page = CheckPage(
    code: "configured-path", severity: .warning, category: .files,
    summary: "A folder, file, list or exclusion of ossec.conf names nothing that is there.",
    engine: """
      A folder that cannot be opened is passed over without a word, and so is an exclusion that fits no file. An exclusion is \
      either the bare name of a file or exactly what the folder's entry and the name make together; it has no effect on \
      includes. Paths are relative to the manager's home.
      """,
    avoid: #"""
      --- ossec.conf
      <ossec_config>
        <ruleset>
          <decoder_dir>etc/decoders</decoder_dir>
          <rule_dir>etc/rule</rule_dir>
                    ^
          <rule_dir>etc/rules</rule_dir>
          <rule_exclude>old_rule.xml</rule_exclude>
                        ^
        </ruleset>
      </ossec_config>
      --- etc/decoders/decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      --- etc/rules/old_rules.xml
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
        <ruleset>
          <decoder_dir>etc/decoders</decoder_dir>
          <rule_dir>etc/rules</rule_dir>
          <rule_exclude>old_rules.xml</rule_exclude>
        </ruleset>
      </ossec_config>
      --- etc/decoders/decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      --- etc/rules/old_rules.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>Left out.</description>
        </rule>
      </group>
      --- etc/rules/rules.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §2.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for entry in ruleset.loaded.configuration?.entries ?? [] {
      switch entry.outcome {
      case .nothing(let meant):
        findings.add(
          entry.element.description.hasSuffix("_exclude") ? .excludesNothing(entry.text) : .isNotThere(entry.text),
          in: entry.location,
          hint: meant.map { "Did you mean \"\($0)\"?" } ?? "Paths are relative to the manager's home.")
      case .noFile:
        findings.add(.holdsNothing(entry.text), in: entry.location, hint: "Files are chosen whose names end in .xml.")
      case .something, .replaced: continue
      }
    }
  }
}

extension Message {
  fileprivate static func isNotThere(_ text: ByteString) -> Message {
    "\"\(text)\" is not there, and the engine passes it over."
  }
  fileprivate static func excludesNothing(_ text: ByteString) -> Message {
    "\"\(text)\" is neither the name of a file in the folders nor a folder and a name: it leaves nothing out."
  }
  fileprivate static func holdsNothing(_ text: ByteString) -> Message { "\"\(text)\" holds no .xml file." }
}
