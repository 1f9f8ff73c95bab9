import Bytes
import RulesetSyntax
import Rulesets

/// A rule at the top whose decoder gives its events to another root.
struct DecodedAsOtherCategory: Check {
  static let page = CheckPage(
    code: "decoded-as-other-category", severity: .warning, category: .dead,
    summary: "A rule without a parent asks for a decoder whose events go to the root of another category.",
    engine: """
      The type of a decoder chooses the root of rules that is tried for its events. A rule that names neither parent nor \
      category hangs below the root of syslog, and no event of type web-log, for instance, gets there. Events of modules of \
      the manager (file integrity, Windows, inventory, SCA) have the category ossec.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="shop">
        <program_name>^shop$</program_name>
        <type>web-log</type>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>shop</decoded_as>
                      ^
          <match>login</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <decoded_as>syscheck_deleted</decoded_as>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="shop">
        <program_name>^shop$</program_name>
        <type>web-log</type>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <category>web-log</category>
          <decoded_as>shop</decoded_as>
          <match>login</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <category>ossec</category>
          <decoded_as>syscheck_deleted</decoded_as>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §8, docs/reference/rules.md §9.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    let asked = Set(ruleset.ownRules.compactMap { $0.all("decoded_as").last?.content })
    guard !asked.isEmpty else { return }
    let given = Self.categories(ruleset.loaded.decoders, of: asked)
    let top = Set(forest.roots.flatMap { forest.nodes[$0].children }.map { forest.nodes[$0].rule })
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, top.contains(definition), let element = rule.all("decoded_as").last,
        let categories = given[element.content], !categories.contains(forest.rules[definition].category),
        let first = categories.sorted(by: { "\($0.name)" < "\($1.name)" }).first
      else { continue }
      findings.add(
        .other(element.content, first, forest.rules[definition].category), at: element.contentPlace,
        hint: "Write <category>\(first.name)</category>, or name a rule of that category as the parent.")
    }
  }

  /// Per name under which events are reported the categories that they may have, for some names.
  private static func categories(
    _ decoders: DecoderForest, of names: Set<ByteString>
  ) -> [ByteString: Set<EventCategory>] {
    var categories: [ByteString: Set<EventCategory>] = [:]
    for name in DecoderForest.builtInNames { categories[name] = [.ossec] }
    for root in decoders.programRoots + decoders.plainRoots {
      guard
        names.contains(decoders.definitions[root.definition].name)
          || root.children.contains(where: { names.contains(decoders.definitions[$0.definition].name) })
      else { continue }
      let members = ([root] + root.children).map { decoders.definitions[$0.definition] }
      var all = Set(members.map(\.category))
      // Decoders in code that change the category.
      if members.contains(where: { $0.plugin == .sonicWall }) { all.formUnion([.firewall, .ids, .squid]) }
      for member in members { categories[member.name, default: []].formUnion(all) }
    }
    return categories
  }
}

extension Message {
  fileprivate static func other(_ decoder: ByteString, _ is: EventCategory, _ wanted: EventCategory) -> Message {
    "Events of the decoder \"\(decoder)\" are \"\("\(`is`.name)")\", and this rule hangs below the root of \"\("\(wanted.name)")\": it is never tried for them."
  }
}
