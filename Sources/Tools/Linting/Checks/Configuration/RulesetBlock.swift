import Bytes
import Diagnostics
import Rulesets

/// `<ruleset>` blocks that do not do what they seem to.
struct RulesetBlock: Check, DocumentCheck {
  static let page = CheckPage(
    code: "ruleset-block", severity: .warning, category: .files,
    summary: "A <ruleset> block of ossec.conf is replaced by a later one, or its order means nothing.",
    engine: """
      Of several <ruleset> blocks the files of the last one count alone. Includes and the files of folders are sorted together by \
      their base names: the order of the entries decides nothing.
      """,
    avoid: #"""
      --- ossec.conf
      <ossec_config>
        <ruleset>
          <rule_include>etc/old/0300-old.xml</rule_include>
                        ^
        </ruleset>
        <ruleset>
          <decoder_dir>etc/decoders</decoder_dir>
          <rule_include>etc/rules/0200-b.xml</rule_include>
          <rule_include>etc/rules/0100-a.xml</rule_include>
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
      --- etc/rules/0100-a.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
      </group>
      --- etc/rules/0200-b.xml
      <group name="local,">
        <rule id="100" level="3">
          <if_sid>1</if_sid>
          <match>local</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- ossec.conf
      <ossec_config>
        <ruleset>
          <decoder_dir>etc/decoders</decoder_dir>
          <rule_include>etc/rules/0100-a.xml</rule_include>
          <rule_include>etc/rules/0200-b.xml</rule_include>
        </ruleset>
      </ossec_config>
      --- etc/decoders/decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      --- etc/rules/0100-a.xml
      <group name="local,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
      </group>
      --- etc/rules/0200-b.xml
      <group name="local,">
        <rule id="100" level="3">
          <if_sid>1</if_sid>
          <match>local</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §2.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let entries = ruleset.loaded.configuration?.entries ?? []
    if let first = entries.first(where: { $0.outcome == .replaced && $0.element != "list" }) {
      findings.add(.replaced, in: first.location, hint: "Put the entries of all blocks into one.")
    }
    for kind in ["decoder_include", "rule_include"] {
      var last: String?
      for entry in entries where entry.element.description == kind && entry.outcome != .replaced {
        let name = FileOrder.baseName(entry.text.description)
        if let last, name.utf8.lexicographicallyPrecedes(last.utf8) {
          findings.add(
            .order(ByteString(name), ByteString(last)), in: entry.location, severity: .info,
            hint: "Name files so that what others build upon comes first.")
        }
        last = name
      }
    }
  }
}

extension Message {
  fileprivate static let replaced: Message = "A later <ruleset> block replaces the files that this one names."
  fileprivate static func order(_ name: ByteString, _ other: ByteString) -> Message {
    "\(name) is read before \(other) all the same: files are read in the order of their base names."
  }
}
