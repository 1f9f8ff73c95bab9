import Bytes
import Rulesets

/// `<action>drop|deny</action>`.
struct ActionExact: Check, DocumentCheck {
  static let page = CheckPage(
    code: "action-exact", severity: .warning, category: .rules,
    summary: "An action without a type is written like a pattern, and compared as a whole.",
    engine: """
      Unlike its siblings <action> takes no pattern unless it has a type: the field must be this text, byte for byte, bars, \
      anchors and case included. No firewall says `drop|deny`.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <action>drop|deny</action>
                  ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <action negate="yes">^drop$</action>
                               ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <action>dro\w+</action>
                  ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <action type="osmatch">drop|deny</action>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <action>drop</action>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      // Texts of repeated elements are joined, and the last one's type holds for all.
      let elements = rule.all("action")
      guard let last = elements.last, last.attribute("type") == nil else { continue }
      for element in elements {
        guard let type = Self.wantedType(element.content) else { continue }
        findings.add(
          .exact(element.content), at: element.contentPlace,
          hint: "Write <action type=\"\(type)\">, or the whole text of the one action.")
      }
    }
  }

  /// The type under which the text would mean what it looks like; nil for a plain text.
  private static func wantedType(_ text: ByteString) -> String? {
    let bytes = text.bytes
    if bytes.contains(UInt8(ascii: "\\")) { return "osregex" }
    if bytes.contains(where: { "([*+?".utf8.contains($0) }) { return "pcre2" }
    let hasAnchor = bytes.first == UInt8(ascii: "^") || bytes.last == UInt8(ascii: "$")
    return hasAnchor || bytes.contains(UInt8(ascii: "|")) ? "osmatch" : nil
  }
}

extension Message {
  fileprivate static func exact(_ text: ByteString) -> Message {
    "<action> without a type takes no pattern: the field would have to be \"\(text)\" as a whole."
  }
}
