import Bytes
import Fields
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
      name: below it such a name is reported only where rules of the base show what the events have, and where any \
      decoder may have read the log it is a notice.
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
    let fields = ruleset.fields
    for rule in ruleset.ownRules {
      guard let definition = rule.definition else { continue }
      for element in rule.children {
        guard let (name, place) = Self.field(of: element) else { continue }
        if AlertNames.isOfAlert(name) {
          guard let certainty = fields.certainty(thatNoEventHas: name, rule: definition) else { continue }
          findings.add(
            certainty == .warning ? .alert(name) : .perhaps(name), at: place, severity: certainty,
            hint: AlertNames.hint(forAlertName: name))
        } else if let meant = AlertNames.systemField(name) {
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
  fileprivate static func perhaps(_ name: ByteString) -> Message {
    "\"\(name)\" is a name of the alert: events have no such field unless their own JSON has a member of that name."
  }
  fileprivate static func system(_ name: ByteString) -> Message {
    "\"\(name)\" is one of the event's own data; what Windows says about every event is below win.system."
  }
}
