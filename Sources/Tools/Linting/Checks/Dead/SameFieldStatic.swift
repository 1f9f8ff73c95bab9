import Bytes
import RulesetSyntax
import Rulesets

/// `<same_field>srcip</same_field>`.
struct SameFieldStatic: Check, DocumentCheck {
  static let page = CheckPage(
    code: "same-field-static", severity: .error, category: .dead,
    summary: "same_field or different_field names a static field, which only an element of its own compares.",
    engine: """
      These elements look among the dynamic fields. srcip, dstuser and the like are never there: same_field then never \
      counts an event, and different_field counts every one.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5">
          <if_matched_sid>100100</if_matched_sid>
          <same_field>srcip</same_field>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5">
          <if_matched_sid>100100</if_matched_sid>
          <same_srcip/>
          <same_field>account</same_field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for element in rule.children {
        guard let name = FieldNames.comparedField(element), Vocabulary.staticNames.contains(name) else { continue }
        // What the elements of the user's field are called.
        let ending: ByteString = name == "dstuser" ? "user" : name
        let start = element.name == "same_field" ? "same" : "different"
        let text = "<\(start)_\(ending)/>"
        findings.add(
          .known(name, element.name), at: element.contentPlace, hint: "Write \(text).",
          fix: element.isVerbatim ? Fix("Write \(text).", [Fix.Edit(element.whole, with: ByteString(text))]) : nil)
      }
    }
  }
}

extension Message {
  fileprivate static func known(_ name: ByteString, _ element: String) -> Message {
    element == "same_field"
      ? "<\(element)> does not find \"\(name)\", which is a static field: no event is ever counted."
      : "<\(element)> does not find \"\(name)\", which is a static field: every event counts as different."
  }
}
