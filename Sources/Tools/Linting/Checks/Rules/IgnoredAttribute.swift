import Bytes
import RulesetSyntax
import Diagnostics
import PatternReasoning

/// An attribute that the engine does not look at.
struct IgnoredAttribute: Check, DocumentCheck {
  static let page = CheckPage(
    code: "ignored-attribute", severity: .warning, category: .rules,
    summary: "An element has an attribute that the engine does not know and ignores.",
    engine: """
      Unknown attributes of elements are skipped silently, and names are compared exactly: Type="pcre2" and \
      NEGATE="yes" do nothing.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match Negate="yes">sshd</match>
                 ^
          <if_group negate="yes">cron</if_group>
                    ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match negate="yes">sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1, docs/reference/decoders.md §3.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for element in rule.children {
        let entry = Vocabulary.ruleEntries[element.name]
        // Those of some are checked while loading.
        if case .list? = entry?.meaning { continue }
        if case .info? = entry?.meaning { continue }
        look(element, entry?.attributes ?? [], &findings)
      }
    }
    for decoder in ruleset.ownDecoders {
      for element in decoder.children {
        look(element, Vocabulary.decoderEntries[element.name]?.attributes ?? [], &findings)
      }
    }
  }

  private func look(_ element: ElementText, _ entries: [AttributeEntry], _ findings: inout Findings) {
    let known = Set(entries.map { ByteString($0.name) })
    for attribute in element.attributes where !known.contains(attribute.name) {
      let lower = attribute.name.lowercased
      findings.add(
        .ignored(attribute.name, element.name), at: attribute.namePlace,
        hint: known.contains(lower)
          ? "Attribute names are compared exactly: write \(lower)."
          : Suggestion.closest(to: attribute.name, among: known.sorted()).map { "Did you mean \($0)?" },
        fix: known.contains(lower) ? Fix("Write \(lower).", [Fix.Edit(attribute.namePlace, with: lower)]) : nil)
    }
  }
}

extension Message {
  fileprivate static func ignored(_ attribute: ByteString, _ element: String) -> Message {
    "<\(element)> has no attribute \(attribute): it is ignored without a word."
  }
}
