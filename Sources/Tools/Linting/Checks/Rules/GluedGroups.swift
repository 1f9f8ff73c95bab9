import Bytes

/// A group string without its comma.
struct GluedGroups: Check, DocumentCheck {
  static let page = CheckPage(
    code: "glued-groups", severity: .warning, category: .rules,
    summary:
      "Two parts of a group string are joined without a comma: the last name of one and the first of the other become one.",
    engine: """
      The groups of a rule are the name attribute of <group> and the texts of all <group> elements, one directly \
      behind the other.
      """,
    avoid: #"""
      <group name="local">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <group>authentication_failed,</group>
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
          <group>authentication_failed,</group>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §3.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      var before = rule.group.attributes.first { $0.name.lowercased == "name" }.map { ($0.value, $0.valuePlace) }
      for group in rule.all("group") {
        if let (text, place) = before, let last = text.bytes.last, last != UInt8(ascii: ","),
          let first = group.content.bytes.first, first != UInt8(ascii: ","), first > 0x20
        {
          let left = ByteString(text.bytes.split(separator: UInt8(ascii: ",")).last ?? [])
          let right = ByteString(group.content.bytes.split(separator: UInt8(ascii: ",")).first ?? [])
          let end = Place(file: place.file, offset: place.offset + place.length)
          findings.add(
            .glued(left, right), at: group.contentPlace, hint: "End the group before it with a comma.",
            fix: place.length == text.count ? Fix("Add the comma.", [Fix.Edit(end, with: ",")]) : nil)
        }
        before = (group.content, group.contentPlace)
      }
    }
  }
}

extension Message {
  fileprivate static func glued(_ left: ByteString, _ right: ByteString) -> Message {
    "Groups are joined without a comma: the rule is in the group \"\(left)\(right)\", in neither \"\(left)\" nor \"\(right)\"."
  }
}
