import Bytes

/// A separator behind the last parent.
struct IfSIDTrailingSeparator: Check, DocumentCheck {
  static let page = CheckPage(
    code: "if-sid-trailing-separator", severity: .warning, category: .rules,
    summary: "if_sid ends in a comma or blank: the rule is attached to the root of its category as well.",
    engine: """
      Behind a final separator the engine reads an empty number, which stands for the root of the category. The rule \
      is then tried for every event of the category, not only for those that its parent matches.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100, </if_sid>
                        ^
          <match>failed</match>
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
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2, §16.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where !rule.isOverwrite {
      guard let element = rule.all("if_sid").last, element.content.count > 1, let last = element.content.bytes.last,
        last == UInt8(ascii: ",") || last == 0x20
      else { continue }
      let kept = element.content.bytes.reversed().drop { $0 == UInt8(ascii: ",") || $0 == 0x20 }.count
      guard kept > 0 else { continue }
      let tail = element.place(ofByte: kept, length: element.content.count - kept)
      findings.add(
        .alsoRoot(ByteString(element.content.bytes[kept...])), at: tail,
        fix: element.isVerbatim ? Fix("Remove the separator.", [Fix.Edit(tail, with: "")]) : nil)
    }
  }
}

extension Message {
  fileprivate static func alsoRoot(_ tail: ByteString) -> Message {
    "The \"\(tail)\" behind the last id attaches the rule to the root of its category, too."
  }
}
