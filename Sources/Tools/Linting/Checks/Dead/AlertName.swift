import Bytes
import Rulesets

/// A name that only the alert has.
struct AlertName: Check {
  static let page = CheckPage(
    code: "alert-name", severity: .warning, category: .dead,
    summary: "A rule asks for a field by the name that it has in alerts, or that only alerts have.",
    engine: """
      Rules see the fields of the event. What stands below data in an alert has no "data." there, file integrity events have \
      names of their own (file, md5, uname, process_name), and agent, manager, rule, decoder, predecoder and GeoLocation \
      are put into the document later. A condition on such a name never holds. A decoder that reads JSON may set any \
      name, so its rules are not looked at.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>account</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="data.account">^root$</field>
                       ^
          <field name="agent.name">^web</field>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>account</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="account">^root$</field>
          <location>^\(web</location>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/alerts.md §8, docs/reference/modules.md §3.2, docs/reference/windows.md §10"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = DecodedFields(ruleset)
    for rule in ruleset.ownRules {
      guard let definition = rule.definition else { continue }
      let decoders = fields.decoders(ofRule: definition) ?? []
      for element in rule.children {
        guard let (name, place) = Self.field(of: element) else { continue }
        if FieldNames.isOfAlert(name) {
          let isNever = !decoders.isEmpty && fields.cannotSet(name, decoders: decoders)
          guard isNever || FieldNames.isOfAlertAlone(name) else { continue }
          findings.add(.alert(name), at: place, hint: FieldNames.hint(forAlertName: name))
        } else if let meant = FieldNames.systemField(name) {
          findings.add(.system(name), at: place, severity: .info, hint: "Did you mean \(meant)?")
        }
      }
    }
  }

  private static func field(of element: ElementText) -> (ByteString, Place)? {
    if let name = FieldNames.comparedField(element) { return (name, element.contentPlace) }
    guard element.name == "field" || element.name == "list",
      let name = element.attribute(element.name == "list" ? "field" : "name")
    else { return nil }
    return (name.value, name.valuePlace)
  }
}

extension Message {
  fileprivate static func alert(_ name: ByteString) -> Message {
    "\"\(name)\" is a name of the alert: events have no such field when rules are tried."
  }
  fileprivate static func system(_ name: ByteString) -> Message {
    "\"\(name)\" is one of the event's own data; what Windows says about every event is below win.system."
  }
}
