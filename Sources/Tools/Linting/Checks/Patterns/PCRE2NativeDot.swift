import Bytes

/// \.+ in a pcre2 pattern.
struct PCRE2NativeDot: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-native-dot", severity: .warning, category: .patterns,
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
    verified: .recorded("docs/reference/regex.md §10.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .pcre2 {
      let dots = Self.dots(in: use.text.bytes)
      guard let first = dots.first else { continue }
      findings.add(
        .dots, at: use.place(first, length: 3), hint: "Write .+ for any text.",
        notes: Witness.note(use, as: .osregex, besides: findings),
        fix: FixProof.fix(
          "Write a dot without its backslash.", use, replacing: dots.map { $0..<$0 + 2 }, with: ".",
          meaning: .osregex, keepsMatches: true))
    }
  }

  /// Where the native form of "any text" stands.
  private static func dots(in bytes: [UInt8]) -> [Int] {
    var found: [Int] = []
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
      found.append(index)
    }
    return found
  }
}

extension Message {
  fileprivate static let dots: Message = "In pcre2 \\.+ is a row of dots, not any text as in a native pattern."
}
