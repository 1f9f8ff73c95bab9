import Bytes
import PatternSyntax
import Patterns

/// An alternative that is there already, or that another one contains.
struct UselessAlternative: Check, DocumentCheck {
  static let page = CheckPage(
    code: "useless-alternative", severity: .info, category: .patterns,
    summary: "An alternative adds nothing: it is repeated, or another one matches whenever it does.",
    engine: """
      Alternatives of a list of literals are looked for anywhere in the text, without case. Often a typing error made \
      two of them alike.
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
        var seen: [ByteString: Int] = [:]
        for range in use.alternativeRanges where !range.isEmpty {
          let text = ByteString(use.text.bytes[range])
          if seen.updateValue(range.lowerBound, forKey: text) != nil {
            findings.add(.again(text), at: use.place(range.lowerBound, length: range.count))
          }
        }
      }
    }
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
  fileprivate static func contained(_ text: ByteString, _ other: ByteString) -> Message {
    "The alternative \"\(text)\" adds nothing: \"\(other)\" matches whenever it does."
  }
}
