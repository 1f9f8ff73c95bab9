import Bytes

/// Text that was to be found as it is, in a pcre2 pattern.
struct PCRE2LiteralText: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-literal-text", severity: .warning, category: .patterns,
    summary: "A pcre2 pattern holds a bracketed word or a question mark that were to be literals.",
    engine: """
      In the native dialects brackets and question marks stand for themselves. In pcre2 `[error]` is one of its letters, \
      and the `?` of `index.php?id=` makes the `p` before it optional, so that the question mark itself is never matched.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">^[error] disk</match>
                               ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">/index\.php?id=\d+</regex>
                                         ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">^\[error] disk</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">/index\.php\?id=\d+</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">[Ww]arning[aeiou ]|https?://|users?=\d|[[:space:]]x</regex>
          <description>Sets and options that are meant.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §10.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .pcre2 {
      let all = use.text.bytes.indices.filter { Self.literal(use.text.bytes, $0) != nil }
      guard let index = all.first, let (message, length) = Self.literal(use.text.bytes, index) else { continue }
      findings.add(
        message, at: use.place(index, length: length), hint: "Write a backslash before it.",
        notes: Witness.note(use, as: .osregex, besides: findings),
        fix: FixProof.fix(
          "Write a backslash before it.", use, replacing: all.map { $0..<$0 }, with: "\\", meaning: .pcre2,
          keepsMatches: false))
    }
  }

  private static func literal(_ bytes: [UInt8], _ index: Int) -> (Message, length: Int)? {
    let isEscaped = index > 0 && bytes[index - 1] == UInt8(ascii: "\\")
    switch bytes[index] {
    case UInt8(ascii: "[") where !isEscaped:
      // A set names a byte once; a word in brackets names some twice.
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "]")), !bytes[..<index].contains(UInt8(ascii: "["))
      else {
        return nil
      }
      let word = bytes[(index + 1)..<end]
      guard word.count >= 4, word.allSatisfy(ASCII.isAlphanumeric), Set(word).count < word.count else { return nil }
      return (.word(ByteString(word)), end - index + 1)
    case UInt8(ascii: "?")
    where index > 1 && ASCII.isAlphanumeric(bytes[index - 1]) && !isEscapedLetter(bytes, index - 1):
      // "?name=" behind a name with a dot, as addresses have it.
      let name = bytes[(index + 1)...].prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
      guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: "=") else { return nil }
      let ending = bytes[..<index].reversed().prefix { ASCII.isAlphanumeric($0) }
      guard ending.count < index, ending.count <= 4, bytes[index - ending.count - 1] == UInt8(ascii: ".") else {
        return nil
      }
      return (.query, 1)
    default: return nil
    }
  }

  private static func isEscapedLetter(_ bytes: [UInt8], _ index: Int) -> Bool {
    index > 0 && bytes[index - 1] == UInt8(ascii: "\\")
  }
}

extension Message {
  fileprivate static func word(_ word: ByteString) -> Message {
    "In pcre2 \"[\(word)]\" is one of these letters, not the word in brackets."
  }
  fileprivate static let query: Message = "In pcre2 this question mark makes the letter before it optional."
}
