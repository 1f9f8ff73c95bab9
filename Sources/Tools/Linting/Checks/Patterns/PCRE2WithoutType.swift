import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import Rulesets

/// A pattern of pcre2 in an element without a type.
struct PCRE2WithoutType: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-without-type", severity: .warning, category: .patterns,
    summary: "Several parts of a native pattern are written for PCRE2: the element lacks type=\"pcre2\".",
    engine: """
      Without a type the pattern is read as OS_Regex, which has no sets, no counted repeats, no optional parts and no special \
      groups: their characters stand for themselves. One such part is reported by the check that knows it; where several kinds \
      stand in one pattern, this finding takes their place. PCRE2 counts case, and the native dialect does not: (?i) keeps \
      that.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>^user=[a-z]+ id=\d{2,4}</regex>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">(?i)^user=[a-z]+ id=\d{2,4} (?:tcp|udp)?</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>^user=\w+ id=[\d+]</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.3, §10.4"))

  /// The checks that know one part each.
  private static let signs: [any Check] = [
    NativeSet(), NativeOptional(), NativeCount(), NativeOptionGroup(), NativeDot(), QuantifiedLiteral(),
    NativeInnerAnchor(),
  ]
  private static let named = 4

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var found: [Finding] = []
    for sign in Self.signs {
      var one = Findings(sign.page, in: ruleset)
      sign.run(ruleset, &one)
      found += one.all
    }
    let byFile = Dictionary(grouping: found) { $0.place?.file ?? -1 }
    for use in ruleset.patterns where use.dialect == .osregex && use.elements.count == 1 {
      let text = use.elements[0].contentPlace
      let parts = (byFile[text.file] ?? []).filter { part in
        part.place.map { text.offset <= $0.offset && $0.offset < text.offset + text.length } ?? false
      }
      guard Set(parts.map(\.diagnostic.code)).count > 1, let typed = Self.typed(use) else { continue }
      let sorted = parts.sorted { ($0.place?.offset ?? 0) < ($1.place?.offset ?? 0) }
      findings.add(
        .pcre2(sorted.count), at: use.place,
        hint: "Write type=\"pcre2\", and (?i) at the start: pcre2 counts case.",
        notes: sorted.prefix(Self.named).map { (.part($0.diagnostic.message), $0.place) } + typed.proof, fix: typed.fix)
      findings.lastReplaces(parts)
    }
  }

  /// The pattern as one of pcre2, with a text that it matches and that the pattern as it is does not; nil when it is none.
  private static func typed(_ use: PatternUse) -> (fix: Fix?, proof: [(Message, Place?)])? {
    let text = ByteString("(?i)".utf8 + use.text.bytes)
    guard
      let now = try? PatternReasoning.PatternReading(use.text, dialect: .osregex, capturing: use.isCapturing),
      let then = try? PatternReasoning.PatternReading(text, dialect: .pcre2, capturing: use.isCapturing)
    else { return nil }
    let outcome = WitnessSearch(now, then, budget: budget, mildest: .matching, matching: .right).run()
    guard let subject = outcome.subject else { return (nil, []) }
    let element = use.elements[0]
    let isWhole = element.isVerbatim && element.attribute("type") == nil && element.name == use.name
    // What is captured is told by the number of groups: fields are named in their order.
    let keepsGroups =
      !use.isCapturing || PCRE2Info(text)?.groupCount == use.native?.alternatives.map(\.groupCount).max()
    guard isWhole, keepsGroups else { return (nil, [(.matched(subject), nil)]) }
    let start = Place(file: element.place.file, offset: element.place.offset + element.place.length)
    let fix = Fix(
      "Write type=\"pcre2\".",
      [Fix.Edit(start, with: " type=\"pcre2\""), Fix.Edit(element.place(ofByte: 0, length: 0), with: "(?i)")])
    return (fix, [(.matched(subject), nil)])
  }

  private static let budget = 1500
}

extension Message {
  fileprivate static func pcre2(_ count: Int) -> Message {
    "This is written for PCRE2, and read as OS_Regex: \(count) parts of it mean something else."
  }
  fileprivate static func part(_ text: String) -> Message { "\(text)" }
  fileprivate static func matched(_ subject: ByteString) -> Message {
    "\"\(subject)\" is not matched; with type=\"pcre2\" it would be."
  }
}
