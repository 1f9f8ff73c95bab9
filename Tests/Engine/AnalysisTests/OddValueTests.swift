import Bytes
import RulesetSyntax
import TestSupport
import Testing

@testable import Analysis
@testable import Rulesets

/// What the engine makes of values that nobody would write on purpose, as recorded.
@Suite("Odd values of options")
struct OddValueTests {
  /// A root, a rule that always matches, and others.
  private static func load(_ rules: String) throws -> LoadedRuleset {
    let base = """
      <group name="zz,"><rule id="1" level="0" noalert="1"><category>syslog</category><description>s</description></rule></group>
      <group name="local,">
      <rule id="90" level="3"><description>any</description></rule>
      """
    return try SmallRuleset.load(
      decoders: BriefRuleset.decoders, rules: base + rules + "</group>", base: RulesetOptions.Base.none)
  }

  private static let counting = "level=\"12\" frequency=\"2\" timeframe=\"60\""

  @Test(
    "What loading says",
    arguments: [
      // Numbers are read in 32 bits, and a negative level is told at once.
      (
        "<rule id=\"100\" level=\"4294967295\"><description>r</description></rule>",
        [
          "ERROR: rules_op: Invalid level: -1. Must be an integer between 0 and 16.",
          "ERROR: Invalid attribute for rule.",
        ]
      ),
      (
        "<rule level=\"99999999999999999999\"><description>r</description></rule>",
        [
          "ERROR: rules_op: Invalid level: -1. Must be an integer between 0 and 16.",
          "ERROR: Invalid attribute for rule.",
        ]
      ),
      (
        "<rule id=\"100\" level=\"4294967290\"><description>r</description></rule>",
        [
          "ERROR: rules_op: Invalid level: -6. Must be an integer between 0 and 16.",
          "ERROR: Invalid attribute for rule.",
        ]
      ),
      (
        "<rule id=\"100\" level=\"x\"><description>r</description></rule>",
        ["ERROR: No rule id or level specified for rule '1'."]
      ),
      (
        "<rule id=\"100\" level=\"3\"><time>-18:00</time><description>r</description></rule>",
        ["ERROR: (1274): Invalid configuration. Element 'time': -18:00."]
      ),
      // Of two histories it is the group that serves as parent.
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>90</if_matched_sid><if_matched_group>(</if_matched_group><description>r</description></rule>",
        ["WARNING: (7610): Group '(' was not found. Invalid 'if_group'. Rule '100' will be ignored."]
      ),
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>90</if_matched_sid><if_matched_group></if_matched_group><description>r</description></rule>",
        ["WARNING: (7610): Group '' was not found. Invalid 'if_group'. Rule '100' will be ignored."]
      ),
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>999</if_matched_sid><if_matched_group>90, 1</if_matched_group><description>r</description></rule>",
        ["WARNING: (7610): Group '90, 1' was not found. Invalid 'if_group'. Rule '100' will be ignored."]
      ),
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>90</if_matched_sid><if_matched_group>!</if_matched_group><if_sid>90</if_sid><description>r</description></rule>",
        []
      ),
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>!a</if_matched_sid><description>r</description></rule>",
        ["WARNING: (7615): Invalid 'if_matched_sid' value: '!a'. Rule '100' will be ignored."]
      ),
      // 0 names no rule, as an empty text.
      ("<rule id=\"100\" \(counting)><if_matched_sid>0</if_matched_sid><description>r</description></rule>", []),
      (
        "<rule id=\"100\" \(counting)><if_matched_sid>0</if_matched_sid><if_sid>999</if_sid><description>r</description></rule>",
        [
          "WARNING: (7617): Signature ID '999' was not found and will be ignored in the 'if_sid' option of rule '100'.",
          "WARNING: (7619): Empty 'if_sid' value. Rule '100' will be ignored.",
        ]
      ),
    ] as [(String, [String])])
  func messages(rules: String, messages: [String]) throws {
    #expect(try Self.load(rules).messages.map(\.line.description) == messages)
  }

  /// The rules that logs end in.
  private func run(_ rules: String, _ logs: [ByteString]) throws -> [Int?] {
    let loaded = try Self.load(rules)
    try #require(loaded.isLoaded)
    let session = Session(CompiledRuleset(loaded))
    return logs.map { session.analyze(Event($0)).rule?.id }
  }

  @Test("An empty accuracy is none") func accuracy() throws {
    let rules = """
      <rule id="100" level="9" accuracy="" overwrite="no"><if_sid>90</if_sid><description>r</description></rule>
      <rule id="101" level="6"><if_sid>90</if_sid><description>r</description></rule>
      """
    #expect(try run(rules, ["x"]) == [100])
    #expect(try run(rules.replacing("accuracy=\"\"", with: "accuracy=\"0\""), ["x"]) == [101])
  }

  @Test("A line break behind if_sid leaves the marks of if_matched_sid in place") func lineBreak() throws {
    let rules = """
      <rule id="100" \(Self.counting)><different_field></different_field><if_matched_sid>90</if_matched_sid><if_sid>90
      </if_sid><description>r</description></rule>
      """
    // Two events without fields count as the same.
    #expect(try run(rules, ["a", #"{"f":"a"}"#, #"{"f":"a"}"#, "b"]) == [90, 100, 100, 90])
  }

  @Test("if_matched_sid 0 searches all events") func zero() throws {
    let rules =
      "<rule id=\"100\" \(Self.counting)><if_matched_sid>0</if_matched_sid><description>r</description></rule>"
    #expect(try run(rules, ["a", "b", "c"]) == [90, 100, 90])
  }

  // MARK: All options

  private static let values = [
    "", " ", "0", "1", "90", "90, 1", "90,999", "-1", "!", "!a", "a|", "|", "^", "$", "(", ")", "\\", "\\q", "*", "+",
    "[a]",
    "any", "0.0.0.0/0", "::1", "10.0.0.0/33", "-18:00", "9-", "8 - 18", "mon", "!sunday", "yes", "no", "no_log",
    "4294967295", "4294967296", "99999999999999999999", "local", "app.f,f", "x.y", "é", "\n", "90\n", "\u{1}", "$(a",
    "a&lt;b",
    String(repeating: "a", count: 2048), String(repeating: "9", count: 2047), "syslog", "json", "TA0006",
    "check_id_size",
  ]

  private static func odd(_ random: inout SplitMix) -> String {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  /// A rule of odd attributes and elements.
  private static func rule(_ id: Int, _ random: inout SplitMix) -> String {
    var text = "<rule id=\"\(id)\" level=\"\(Int.random(in: 0...12, using: &random))\""
    let attributes = ["maxsize", "frequency", "timeframe", "ignore", "noalert", "overwrite", "accuracy"]
    for name in attributes where Int.random(in: 0..<12, using: &random) == 0 {
      text += " \(name)=\"\(odd(&random).replacing("\"", with: ""))\""
    }
    text += ">"
    let names = RuleElement.names.map { "\($0)" }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      text += "<\(name)"
      for attribute in ["type", "negate", "name", "field", "lookup", "check_value"]
      where Int.random(in: 0..<8, using: &random) == 0 {
        text += " \(attribute)=\"\(odd(&random))\""
      }
      text += ">\(odd(&random))</\(name)>"
    }
    return text + "<description>r</description></rule>\n"
  }

  @Test("Any value of any option: loading ends, says the same twice, and the fast walk agrees", arguments: 0..<300)
  func everything(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var rules = ""
    for id in 100..<100 + Int.random(in: 1...5, using: &random) { rules += Self.rule(id, &random) }
    let loaded = try Self.load(rules)
    #expect(try Self.load(rules).messages.map(\.line) == loaded.messages.map(\.line))
    guard loaded.isLoaded else { return }
    let ruleset = CompiledRuleset(loaded)
    ruleset.prepareForManyEvents()
    let (oracle, unwatched) = (PlainSession(ruleset), Session(ruleset))
    for log in [
      "a", #"{"srcip":"2001:db8::1","f":"a","id":"1"}"#, #"{"srcip":"10.0.0.1","user":"a","app":{"f":"x"}}"#, "a", "é",
    ] {
      var trace = Trace()
      let plain = oracle.analyze(Event(ByteString(log)), observer: &trace)
      #expect(plain.document == unwatched.analyze(Event(ByteString(log))).document, "\(rules)")
    }
  }
}
