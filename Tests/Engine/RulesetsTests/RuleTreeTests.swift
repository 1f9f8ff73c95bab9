import Bytes
import TestSupport
import Testing

@testable import Rulesets

/// docs/reference/rules.md §8 and its test vectors in §16.
@Suite("The rule tree")
struct RuleTreeTests {
  private let rule = SmallRuleset.rule

  @Test("Siblings: level 0 first, then from 16 down, accuracy 0 last; equal keys in load order")
  func siblingOrder() {
    let body = "<if_sid>100</if_sid>"
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(110, 3, body, "") + rule(111, 12, body, "") + rule(112, 0, body, "")
        + rule(105, 3, body, "") + rule(113, 16, body, "") + rule(114, 0, body, "accuracy=\"0\"")
        + rule(115, 5, body, "accuracy=\"0\""))
    #expect(loaded.outline == "1\n 100\n  112\n  113\n  111\n  110\n  105\n  114\n  115\n")
    #expect(loaded.rule(114)?.level == 99, "a level 0 that sorts last comes back as 99")
    #expect(loaded.rule(114)?.sendsMail == false, "the flags were decided from the level as written")
  }

  @Test(
    "if_sid",
    arguments: [
      ("100", "1\n 100\n  102\n"),
      ("100,100", "1\n 100\n  102\n  102\n"),
      // A separator at the end stands for the category's root.
      ("100, ", "1\n 100\n  102\n 102\n"),
      (" 100", "1\n 100\n  102\n"),
      ("0", "1\n 100\n 102\n"),
      (",", "1\n 100\n 102\n"),
      // A rule that names itself finds the place it has just got.
      ("100,102", "1\n 100\n  102\n   102\n"),
      ("102,100", "1\n 100\n  102\n"),
    ])
  func ifSid(_ text: String, _ outline: String) {
    let loaded = SmallRuleset.rules(rule(100, 3, "", "") + rule(102, 2, "<if_sid>\(text)</if_sid>", ""))
    #expect(loaded.outline == outline)
  }

  @Test("The search leaves a list of siblings as soon as it has found the rule there")
  func firstOfSiblings() {
    // 102 is below 100 and, as the second sibling, below 101; 101 comes first because of its level.
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(101, 9, "", "") + rule(102, 5, "<if_sid>100,100,101</if_sid>", "")
        + rule(103, 5, "<if_sid>102</if_sid>", ""))
    #expect(loaded.outline == "1\n 101\n  102\n   103\n 100\n  102\n   103\n  102\n")
  }

  @Test("What a search skips stays the same, however many places there are", arguments: [3, 40])
  func manyPlaces(_ count: Int) {
    var text = ""
    for index in 0..<count { text += rule(200 + index, 3, "", "") }
    let parents = (0..<count).map { "\(200 + $0)" }.joined(separator: ",")
    text += rule(500, 3, "<if_sid>\(parents)</if_sid>", "")
    // Below one of the parents a second place, behind the first.
    text += rule(501, 3, "<if_sid>500</if_sid>", "")
    let loaded = SmallRuleset.rules(text)
    #expect(loaded.rules.nodes.count { loaded.rules.rules[$0.rule].id == 501 } == count)
  }

  @Test("A child inherits its parent's category by if_sid only")
  func category() throws {
    let roots = """
      <rule id="2" level="0" noalert="1"><category>ids</category><description>ids</description></rule>
      """
    let loaded = SmallRuleset.rules(
      roots + rule(100, 3, "<category>ids</category>", "") + rule(101, 3, "<if_sid>100</if_sid>", "")
        + rule(102, 3, "<if_level>3</if_level>", "") + rule(103, 3, "<if_sid>100, </if_sid>", ""))
    #expect(loaded.rule(101)?.category == .ids)
    #expect(loaded.rule(102)?.category == .syslog)
    #expect(loaded.outline.contains("2\n 100\n"))
    // The trailing separator means the root of the category that was inherited just before.
    #expect(loaded.outline.hasSuffix(" 103\n  102\n") || loaded.outline.contains("\n 103\n"))
  }

  @Test("if_level takes every level 0 along; if_group looks for a part of the group string")
  func levelAndGroup() {
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(101, 17 - 1, "<if_level>17</if_level>", "")
        + rule(102, 2, "<if_group>yslo</if_group>", ""))
    #expect(loaded.outline == "1\n 101\n 100\n 102\n")
  }

  @Test("An overwriting rule keeps its place, its parents and its history, and takes everything else")
  func overwrite() throws {
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(110, 5, "<if_sid>100</if_sid><match>x</match><group>a,</group>", "")
        + rule(111, 4, "<if_sid>100</if_sid>", "") + rule(111, 12, "<regex>y</regex>", "overwrite=\"yes\"")
        + rule(112, 5, "<if_sid>100</if_sid>", ""))
    // 111 stays behind 110; who comes later is put before the first sibling with a smaller key.
    #expect(loaded.outline == "1\n 100\n  110\n  111\n  112\n")
    let rule = try #require(loaded.rule(111))
    #expect(rule.level == 12)
    #expect(rule.sendsMail)
    #expect(rule.relations.ifSid == "100")
    #expect(rule.textConditions.count == 1)
    #expect(loaded.messages.isEmpty)
    #expect(loaded.rules.overwritten.count == 1)
  }

  @Test("Siblings keep their order whatever is overwritten in between: as a plain search would put them")
  func siblingsAgainstPlainSearch() {
    var random = SplitMix(seed: 3)
    for _ in 0..<60 {
      var text = rule(50, 3, "", "")
      var order: [Int] = []
      var keys: [Int: Int] = [:]
      for id in 100..<130 {
        let level = Int.random(in: 0...16, using: &random)
        text += rule(id, level, "<if_sid>50</if_sid>", "")
        keys[id] = level == 0 ? 9900 : level * 100
        let place = order.firstIndex { (keys[$0] ?? 0) < (keys[id] ?? 0) } ?? order.count
        order.insert(id, at: place)
        if Int.random(in: 0..<3, using: &random) == 0, let other = order.randomElement(using: &random) {
          let level = Int.random(in: 0...16, using: &random)
          text += rule(other, level, "", "overwrite=\"yes\"")
          keys[other] = level == 0 ? 9900 : level * 100
        }
      }
      let loaded = SmallRuleset.rules(text)
      #expect(loaded.outline == "1\n 50\n" + order.map { "  \($0)\n" }.joined())
    }
  }

  @Test("History: one list per counted rule, one registration per place for groups")
  func history() throws {
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(101, 3, "", "") + rule(102, 5, "<if_sid>100,101</if_sid><group>foo,</group>", "")
        + rule(110, 9, "<if_matched_group>foo</if_matched_group>", "frequency=\"5\"")
        + rule(111, 9, "<if_matched_sid>100</if_matched_sid>", "frequency=\"3\"")
        + rule(112, 9, "<if_matched_sid>100</if_matched_sid>", "frequency=\"4\"")
        + rule(120, 5, "<group>foo,</group>", ""))
    let place = { (id: Int) in loaded.rules.rules.firstIndex { $0.id == id } }
    let group = try #require(place(110))
    guard case .group(let list) = loaded.rules.rules[group].history else { return #expect(Bool(false)) }
    #expect(loaded.rules.groupHistories[try #require(place(102))] == [list, list])
    #expect(loaded.rules.groupHistories[try #require(place(120))] == [], "later rules are not counted")
    guard case .rule(let first) = loaded.rule(111)?.history, case .rule(let second) = loaded.rule(112)?.history else {
      return #expect(Bool(false))
    }
    #expect(first != nil && first == second)
    #expect(loaded.rules.sidHistory[try #require(place(100))] == first)
    #expect(loaded.rule(111)?.frequency == 1)
    #expect(loaded.rule(111)?.searchesHistory == true)
  }

  @Test(
    "Whether an overwritten rule still counts: both texts must name a history",
    arguments: [
      ("<if_matched_sid>100</if_matched_sid>", "<if_matched_sid>100</if_matched_sid>", true, true),
      ("<if_matched_sid>100</if_matched_sid>", "", false, true),
      ("<if_sid>100</if_sid>", "<if_matched_sid>100</if_matched_sid>", false, false),
      ("<if_matched_regex>x</if_matched_regex><check_diff/>", "<if_matched_regex>x</if_matched_regex>", false, false),
      ("<if_matched_sid>100</if_matched_sid><check_diff/>", "<if_matched_sid>100</if_matched_sid>", true, true),
    ])
  func overwrittenHistory(_ first: String, _ second: String, _ searches: Bool, _ hasSource: Bool) {
    let loaded = SmallRuleset.rules(
      rule(100, 3, "", "") + rule(110, 5, first, "") + rule(110, 5, second, "overwrite=\"yes\""))
    #expect(loaded.rule(110)?.searchesHistory == searches)
    #expect((loaded.rule(110)?.history != nil) == hasSource)
  }

  @Test("Options act in their order; clearing a flag forgets no_counter")
  func options() {
    let options = { (words: [String]) in words.map { "<options>\($0)</options>" }.joined() }
    let loaded = SmallRuleset.rules(
      rule(100, 12, options(["no_counter", "no_email_alert", "no_full_log"]), "")
        + rule(101, 12, options(["no_email_alert", "no_counter"]), "")
        + rule(102, 5, options(["no_counter", "no_email_alert", "alert_by_email", "no_log"]), ""))
    #expect(loaded.rule(100)?.omitsCounter == false)
    #expect(loaded.rule(100)?.omitsFullLog == true)
    #expect(loaded.rule(101)?.omitsCounter == true)
    #expect(loaded.rule(102)?.omitsCounter == false, "no_log cleared the flag of level 5")
    #expect(loaded.rule(102)?.sendsMail == true)
    #expect(loaded.rule(102)?.writesAlert == false)
  }

  @Test("Texts of repeated elements are one text, and the last element says how it is compared")
  func repetition() throws {
    let loaded = SmallRuleset.rules(
      rule(100, 3, "<match negate=\"yes\">ab</match><match>cd</match><group>c,d</group>", ""), group: "a,b")
    let condition = try #require(loaded.rule(100)?.textConditions.first)
    guard case .pattern(let pattern) = condition.test else { return #expect(Bool(false)) }
    #expect(pattern.pattern.source == "abcd")
    #expect(!condition.isNegated)
    #expect(loaded.rule(100)?.groups == "a,bc,d")
  }

  @Test("Two rules that name each other's groups do not fill the memory")
  func explosion() {
    var text = rule(100, 3, "", "")
    for id in 101..<140 { text += rule(id, 3, "<if_group>g</if_group>", "") }
    let loaded = SmallRuleset.rules(text)
    #expect(!loaded.isLoaded)
    #expect(loaded.diagnostics.map(\.code) == ["too-many-nodes"])
  }
}
