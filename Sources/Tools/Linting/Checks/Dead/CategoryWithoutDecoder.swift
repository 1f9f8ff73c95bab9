import Bytes
import RulesetSyntax
import Rulesets

/// A rule of a category that no decoder gives.
struct CategoryWithoutDecoder: Check {
  static let page = CheckPage(
    code: "category-without-decoder", severity: .warning, category: .dead,
    summary: "A rule is tried for events of a category that no decoder gives.",
    engine: """
      A tree of rules is tried only for events whose decoder has the type that the root names as its category.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <category>squid</category>
                    ^
          <match>denied</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="proxy">
        <prematch>^proxy: </prematch>
        <type>squid</type>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <category>squid</category>
          <match>denied</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §8, docs/reference/rules.md §9.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    // Undecoded logs are syslog; the engine's own modules give ossec.
    var given: Set<EventCategory> = [.syslog, .ossec]
    for decoder in ruleset.loaded.decoders.definitions {
      given.insert(decoder.category)
      // Decoders in code that change the category.
      if decoder.plugin == .sonicWall { given.formUnion([.firewall, .ids, .squid]) }
    }
    for rule in ruleset.ownRules where rule.definition != nil {
      guard let element = rule.all("category").last, let category = EventCategory(name: element.content),
        !given.contains(category),
        rule.id ?? 0 < 10
          || ["if_sid", "if_group", "if_level", "if_matched_sid", "if_matched_group"].allSatisfy({
            rule.first($0) == nil
          })
      else { continue }
      findings.add(
        .nobody(element.content), at: element.contentPlace,
        hint:
          "Give a decoder <type>\(element.content)</type>, or take the category of the decoder that reads these logs.")
    }
  }
}

extension Message {
  fileprivate static func nobody(_ category: ByteString) -> Message {
    "No decoder has the type \(category), so no event ever comes here."
  }
}
