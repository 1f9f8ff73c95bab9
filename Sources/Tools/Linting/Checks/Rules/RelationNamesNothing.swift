import Bytes

/// A relation to other rules that holds separators and no name.
struct RelationNamesNothing: Check, DocumentCheck {
  static let page = CheckPage(
    code: "relation-names-nothing", severity: .warning, category: .rules,
    summary:
      "if_sid, if_group or if_matched_group holds commas or blanks only, or if_matched_sid nothing: it names nobody.",
    engine: """
      In an if_sid of separators the engine reads an empty number, which stands for the root of the category: the rule \
      is tried for every event of it. if_group and if_matched_group look for their text in group strings, so that a \
      comma alone takes every rule with one in its groups, and an empty if_matched_group every rule with groups. With \
      an empty if_matched_sid all events of the memory count, whatever rule they matched. What is not found anywhere \
      has a message of the engine's own (7610, 7615, 7618).
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>,</if_sid>
                  ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_group>,</if_group>
                    ^
          <match>cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="5">
          <if_matched_group>,</if_matched_group>
                            ^
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="10" frequency="5">
          <if_matched_sid></if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_group>local</if_group>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="5">
          <if_matched_group>local</if_matched_group>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="10" frequency="5">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2, §10.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    // An overwrite keeps the relations of the rule that it changes.
    for rule in ruleset.ownRules where rule.definition != nil && !rule.isOverwrite {
      for relation in Relation.allCases {
        guard let element = relation.element(of: rule) else { continue }
        findings.add(.nobody(relation), at: element.contentPlace, hint: relation.hint)
      }
    }
  }
}

/// The elements that name other rules.
private enum Relation: String, CaseIterable {
  case parent = "if_sid"
  case group = "if_group"
  case countedRule = "if_matched_sid"
  case countedGroup = "if_matched_group"

  /// The element that counts and names nothing. Texts of repeated elements are joined, but for `if_matched_sid`.
  func element(of rule: RuleText) -> ElementText? {
    let elements = rule.all(rawValue)
    guard let first = elements.first, let last = elements.last else { return nil }
    switch self {
    case .parent: break
    case .group: guard rule.first("if_sid") == nil, rule.first("if_level") == nil else { return nil }
    case .countedRule: return last.content.isEmpty ? last : nil
    case .countedGroup: guard rule.all("if_matched_sid").last?.content.isEmpty ?? true else { return nil }
    }
    return elements.allSatisfy { isNothing($0.content) } ? first : nil
  }

  /// A line end in `if_sid` has a message of the engine's own (7607).
  private func isNothing(_ text: ByteString) -> Bool {
    text.bytes.allSatisfy { $0 == UInt8(ascii: ",") || $0 == 0x20 || self != .parent && $0 < 0x20 }
  }

  var hint: String {
    switch self {
    case .parent: "Name the parent, or leave the element out."
    case .group: "Name the group."
    case .countedRule: "Name the rule that is counted, or write if_matched_group."
    case .countedGroup: "Name the group that is counted."
    }
  }
}

extension Message {
  fileprivate static func nobody(_ relation: Relation) -> Message {
    switch relation {
    case .parent: "if_sid names no rule, and attaches this one to the root of its category."
    case .group: "if_group names no group, and takes every rule whose group string has this text in it."
    case .countedRule: "if_matched_sid names no rule, and counts every event of the memory."
    case .countedGroup: "if_matched_group names no group, and counts every rule whose group string has this text in it."
    }
  }
}
