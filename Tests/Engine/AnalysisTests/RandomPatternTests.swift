import Analysis
import Bytes
import TestSupport
import Testing

/// Rules whose patterns are drawn at random: whatever rules a rule out before its pattern is run must not rule out what
/// the pattern matches.
@Suite("Conditions with random patterns")
struct RandomPatternTests {
  private static func pick(_ texts: [String], _ random: inout SplitMix) -> String {
    texts[Int.random(in: 0..<texts.count, using: &random)]
  }

  /// Runs, classes and literals: among them `+` cells that are passed without a byte (docs/reference/regex.md §3.2 c2,
  /// d2).
  private static func native(_ random: inout SplitMix) -> String {
    let pieces = [
      "\\S+", "\\w+", "\\.+", "\\S*", "\\d", "\\w", "\\s", "\\s+", "\\s+", "\\d+", "failed", "disk", "login", " user ",
      ":",
      "disk1", "a",
    ]
    var text = pick(["", "", "^"], &random)
    for _ in 0..<Int.random(in: 2...6, using: &random) { text += pick(pieces, &random) }
    return text
  }

  private static func pcre2(_ random: inout SplitMix) -> String {
    let pieces = [
      "\\S+", "\\w+?", ".*", "\\d", "\\s+", "(?:disk|disk1)", "(login|log)", "failed", "(a)*+", "(?>\\w+?)", "user",
      "(1|)",
    ]
    var text = pick(["", "(?i)", "^"], &random)
    for _ in 0..<Int.random(in: 2...5, using: &random) { text += pick(pieces, &random) }
    return text
  }

  private static func log(_ random: inout SplitMix) -> String {
    let pieces = [
      "disk", "disk1", "failed", " failed", "login", " user ", "user", "1", " ", ":", "a", "x", "  ", "log",
    ]
    return (0..<Int.random(in: 1...7, using: &random)).map { _ in pick(pieces, &random) }.joined()
  }

  @Test("The fast walk agrees with the plain one", arguments: 0..<20)
  func agrees(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var rules = "<group name=\"own,\">\n"
    for id in 1000..<1120 {
      let condition =
        switch id % 4 {
        case 0: "<regex type=\"pcre2\">\(Self.pcre2(&random))</regex>"
        case 1: "<decoded_as>json</decoded_as><field name=\"f\">\(Self.native(&random))</field>"
        default: "<regex>\(Self.native(&random))</regex>"
        }
      // Without an alert the search goes on, so that every rule is tried.
      rules +=
        "<rule id=\"\(id)\" level=\"3\" noalert=\"\(id % 8 == 0 ? 0 : 1)\">\(condition)<description>d</description></rule>\n"
    }
    let ruleset = try BriefRuleset(rules: rules + "</group>").compile()
    let (oracle, unwatched) = (PlainSession(ruleset), Session(ruleset))
    for _ in 0..<100 {
      let text = Self.log(&random)
      let event = Event(ByteString(Bool.random(using: &random) ? text : "{\"f\":\"\(text)\"}"))
      var trace = Trace()
      #expect(oracle.analyze(event, observer: &trace).document == unwatched.analyze(event).document, "\(event.log)")
    }
  }
}
