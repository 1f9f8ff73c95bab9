/// An overwrite that loses conditions of the original.
struct OverwriteLosesConditions: Check, DocumentCheck {
  static let page = CheckPage(
    code: "overwrite-loses-conditions", severity: .warning, category: .rules,
    summary: "An overwriting rule lacks conditions that the original has.",
    engine: """
      overwrite replaces everything but the place in the tree and the history: what the new text does not mention is \
      gone. Who wants to change a level only must repeat all conditions.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="10" overwrite="yes">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="10" overwrite="yes">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var originals: [Int: RuleText] = [:]
    let overwritten = Set(ruleset.ownRules.lazy.filter(\.isOverwrite).compactMap(\.id))
    guard !overwritten.isEmpty else { return }
    for rule in ruleset.ruleTexts(withIDs: overwritten) {
      guard let id = rule.id else { continue }
      guard rule.isOverwrite, let original = originals[id] else {
        if originals[id] == nil { originals[id] = rule }
        continue
      }
      if !ruleset.files[rule.element.place.file].isBase {
        let lost = Self.lost(original, rule)
        if !lost.isEmpty {
          findings.add(
            .lost(lost.map { "<\($0)>" }.joined(separator: ", ")), at: rule.element.place,
            hint: "Repeat what should stay; the whole text is replaced but for the parents and the history.",
            notes: [(.original, original.element.place)])
        }
      }
      originals[id] = rule
    }
  }

  /// Condition elements that only the original has.
  private static func lost(_ original: RuleText, _ rule: RuleText) -> [String] {
    let relations: Set<String> = [
      "if_sid", "if_level", "if_group", "if_matched_sid", "if_matched_group", "description", "group", "options", "info",
      "mitre", "cve",
    ]
    var seen: Set<String> = []
    return original.children.map(\.name).filter {
      !relations.contains($0) && rule.first($0) == nil && seen.insert($0).inserted
    }
  }
}

extension Message {
  fileprivate static func lost(_ elements: String) -> Message {
    "This overwrite has none of the original's \(elements): the rule loses the condition."
  }
  fileprivate static let original: Message = "The original."
}
