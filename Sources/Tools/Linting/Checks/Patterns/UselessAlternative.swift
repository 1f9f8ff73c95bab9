import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// An alternative that is there already, or that another one contains.
struct UselessAlternative: Check, DocumentCheck {
  static let page = CheckPage(
    code: "useless-alternative", severity: .info, category: .patterns,
    summary: "An alternative adds nothing: it is repeated, or another one matches whenever it does.",
    engine: """
      Alternatives are looked for anywhere in the text unless they are anchored, without case. Often a typing error made \
      two of them alike, or an author wrote both cases of a letter.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed|refused|login failed</match>
                                ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>root|admin|Root</match>
                            ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <regex>failed \d+|Failed \d+|denied|denied by \w+</regex>
                            ^                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed|refused|login denied</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>^root|root$</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      if let list = use.literals {
        look(at: list, of: use, &findings)
      } else if use.dialect == .osregex, use.native != nil {
        lookAtExpression(use, &findings)
      }
    }
  }

  /// So many alternatives are compared with each other.
  private static let limit = 64

  /// Alternatives of a native expression, which does not tell upper from lower case.
  private func lookAtExpression(_ use: PatternUse, _ findings: inout Findings) {
    let ranges = use.alternativeRanges
    guard let alternatives = use.native?.alternatives, ranges.count == alternatives.count else { return }
    // What is captured may differ where the texts do.
    let demands: [LiteralDemand?] =
      use.isCapturing || ranges.count > Self.limit
      ? []
      : ranges.map { range in
        (try? Pattern(ByteString(use.text.bytes[range]), dialect: .osregex)).map { LiteralDemand($0) }
      }
    for (index, range) in ranges.enumerated() where !range.isEmpty {
      let text = ByteString(use.text.bytes[range])
      let place = use.place(range.lowerBound, length: range.count)
      if let first = alternatives[..<index].firstIndex(where: { Self.isSame($0, alternatives[index]) }) {
        let other = ByteString(use.text.bytes[ranges[first]])
        findings.add(other == text ? .again(text) : .caseOnly(text, other), at: place)
      } else if let other = Self.container(of: index, among: demands) {
        findings.add(.contained(text, ByteString(use.text.bytes[ranges[other]])), at: place)
      }
    }
  }

  /// The alternative that matches whenever another one does; of two that say the same the first.
  private static func container(of index: Int, among demands: [LiteralDemand?]) -> Int? {
    guard demands.indices.contains(index), let demand = demands[index] else { return nil }
    return demands.indices.first { other in
      guard other != index, let wanted = demands[other], !wanted.matchesEverything, wanted.follows(from: demand) else {
        return false
      }
      return other < index || !demand.follows(from: wanted)
    }
  }

  /// Whether two alternatives are alike but for the case of their letters.
  private static func isSame(_ one: NativeExpression.Alternative, _ other: NativeExpression.Alternative) -> Bool {
    one.cells == other.cells && one.isAnchoredAtStart == other.isAnchoredAtStart
      && one.isAnchoredAtEnd == other.isAnchoredAtEnd
  }

  private func look(at list: LiteralList, of use: PatternUse, _ findings: inout Findings) {
    let ranges = use.alternativeRanges
    guard ranges.count == list.alternatives.count, list.alternatives.count > 1, list.alternatives.count <= 400 else {
      return
    }
    for (index, alternative) in list.alternatives.enumerated()
    where !alternative.text.isEmpty && !alternative.cannotMatch {
      let place = use.place(ranges[index].lowerBound, length: ranges[index].count)
      if list.alternatives[..<index].contains(alternative) {
        findings.add(.again(ByteString(use.text.bytes[ranges[index]])), at: place)
        continue
      }
      let container = list.alternatives.indices.first { other in
        other != index && list.alternatives[other] != alternative && Self.implies(alternative, list.alternatives[other])
      }
      guard let container else { continue }
      findings.add(
        .contained(ByteString(use.text.bytes[ranges[index]]), ByteString(use.text.bytes[ranges[container]])), at: place)
    }
  }

  /// Whether whatever holds one alternative holds the other.
  private static func implies(_ one: LiteralList.Alternative, _ other: LiteralList.Alternative) -> Bool {
    guard !other.text.isEmpty, !other.cannotMatch else { return false }
    switch (other.isAnchoredAtStart, other.isAnchoredAtEnd) {
    case (false, false):
      return one.text.count >= other.text.count
        && one.text.withView { text in other.text.withView { text.firstIndex(of: $0) != nil } }
    case (true, false): return one.isAnchoredAtStart && one.text.bytes.starts(with: other.text.bytes)
    case (false, true):
      return one.isAnchoredAtEnd && one.text.bytes.reversed().starts(with: other.text.bytes.reversed())
    case (true, true): return false
    }
  }
}

extension Message {
  fileprivate static func again(_ text: ByteString) -> Message { "The alternative \"\(text)\" is there already." }
  fileprivate static func caseOnly(_ text: ByteString, _ other: ByteString) -> Message {
    "The alternative \"\(text)\" adds nothing: case does not count here, and \"\(other)\" is there already."
  }
  fileprivate static func contained(_ text: ByteString, _ other: ByteString) -> Message {
    "The alternative \"\(text)\" adds nothing: \"\(other)\" matches whenever it does."
  }
}
