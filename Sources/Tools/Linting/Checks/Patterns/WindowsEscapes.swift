import Bytes
import PatternSyntax
import Patterns

/// What patterns on win.eventdata.* write once and events hold twice, or in another form.
struct WindowsEscapes: Check, DocumentCheck {
  static let page = CheckPage(
    code: "windows-escapes", severity: .warning, category: .patterns,
    summary: "A pattern on a field of Windows events holds a character that never stands so in one.",
    engine: """
      The manager keeps the values of win.eventdata.* as the agent sent them: every backslash stands there twice, a quote \
      behind a backslash, and <, > and & as &lt;, &gt; and &amp;. Between other characters a pattern needs two backslashes \
      for each of the event, which is \\\\\\\\ in a regular expression.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.image" type="pcre2">C:\\Windows\\cmd\.exe</field>
                                                           ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.commandLine" type="pcre2">dir 2>out</field>
                                                                    ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.targetImage">\<unknown process</field>
                                                  ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.image" type="pcre2">C:\\\\Windows\\\\cmd\.exe|\\cmd\.exe$|C:\\+Temp</field>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.commandLine" type="pcre2">dir 2&gt;out|(?=x)y</field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/windows.md §4, §11"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "field" && !(use.isNegated && use.text.bytes.contains(0x7C)) {
      guard let name = use.elements.first?.attribute("name")?.value,
        name.lowercased.bytes.starts(with: "win.eventdata.".utf8)
      else { continue }
      if let at = Self.singleBackslash(use) {
        findings.add(
          use.isNegated ? .backslashNegated : .backslash, at: use.place(at, length: use.dialect == .osmatch ? 1 : 2),
          hint: "Write \(use.dialect == .osmatch ? "\\\\ (two)" : "\\\\\\\\ (four)") for each backslash of the event.")
      } else if let (at, byte) = Self.bareCharacter(use) {
        findings.add(
          .bare(ByteString([byte]), use.isNegated), at: use.place(at), hint: "Write \(Self.written(byte, use.dialect))."
        )
      }
    }
  }

  /// How a character stands in the field, as a pattern.
  private static func written(_ byte: UInt8, _ dialect: Dialect) -> String {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    default: dialect == .osmatch ? "\\\"" : "\\\\\""
    }
  }

  /// Where one backslash is looked for between two plain characters.
  private static func singleBackslash(_ use: PatternUse) -> Int? {
    let bytes = use.text.bytes
    let width = use.dialect == .osmatch ? 1 : 2
    let tokens = PCRE2Tokens(use.dialect == .pcre2 ? bytes : [])
    var at = 0
    while at < bytes.count {
      if use.dialect == .pcre2, bytes[at] == UInt8(ascii: "[") {
        let end = tokens.endOfOpaque(at: at) ?? at + 1
        // `[\\]` is a backslash, too.
        if bytes[at..<end].elementsEqual("[\\\\]".utf8), end < bytes.count, isPlain(bytes, before: at),
          isBegun(bytes, end)
        {
          return at
        }
        at = end
        continue
      }
      if use.dialect == .pcre2, bytes[at...].starts(with: "\\Q".utf8) {
        // In a quotation a backslash stands for itself.
        let end = tokens.endOfOpaque(at: at) ?? bytes.count
        if let single = quotedBackslash(bytes, at + 2..<max(at + 2, end - 2)) { return single }
        at = end
        continue
      }
      guard bytes[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      let count = bytes[at...].prefix { $0 == UInt8(ascii: "\\") }.count
      let end = at + count
      if count == width, end < bytes.count, isPlain(bytes, before: at), isBegun(bytes, end) { return at }
      // An odd one escapes what follows.
      at = use.dialect == .osmatch || count % 2 == 0 ? end : end + 1
    }
    return nil
  }

  /// Where a single backslash stands between letters or digits of a quotation.
  private static func quotedBackslash(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<bytes.count)
    return range.first { index in
      bytes[index] == UInt8(ascii: "\\") && index > range.lowerBound && index + 1 < range.upperBound
        && (ASCII.isAlphanumeric(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ":"))
        && ASCII.isAlphanumeric(bytes[index + 1])
    }
  }

  /// Whether a plain character stands before an index: a letter, a digit or a sign that no dialect reads as something else.
  private static func isPlain(_ bytes: [UInt8], before index: Int) -> Bool {
    guard index > 0 else { return false }
    let byte = bytes[index - 1]
    guard ASCII.isAlphanumeric(byte) || ":%_-~ ".utf8.contains(byte) else { return false }
    return index < 2 || bytes[index - 2] != UInt8(ascii: "\\") || !ASCII.isAlphanumeric(byte)
  }

  /// Whether something that is no backslash has to follow: no quantifier, no end of an alternative.
  private static func isBegun(_ bytes: [UInt8], _ index: Int) -> Bool {
    ASCII.isAlphanumeric(bytes[index]) || "%_-~".utf8.contains(bytes[index])
  }

  /// Where a character stands that events hold in another form.
  private static func bareCharacter(_ use: PatternUse) -> (Int, UInt8)? {
    let bytes = use.text.bytes
    let tokens = PCRE2Tokens(use.dialect == .pcre2 ? bytes : [])
    var at = 0
    while at < bytes.count {
      if use.dialect == .pcre2 {
        if bytes[at] == UInt8(ascii: "("), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "?") {
          // `(?<name>`, `(?<=`, `(?>`
          at = (bytes[at...].firstIndex { ")>=!:".utf8.contains($0) } ?? bytes.count - 1) + 1
          continue
        }
        if bytes[at...].starts(with: "\\Q".utf8) {
          let end = tokens.endOfOpaque(at: at) ?? bytes.count
          let quoted = at + 2..<max(at + 2, end - 2)
          if let bare = quoted.first(where: { $0 > quoted.lowerBound && isBare(bytes, $0) }) {
            return (bare, bytes[bare])
          }
          at = end
          continue
        }
        if let end = tokens.endOfOpaque(at: at), !isEscapedSign(bytes, at) {
          at = end
          continue
        }
      }
      if isEscapedSign(bytes, at), use.dialect != .osmatch { return (at, bytes[at + 1]) }
      if use.dialect == .osregex, bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0
      let isOptional = use.dialect == .pcre2 && "?*{".utf8.contains(next)
      if !isOptional, isBare(bytes, at) { return (at, bytes[at]) }
      at += 1
    }
    return nil
  }

  /// `\<`, as a < has to be written, and its like.
  private static func isEscapedSign(_ bytes: [UInt8], _ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: "\\") && at + 1 < bytes.count && "<>&".utf8.contains(bytes[at + 1])
  }

  private static func isBare(_ bytes: [UInt8], _ at: Int) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return true
    case UInt8(ascii: "&"):
      return !["&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#"].contains { bytes[at...].starts(with: $0.utf8) }
    // At the beginning the quote alone is found behind its backslash.
    case UInt8(ascii: "\""): return at > 0 && (ASCII.isAlphanumeric(bytes[at - 1]) || bytes[at - 1] == 0x20)
    default: return false
    }
  }
}

extension Message {
  fileprivate static let backslash: Message =
    "Windows events hold every backslash twice; between other characters this pattern looks for one."
  fileprivate static let backslashNegated: Message =
    "Windows events hold every backslash twice; this pattern looks for one, so that the negated element always holds."
  fileprivate static func bare(_ character: ByteString, _ isNegated: Bool) -> Message {
    isNegated
      ? "Windows events never hold a bare \(character) in their data, so that the negated element always holds."
      : "Windows events never hold a bare \(character) in their data, so that this never matches."
  }
}
