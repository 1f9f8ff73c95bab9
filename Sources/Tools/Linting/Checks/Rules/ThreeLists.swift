/// Three lists in a rule.
struct ThreeLists: Check, DocumentCheck {
  static let page = CheckPage(
    code: "three-lists", severity: .warning, category: .rules,
    summary: "A rule has three or more lists, of which only the last two count.",
    engine: """
      A defect of the engine: with one or two <list> elements all must hold, with more of them only the last two are \
      evaluated.
      """,
    avoid: #"""
      --- lists/a
      k:
      --- lists/b
      k:
      --- lists/c
      k:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/a</list>
          ^
          <list field="url">lists/b</list>
          <list field="id">lists/c</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/a
      k:
      --- lists/b
      k:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/a</list>
          <list field="url">lists/b</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      let lists = rule.all("list")
      guard lists.count > 2 else { continue }
      for list in lists.dropLast(2) {
        findings.add(.ignored(lists.count), at: list.place, hint: "Put the first lists into a parent rule.")
      }
    }
  }
}

extension Message {
  fileprivate static func ignored(_ count: Int) -> Message {
    "Of \(count) lists only the last two are looked at; this one is not."
  }
}
