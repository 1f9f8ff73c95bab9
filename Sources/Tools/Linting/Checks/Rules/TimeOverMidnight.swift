import Bytes

/// A time window over midnight.
struct TimeOverMidnight: Check {
  static let page = CheckPage(
    code: "time-over-midnight", severity: .info, category: .rules,
    summary: "A time window goes over midnight: its first and last minute are outside, and a ! is lost.",
    engine: """
      With the end before the beginning the window is kept as "not between END and BEGIN", both included. So \
      18:00-08:00 is false at 18:00 and at 08:00, and a leading ! changes nothing.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <time>6 pm - 8 am</time>
                ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <time>8 am - 6 pm</time>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <time>!8:00 - 18:00</time>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.5, docs/reference/regex.md §9"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard rule.definition != nil, let element = rule.all("time").last else { continue }
      let isBang = element.content.bytes.first { $0 != 0x20 } == UInt8(ascii: "!")
      let wraps = Self.wraps(element.content)
      guard wraps else { continue }
      findings.add(
        isBang ? .bang : .edges, at: element.contentPlace, severity: isBang ? .warning : nil,
        hint: isBang ? "Write the window itself, from morning to evening, without the mark." : nil)
    }
  }

  /// Whether the end lies before the beginning.
  private static func wraps(_ text: ByteString) -> Bool {
    let parts = text.bytes.split(separator: UInt8(ascii: "-")).map(minute)
    guard parts.count == 2, let from = parts[0], let to = parts[1] else { return false }
    return from > to
  }

  private static func minute(_ text: ArraySlice<UInt8>) -> Int? {
    let words = ByteString(text).lowercased.description
    let digits = words.split { !$0.isNumber }.compactMap { Int($0) }
    guard var hour = digits.first else { return nil }
    if words.contains("pm"), hour < 12 { hour += 12 }
    if words.contains("am"), hour == 12 { hour = 0 }
    return hour * 60 + (digits.count > 1 ? digits[1] : 0)
  }
}

extension Message {
  fileprivate static let bang: Message = "A ! before a time over midnight has no effect."
  fileprivate static let edges: Message =
    "A time over midnight leaves out its own first and last minute."
}
