import Analysis
import Bytes
import Explaining
import Foundation
import Rulesets
import TestSupport
import Testing

/// The sixteen defects of docs/reference/rules.md §17 are named where they decide. Those that a folder of
/// `docs/explain` shows are checked there; here are the ones that need several agents, thousands of events, or a
/// ruleset that does not load.
@Suite("Known defects are named")
struct KnownDefectsTests {
  /// Per defect, a case of the gallery and what its answer has to say.
  static let shown: [(Int, String, String)] = [
    (1, "44-check-if-ignored", "never suppresses anything"),
    (2, "45-inverted-lookup", "the wrong way round"),
    (3, "43-three-lists", "only the last two"),
    (4, "41-bang-in-srcip", "`!` in front of an address is ignored"),
    (4, "46-bang-over-midnight", "goes over midnight"),
    (5, "47-ipv6-entry", "takes IPv4 addresses"),
    (6, "48-counted-twice", "counts several times"),
    (7, "49-sid-hides-group", "do not count for the group"),
    (9, "50-level-0-frequency", "level 0 never fires"),
    (9, "51-level-99", "becomes level 99"),
    (10, "52-if-level", "takes rules of level 0"),
    (10, "09-blank-in-if-sid", "ends with a blank"),
    (11, "53-no-counter", "take it back"),
    (12, "54-frequency-left-over", "the alert says rule.frequency"),
    (13, "55-variable-behind-a-field", "behind a $(…) cuts the text"),
    (13, "56-short-variable", "never taken for a variable"),
    (15, "57-ignore-timer", "forgets the ignore time"),
    (15, "58-no-log", "disregards no_log"),
    (16, "59-text-too-long", "matches without it"),
  ]

  @Test(arguments: shown)
  func gallery(number: Int, folder: String, phrase: String) throws {
    let file = GalleryTests.gallery.appendingPathComponent(folder).appendingPathComponent("answer.txt")
    let words = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
    #expect(words.joined(separator: " ").contains(phrase), "defect \(number)")
  }

  private func ruleset(_ rules: String, memory: Int? = nil) throws -> CompiledRuleset {
    let text = """
      <group name="own,">
      \(rules)
      </group>
      """
    return CompiledRuleset(try SmallRuleset.load(rules: text) { $0.memorySize = memory })
  }

  @Test("7: a rule that has not fired hides nothing from a group", arguments: [("counted", false), ("hidden", true)])
  func hidden(log: String, isNamed: Bool) throws {
    let ruleset = try ruleset(
      """
      <rule id="100100" level="3"><match>counted</match><description>d</description><group>own_group,</group></rule>
      <rule id="100101" level="3"><match>hidden</match><description>d</description><group>own_group,</group></rule>
      <rule id="100110" level="9" frequency="4"><if_matched_sid>100101</if_matched_sid><description>d</description></rule>
      <rule id="100111" level="8" frequency="4"><if_matched_group>own_group</if_matched_group>
        <description>d</description></rule>
      """)
    let explainer = Explainer(ruleset)
    let session = Session(ruleset)
    let explanation = explainer.explain(Event(ByteString(log)), in: session)
    let focus = explainer.why(rule: try #require(explainer.rule(numbered: 100_111)), explanation, session)
    let remarks = focus.remarks + focus.path.flatMap(\.conditions).compactMap(\.remark)
    #expect(remarks.contains { $0.code == "sid-hides-group" } == isNamed)
  }

  @Test("8: if_matched_regex meets another agent")
  func endlessLoop() throws {
    let ruleset = try ruleset(
      """
      <rule id="100100" level="5"><match>m</match><description>d</description></rule>
      <rule id="100110" level="8" frequency="2"><if_sid>100100</if_sid><if_matched_regex>foo</if_matched_regex>
        <description>d</description></rule>
      """)
    let explainer = Explainer(ruleset)
    let session = Session(ruleset)
    _ = session.analyze(Event("m foo", location: "[001] (a) 10.0.0.1->/x"))
    let explanation = explainer.explain(Event("m foo", location: "[002] (b) 10.0.0.2->/x"), in: session)
    let rule = try #require(explainer.rule(numbered: 100_110))
    #expect(explanation.rules.levels.flatMap(\.trials).contains { $0.failed?.remark?.code == "endless-loop" })
    let focus = explainer.why(rule: rule, explanation, session)
    let remarks = focus.remarks + focus.path.flatMap(\.conditions).compactMap(\.remark)
    #expect(remarks.contains { $0.code == "endless-loop" })
  }

  @Test("14: a full memory takes the largest frequency for seconds")
  func fullMemory() throws {
    let ruleset = try ruleset(
      """
      <rule id="100100" level="3"><match>a</match><description>d</description></rule>
      <rule id="100101" level="3"><match>b</match><description>d</description></rule>
      <rule id="100102" level="3"><match>c</match><description>d</description></rule>
      <rule id="100110" level="5" frequency="2" timeframe="3600"><if_matched_sid>100100</if_matched_sid>
        <if_sid>100101</if_sid><description>d</description></rule>
      """, memory: 2048)
    let explainer = Explainer(ruleset)
    let session = Session(ruleset)
    let start = EventTime.standard.seconds
    for number in 0..<2060 {
      let isFirst = number < 20
      _ = session.analyze(Event(isFirst ? "a" : "c", time: EventTime(seconds: start + (isFirst ? 0 : 60))))
    }
    let explanation = explainer.explain(Event("b", time: EventTime(seconds: start + 61)), in: session)
    #expect(explanation.outcome.rule?.id == 100_101)
    let rule = try #require(explainer.rule(numbered: 100_110))
    let focus = explainer.why(rule: rule, explanation, session)
    let remarks = focus.remarks + focus.path.flatMap(\.conditions).compactMap(\.remark)
    #expect(remarks.contains { $0.code == "memory-is-full" })
  }

  @Test("Where the defects are mended, none is named")
  func fixed() throws {
    let run = try Tool.run(
      ["explain", "--ruleset", ".", "--base", "minimal", "--fixed", "--rule", "100101"],
      inputFile: GalleryTests.gallery.appendingPathComponent("43-three-lists/events.log"),
      in: GalleryTests.gallery.appendingPathComponent("43-three-lists"))
    #expect(run.status == 0)
    #expect(!run.output.contains("only the last two"))
  }
}
