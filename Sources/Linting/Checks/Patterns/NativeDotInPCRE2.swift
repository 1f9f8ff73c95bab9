import Bytes

/// \.+ in a pcre2 pattern.
struct NativeDotInPCRE2: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-native-dot", .warning, .patterns,
    summary: "A pcre2 pattern uses \\.+ or \\.* for any text, as the native dialect does.",
    engine: """
      In the native dialect \\. is any byte. In pcre2 it is a dot, so that the pattern wants a row of them.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">user (\.+) failed</regex>
                                    ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">user (.+) failed</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">\.+/etc</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("spec/regex.md §10.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .pcre2 {
      let bytes = use.text.bytes
      for index in bytes.indices.dropLast(2)
      where bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == UInt8(ascii: ".")
        && (bytes[index + 2] == UInt8(ascii: "+") || bytes[index + 2] == UInt8(ascii: "*"))
      {
        if index > 0, bytes[index - 1] == UInt8(ascii: "\\") { continue }
        // "..": dots in a path or a number are meant.
        let after = index + 3 < bytes.count ? bytes[index + 3] : 0
        let before = index > 0 ? bytes[index - 1] : 0
        guard
          after == 0 || after == 0x20 || after == UInt8(ascii: ")") || after == UInt8(ascii: "$")
            || after == UInt8(ascii: "|"),
          before == 0 || before == 0x20 || before == UInt8(ascii: "(") || before == UInt8(ascii: "^")
            || before == UInt8(ascii: "|")
        else { continue }
        let dot = index..<index + 2
        findings.add(
          .dots, at: use.place(index, length: 3), hint: "Write .+ for any text.",
          notes: Witness.note(use, as: .osregex, besides: findings),
          fix: use.edit(dot, with: ".").map { Fix("Write a dot without its backslash.", [$0]) })
        break
      }
    }
  }
}

extension Message {
  fileprivate static let dots: Message = "In pcre2 \\.+ is a row of dots, not any text as in a native pattern."
}
