import Bytes
import Diagnostics
import Fields
import RulesetSyntax
import Rulesets

/// A field that no decoder of the path sets.
struct FieldNeverSet: Check {
  static let page = CheckPage(
    code: "field-never-set", severity: .warning, category: .dead,
    summary: "A rule tests or compares a field that no decoder on its path sets.",
    engine: """
      A field that the event lacks makes the condition fail, even a negated one. Names are compared without case. \
      Decoders in code (JSON_Decoder) set whatever the log has, so they are never reported. Events of Windows and of file \
      integrity have their own names, and the former no static field at all. A field that is never set is never the same \
      (`same_…` does not count), and always different.
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
          <field name="acount">^root$</field>
                       ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>100100</if_sid>
          <user>^root$</user>
          ^
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="5" frequency="5">
          <if_matched_sid>100100</if_matched_sid>
          <same_field>acount</same_field>
                      ^
          <same_source_ip />
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
          <field name="Account">^root$</field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = ruleset.fields
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty
      else { continue }
      for element in rule.children {
        for reference in Self.references(in: element) {
          look(at: reference, fields, decoders, &findings)
        }
      }
    }
  }

  /// A field that an element looks at.
  private struct Reference {
    enum Field {
      case dynamic(ByteString)
      /// One of them is enough.
      case known([StaticField])
    }

    var field: Field
    var name: ByteString
    var place: Place
    /// Whether it is to be different from that of earlier events.
    var isDifference = false
    /// The element that names it.
    var element = ""
  }

  private static func references(in element: ElementText) -> [Reference] {
    if let known = FieldNames.elements[element.name] {
      return [Reference(field: .known(known), name: ByteString(element.name), place: element.place)]
    }
    if let (field, wantsSame) = FieldNames.comparison(element.name) {
      return [
        Reference(
          field: .known([field]), name: ByteString("\(field.name)"), place: element.place, isDifference: !wantsSame)
      ]
    }
    if let name = FieldNames.comparedField(element) {
      guard StaticField(name: name) == nil, name != "user" else { return [] }
      return [
        Reference(
          field: .dynamic(name), name: name, place: element.contentPlace, isDifference: element.name != "same_field",
          element: element.name)
      ]
    }
    guard element.name == "field" || element.name == "list",
      let name = element.attribute(element.name == "list" ? "field" : "name")
    else { return [] }
    let lower = name.value.lowercased
    if element.name == "list" {
      if element.attribute("lookup")?.value.lowercased.bytes.starts(with: "not_".utf8) ?? false { return [] }
      if let known = FieldNames.elements[lower.description] {
        return [Reference(field: .known(known), name: name.value, place: name.valuePlace)]
      }
      // These have a check of their own, or are no fields.
      if ["srcuser", "dstuser", "location", "hostname", "program_name"].contains(lower) { return [] }
    } else if StaticField(name: lower) != nil || lower == "user" {
      // Loading refuses it, and says what to write: whether a decoder sets it does not matter.
      return []
    }
    return [
      Reference(field: .dynamic(name.value), name: name.value, place: name.valuePlace, element: element.name)
    ]
  }

  private func look(
    at reference: Reference, _ fields: FieldUniverse, _ decoders: Set<ByteString>, _ findings: inout Findings
  ) {
    let hint: String
    switch reference.field {
    case .dynamic(let name):
      // Names of the alert have a check of their own.
      guard !AlertNames.isOfAlert(name), fields.cannotSet(name, decoders: decoders) else { return }
      hint = FieldNames.headerHint(name, element: reference.element) ?? Self.hint(name, fields, decoders)
    case .known(let known):
      guard fields.cannotSet(known, decoders: decoders) else { return }
      hint =
        decoders == [WindowsFields.decoder]
        ? AlertNames.windowsHint(known[0]) : "Name it in the decoder's <order>, or test what the decoder sets."
    }
    findings.add(
      .unset(reference.name, FieldUniverse.list(decoders), reference.isDifference),
      at: reference.place, hint: hint)
  }

  private static func hint(_ name: ByteString, _ fields: FieldUniverse, _ decoders: Set<ByteString>) -> String {
    if WindowsFields.isUnknownOfSystem(name) {
      let names = WindowsFields.systemNames.map { ByteString("win.system.\($0)") }
      if let close = Suggestion.closest(to: name, among: names) { return "Did you mean \"\(close)\"?" }
      return "What single events say is below win.eventdata."
    }
    if decoders == [WindowsFields.decoder] {
      return "The fields of Windows events begin with win.system. and win.eventdata."
    }
    guard let known = (fields.names(ofDecoders: decoders) ?? ModuleFields.names(decoders))?.sorted() else {
      return decoders == ["sca"] ? "The fields of SCA events begin with sca." : "None of these decoders sets it."
    }
    if let close = Suggestion.closest(to: name, among: known) { return "Did you mean \"\(close)\"?" }
    guard !known.isEmpty else {
      let statics = fields.staticNames(ofDecoders: decoders)
      if statics.isEmpty { return "Its orders name no dynamic field at all." }
      return
        "Its orders name static fields alone, which have elements of their own: \(statics.joined(separator: ", "))."
    }
    let more = known.count > 12 ? " and \(known.count - 12) more" : ""
    return "Dynamic fields of its orders: \(known.prefix(12).map(\.description).joined(separator: ", "))\(more)."
  }
}

extension Message {
  fileprivate static func unset(_ field: ByteString, _ decoders: String, _ isDifference: Bool) -> Message {
    isDifference
      ? "\"\(field)\" is never set by the decoder \(decoders), so that it always counts as different."
      : "The field \"\(field)\" is never set by the decoder \(decoders)."
  }
}
