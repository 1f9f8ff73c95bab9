import Bytes
import Diagnostics
import Fields
import RulesetSyntax
import Rulesets

/// `docker.Acton` below the rules of Docker.
struct IntegrationField: Check {
  static let page = CheckPage(
    code: "integration-field", severity: .info, category: .dead,
    summary: "A field of a JSON log is called like one that rules of the base ask for, but not quite.",
    engine: """
      A decoder that reads JSON sets whatever the log has, under its whole name: the names of all objects around it, with \
      dots between them. Of what integrations send, the rules of the base show the names.
      """,
    avoid: #"""
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="json">
        <prematch>^{\s*"</prematch>
        <plugin_decoder>JSON_Decoder</plugin_decoder>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="0">
          <decoded_as>json</decoded_as>
          <field name="integration">^docker$</field>
          <description>Docker.</description>
        </rule>
        <rule id="101" level="3">
          <if_sid>100</if_sid>
          <field name="docker.Action">^start$</field>
          <field name="docker.Type">^container$</field>
          <description>Started.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>100</if_sid>
          <field name="docker.Acton">^die$</field>
                       ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100</if_sid>
          <field name="Type">^image$</field>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="json">
        <prematch>^{\s*"</prematch>
        <plugin_decoder>JSON_Decoder</plugin_decoder>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="0">
          <decoded_as>json</decoded_as>
          <field name="integration">^docker$</field>
          <description>Docker.</description>
        </rule>
        <rule id="101" level="3">
          <if_sid>100</if_sid>
          <field name="docker.Action">^start$</field>
          <field name="docker.Type">^container$</field>
          <description>Started.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>100</if_sid>
          <field name="docker.action">^die$</field>
          <field name="docker.Actor.Attributes.image">^web</field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §7.1, docs/reference/rules.md §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = ruleset.fields
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty,
        fields.isOpen(decoders)
      else { continue }
      let known = fields.familyNames(ofRule: definition)
      guard !known.isEmpty else { continue }
      for element in rule.children {
        guard let (name, place) = FieldNames.dynamicField(element), known[name.lowercased] == nil,
          !AlertNames.isOfAlert(name), fields.cannotSetByOrder(name, decoders: decoders),
          let meant = Self.meant(name, among: known)
        else { continue }
        findings.add(.close(name), at: place, hint: "Did you mean \(meant)?")
      }
    }
  }

  /// Short names are close to many.
  private static let shortest = 5

  /// So long a part is hardly a word of its own that happens to be close to another one.
  private static let longPart = 10

  /// Whether a name can be a slip of the finger for another one: actor is none for action.
  private static func isSlip(_ name: [UInt8], for other: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    let (parts, wanted) = (name.split(separator: dot), other.split(separator: dot))
    let different = zip(parts, wanted).filter { $0 != $1 }
    guard parts.count == wanted.count, different.count == 1, let (part, meant) = different.first else { return false }
    if part.count >= longPart || part.sorted() == meant.sorted() { return true }
    let start = zip(part, meant).prefix { $0 == $1 }.count
    let end = zip(part.dropFirst(start).reversed(), meant.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    return max(part.count, meant.count) - start - end <= 1
  }

  /// The name with the object around it that is nearly one of those of the known names.
  private static func meantObject(of name: ByteString, among known: [ByteString: ByteString]) -> ByteString? {
    var objects: Set<ByteString> = []
    for other in known.values {
      for dot in other.bytes.indices where other.bytes[dot] == UInt8(ascii: ".") {
        objects.insert(ByteString(Array(other.bytes[..<dot])))
      }
    }
    let folded = Set(objects.map(\.lowercased))
    for dot in name.bytes.indices where name.bytes[dot] == UInt8(ascii: ".") {
      let object = ByteString(Array(name.bytes[..<dot]))
      guard !folded.contains(object.lowercased) else { continue }
      let depth = object.bytes.count { $0 == UInt8(ascii: ".") }
      let peers = objects.filter { $0.bytes.count { $0 == UInt8(ascii: ".") } == depth }.sorted()
      guard object.count >= shortest, let close = Suggestion.closest(to: object, among: peers) else { return nil }
      return ByteString(close.bytes + name.bytes[dot...])
    }
    return nil
  }

  /// The name that a rule of the base asks for, and that is this one with an object around it, or nearly this one.
  private static func meant(_ name: ByteString, among known: [ByteString: ByteString]) -> ByteString? {
    let ending = Array(".".utf8) + name.lowercased.bytes
    let longer = known.filter { $0.key.count > ending.count && $0.key.bytes.suffix(ending.count).elementsEqual(ending) }
    if longer.count == 1, let only = longer.first { return only.value }
    if let object = meantObject(of: name, among: known) { return object }
    guard name.count >= shortest else { return nil }
    let close = Suggestion.closest(to: name, among: known.values.sorted())
    return close.flatMap { isSlip(name.lowercased.bytes, for: $0.lowercased.bytes) ? $0 : nil }
  }
}

extension Message {
  fileprivate static func close(_ name: ByteString) -> Message {
    "No rule of the base asks for \"\(name)\" here, but for a name that is close to it."
  }
}
