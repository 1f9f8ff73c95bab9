import Bytes
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

  private static let known: [String: Set<ByteString>] = [
    "field": ["name", "type", "negate"], "srcip": ["negate"], "dstip": ["negate"], "info": ["type"],
    "list": ["field", "lookup", "check_value"],
  ]

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules { look(rule.children, isDecoder: false, &findings) }
    for decoder in ruleset.ownDecoders { look(decoder.children, isDecoder: true, &findings) }
  }

  private func look(_ elements: [ElementText], isDecoder: Bool, _ findings: inout Findings) {
    for element in elements where !element.attributes.isEmpty {
      var known = Self.known[element.name] ?? []
      if isDecoder {
        known =
          element.name == "plugin_decoder"
          ? ["offset"] : PatternReading.decoderElements[element.name] != nil ? ["type", "offset"] : []
      } else if PatternReading.ruleElements[element.name] != nil || element.name == "action" {
        known = ["type", "negate"]
      } else if element.name == "list" || element.name == "info" {
        continue  // Their attributes are checked while loading.
      }
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
}

extension Message {
  fileprivate static func ignored(_ attribute: ByteString, _ element: String) -> Message {
    "<\(element)> has no attribute \(attribute): it is ignored without a word."
  }
}
