import Bytes
import Patterns

/// A pcre2 pattern that runs away.
struct PCRE2Runaway: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-runaway", severity: .warning, category: .patterns,
    summary: "A pcre2 pattern needs an enormous number of steps on texts that it does not match.",
    engine: """
      A group that repeats and ends in something that repeats can divide a text in very many ways, and tries all of \
      them before it gives up. After 10,000,000 steps the engine takes it for no match, silently; until then it \
      decodes nothing else. The check runs the pattern on rows of single characters and counts.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">^user (\w+)+$</regex>
                                    ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">^user (\w+,)+$</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">^user \w+$</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §8; each finding was measured when it was made"))

  /// Steps that no sensible pattern needs on a subject of ``length`` bytes.
  private static let steps = 200_000
  private static let length = 48

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let scratch = MatchScratch()
    var known: [ByteString: Bool] = [:]
    for use in ruleset.patterns where use.dialect == .pcre2 {
      guard let start = PCRE2Scan(use.text).nestedQuantifier else { continue }
      let runsAway = known[use.text] ?? Self.runsAway(use.text, scratch)
      known[use.text] = runsAway
      guard runsAway else { continue }
      findings.add(
        .steps(Self.steps, Self.length), at: use.place(start),
        hint:
          "A repeated group must not end in something repeated of the same kind: make one of them possessive (++), or remove it."
      )
    }
  }

  /// Whether some row of one byte, with a strange end, takes more steps than it should.
  private static func runsAway(_ text: ByteString, _ scratch: MatchScratch) -> Bool {
    guard let pattern = try? Pattern(ByteString(Array("(*LIMIT_MATCH=\(steps))".utf8) + text.bytes), dialect: .pcre2)
    else {
      return false
    }
    // What stands before the first group leads to it.
    var start = text.bytes[...]
    if start.starts(with: "(?i)".utf8) { start = start.dropFirst(4) }
    if start.first == UInt8(ascii: "^") { start = start.dropFirst() }
    let prefix = start.prefix { ASCII.isAlphanumeric($0) || " =:/_-".utf8.contains($0) }
    for lead in [Array(prefix), []] {
      for unit in ["a", "1", " ", "a ", "/", "\\", ".", "a.", "a1", "-", "\"", "a,"] {
        let row = lead + Array(String(repeating: unit, count: length / unit.utf8.count).utf8)
        for end in ["", "\u{1}", "!"] {
          let subject = ByteString(row + Array(end.utf8))
          _ = subject.withView { pattern.matches($0, scratch: scratch) }
          if case .limitReached? = scratch.diagnostic { return true }
        }
      }
    }
    return false
  }
}

extension Message {
  fileprivate static func steps(_ steps: Int, _ length: Int) -> Message {
    "This repeated group takes more than \(steps) steps on a text of \(length) bytes that it does not match."
  }
}
