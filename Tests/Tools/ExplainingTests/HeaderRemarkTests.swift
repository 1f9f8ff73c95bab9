import Analysis
import Bytes
import Explaining
import Foundation
import Rulesets
import Testing

/// Headers that one change would make some: what to change is said.
@Suite("What keeps a header from being one")
struct HeaderRemarkTests {
  static let rows: [(String, String?)] = [
    ("Mar 1 10:00:00 web app: one", "one-blank"), ("Mar  1 10:00:00.123 web app: one", "fraction-of-second"),
    ("Mar 11 10:00:00,5 web app: one", "fraction-of-second"), ("Mar  1 2024 10:00:00 web app: one", "year-in-header"),
    (": Mar  1 10:00:00 web app: one", "text-before-date"), ("[x] Mar 11 10:00:00 web app: one", "text-before-date"),
    ("1 2024-03-01T10:00:00Z web app - - - one", "rfc5424"),
    ("1 2024-03-01T10:00:00.000+00:00 web app - - - one", "rfc5424"),
    (" Mar 11 10:00:00 web app: one", "leading-blank"), ("2024-03-01T10:00:00Z web app: one", "iso-time"),
    ("<34>Mar 11 10:00:00 web app: one", nil), ("Mar 11 10:00:00 web app: one", nil),
    ("01/03/2024 10:00:00 web app: one", nil), ("at 10:00", nil), ("Mar 1 10:00", nil), ("1 2024-03-01", nil),
  ]

  @Test(arguments: rows)
  func remark(log: String, code: String?) throws {
    var options = RulesetOptions()
    options.base = .minimal
    let ruleset = CompiledRuleset(try RulesetLoader.load(options))
    let explanation = Explainer(ruleset).explain(Event(ByteString(log)), in: Session(ruleset))
    #expect(explanation.headerStory.remarks.map(\.code) == (code.map { [$0] } ?? []))
  }
}
