import Bytes
import Patterns

/// if_group that selects more than the group it names.
struct IfGroupSubstring: Check {
  static let page = CheckPage(
    code: "if-group-substring", severity: .info, category: .rules,
    summary: "if_group also selects rules of groups that only contain its text.",
    engine: """
      The text is searched in the whole group string of each rule, commas included and without case: sys also selects \
      syslog.
      """,
    avoid: #"""
      <group name="sshd_failed,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="sshd,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>ssh</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100102" level="5">
          <if_group>sshd</if_group>
                    ^
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="failed_sshd,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="login,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>ssh</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100102" level="5">
          <if_group>login</if_group>
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2, §16.19"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let rules = ruleset.loaded.rules.rules
    let scratch = MatchScratch()
    var cache: [ByteString: ByteString?] = [:]
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, rule.first("if_sid") == nil, let element = rule.first("if_group") else {
        continue
      }
      let text = ByteString(rule.all("if_group").flatMap(\.content.bytes))
      guard !text.isEmpty, !text.bytes.contains(UInt8(ascii: "|")), !text.bytes.contains(UInt8(ascii: "^")) else {
        continue
      }
      if cache[text] == nil {
        let other = rules[..<definition].lazy.compactMap(\.groups).first { groups in
          // A trailing comma in the pattern bounds it on that side.
          let wanted = ByteString(text.bytes.last == UInt8(ascii: ",") ? Array(text.bytes.dropLast()) : text.bytes)
          guard !GroupNames.split(groups).contains(where: { $0.equalsFoldingCase(wanted) }) else { return false }
          return groups.withView { subject in
            (try? Pattern(text, dialect: .wordmatch)).map { $0.matches(subject, scratch: scratch) } ?? false
          }
        }
        cache[text] = .some(
          other.flatMap { groups in
            GroupNames.split(groups).first { $0.lowercased.description.contains(text.lowercased.description) }
          })
      }
      guard let other = cache[text] ?? nil else { continue }
      findings.add(.alsoTakes(text, other), at: element.contentPlace)
    }
  }
}

extension Message {
  fileprivate static func alsoTakes(_ group: ByteString, _ other: ByteString) -> Message {
    "if_group \"\(group)\" also takes rules that are only in \"\(other)\": it is looked for as a part of the group string."
  }
}
