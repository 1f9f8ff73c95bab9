import Bytes
import Patterns

/// A pattern that matches everything.
struct AlwaysTrue: Check, DocumentCheck {
  static let page = CheckPage(
    code: "always-true", severity: .warning, category: .patterns,
    summary: "An alternative matches everything, and so does the pattern.",
    engine: """
      An empty alternative (a bar at the beginning or end, two bars in a row) matches everything, and so do ^ alone \
      and, in a list of literals, $ alone.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd|</match>
                      ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <id>^0|$|^1$</id>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd|cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <id>^0$|^$|^1$</id>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §5, §11"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where !use.text.isEmpty {
      guard let alternative = Self.alwaysTrue(use) else { continue }
      let range = use.alternativeRanges[alternative]
      if use.literals?.isNegated == true || use.isNegated {
        findings.add(.never(use.name), at: use.place(range.lowerBound, length: range.count))
      } else {
        findings.add(
          .everything(use.name, ByteString(use.text.bytes[range])),
          at: use.place(range.lowerBound, length: range.count),
          hint: "Remove the alternative, or the whole element.")
      }
    }
  }

  /// The first alternative that holds for every subject, where the author did not write the element for that.
  private static func alwaysTrue(_ use: PatternUse) -> Int? {
    if let list = use.literals { return list.alternatives.firstIndex { $0.matchesEverything } }
    guard let native = use.native, native.alternatives.count > 1 || native.alternatives[0].cells.isEmpty else {
      return nil
    }
    return native.alternatives.firstIndex {
      $0.steps.isEmpty && !$0.isAnchoredAtEnd && !$0.cells.contains { $0 == .literal(0) } && $0.cells.isEmpty
    }
  }
}

extension Message {
  fileprivate static func everything(_ element: String, _ alternative: ByteString) -> Message {
    "<\(element)> matches everything, because of its \(alternative.isEmpty ? "empty alternative" : "alternative \"\(Quoted.short(alternative))\"")."
  }
  fileprivate static func never(_ element: String) -> Message {
    "<\(element)> never holds: one of its alternatives matches everything, and the whole is negated."
  }
}
