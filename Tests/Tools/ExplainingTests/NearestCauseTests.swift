import Analysis
import Bytes
import Explaining
import Foundation
import Rulesets
import TestSupport
import Testing

/// The one-line causes that failed cases show, on the rulesets of the gallery.
@Suite("The nearest cause in a line")
struct NearestCauseTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var folder: String
    var question: Explanation.Question
    var answer: String

    var testDescription: String { folder }
  }

  static let rows: [Row] = [
    Row(
      folder: "15-who-wins", question: .rule(100_103),
      answer:
        "Rule 100103 was not tried: its sibling 100104 matched first (level 7 comes before level 5), and the first match ends the search. Its own conditions hold."
    ),
    Row(
      folder: "19-case-counts", question: .rule(100_101),
      answer:
        "Rule 100101 was tried and failed: `match` wants `login of \\w+ denied`, it is `Login of ada DENIED`. Cause: type=\"pcre2\" is case-sensitive (the native dialects are not); begin it with (?i)."
    ),
    Row(
      folder: "19-case-counts", question: .rule(100_999), answer: "rule 100999 is not in the ruleset"),
    Row(
      folder: "07-no-program-name", question: .decoder("shop"),
      answer:
        "`shop` has a <program_name>, and this log has none: pre-decoding recognised no syslog header with a program, so only decoders without <program_name> were tried."
    ),
  ]

  @Test(arguments: rows)
  func cause(row: Row) throws {
    let folder = GalleryTests.gallery.appendingPathComponent(row.folder)
    var options = RulesetOptions()
    options.rulesets = [folder.path]
    options.base = .minimal
    let session = Session(CompiledRuleset(try RulesetLoader.load(options)))
    let text = try String(contentsOf: folder.appendingPathComponent("events.log"), encoding: .utf8)
    let log = ByteString(String(text.split(separator: "\n")[0]))
    var trace = Trace()
    let outcome = session.analyze(Event(log), observer: &trace)
    #expect(
      Explanation.nearestCause(row.question, log: log, outcome: outcome, trace: trace, session: session) == row.answer)
  }

  @Test("Unknown names end the command with what was probably meant")
  func unknown() throws {
    let folder = GalleryTests.gallery.appendingPathComponent("15-who-wins")
    let rule = try Tool.run(["explain", "--ruleset", ".", "--rule", "100130", "x"], in: folder)
    #expect(rule.status == 2)
    #expect(rule.errors.contains("rule 100130 is not in the ruleset") && rule.errors.contains("did you mean 100103?"))
    let decoder = try Tool.run(["explain", "--ruleset", ".", "--decoder", "shpo", "x"], in: folder)
    #expect(decoder.status == 2)
    #expect(decoder.errors.contains("did you mean shop?"))
  }

  @Test("A case named by its line runs with everything before it")
  func caseByLine() throws {
    let folder = try TemporaryFolder(copying: GalleryTests.gallery.appendingPathComponent("21-one-short").path)
    defer { withExtendedLifetime(folder) {} }
    let cases = """
      [Five denied logins in a row]
      +1s x4
      > Jan 10 12:00:00 web shop: login of ada denied
      rule = 100101
      > Jan 10 12:00:10 web shop: login of ada denied
      rule = 100102

      """
    try folder.write(cases, to: "shop.ruletest")
    let run = try Tool.run(
      ["explain", "--ruleset", ".", "--base", "minimal", "--rule", "100102", "shop.ruletest:6"], in: folder.url("."))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("Five denied logins in a row, event 5\n"))
    #expect(run.output.contains("Rule 100102 fired"))
  }
}
