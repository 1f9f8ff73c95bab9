import Bytes
import PatternSyntax
import Patterns

/// `.*` in a native pattern.
struct NativeDot: NativePatternCheck {
  static let page = CheckPage(
    code: "native-dot", severity: .warning, category: .patterns,
    summary: "A native regular expression uses .* or .+ as if the dot were a wildcard.",
    engine: "A dot is a dot. Any byte is `\\.`, any text `\\.*` or `\\.+`; `.*` matches the two characters.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>error .* on disk</regex>
                       ^
          <description>disk</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>error \.* on disk</regex>
          <description>disk</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.3, §10.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    guard let position = Self.dots(of: alternative).first else { return }
    let all = use.native?.alternatives.flatMap(Self.dots) ?? []
    // One fix for all of the pattern: half of one would mean something else again.
    let isFirst = all.first == position
    let fix =
      isFirst
      ? FixProof.fix(
        "Write \\. for any byte.", use, replacing: all.map { $0..<$0 }, with: "\\", meaning: .pcre2, keepsMatches: true)
      : nil
    findings.add(
      .dot, at: use.place(position, length: 2),
      hint: use.isCapturing && fix == nil && isFirst ? Self.careful : "Write \\.* or \\.+ for any text.",
      notes: Witness.note(use, besides: findings), fix: fix)
  }

  private static let careful =
    "Any text is \\.* or \\.+, but a run ends at the first chance: a group in front of it would keep one byte. Write what "
    + "stands between the group and the rest."

  /// Where a dot was meant as a wildcard.
  private static func dots(of alternative: NativeExpression.Alternative) -> [Int] {
    alternative.cells.indices.filter { index in
      alternative.isLiteral(index, ".")
        && (alternative.isLiteral(index + 1, "*") || alternative.isLiteral(index + 1, "+"))
    }.map { alternative.positions[$0] }
  }
}

extension Message {
  fileprivate static let dot: Message = "The dot is a literal here: in native regular expressions any byte is \\."
}
