import AssayTesting
import Testing

/// Rulesets asked from Swift.
@Suite struct RulesetUnderTestTests {
  let ruleset: RulesetUnderTest

  init() throws { ruleset = try RulesetUnderTest("Fixtures/refusals", base: .minimal) }

  private let refused = "Jan 10 12:00:00 web gate[1]: login refused for root from 192.0.2.7"

  @Test func anOutcomeHasWhatCasesCompareWith() throws {
    let outcome = try ruleset.evaluate(refused)
    #expect(outcome.program == "gate")
    #expect(outcome.hostname == "web")
    #expect(outcome.timestamp == "Jan 10 12:00:00")
    #expect(outcome.log == "login refused for root from 192.0.2.7")
    #expect(outcome.decoder?.name == "gate-login")
    #expect(outcome.decoder?.parent == "gate")
    #expect(outcome.fields["srcip"] == "192.0.2.7")
    #expect(outcome.fields["user"] == "root")
    #expect(outcome.fields["dstuser"] == "root")
    #expect(outcome.fields["nothing"] == nil)
    #expect(outcome.fields.map(\.name) == outcome.fields.names)
    #expect(outcome.rule?.id == 100010)
    #expect(outcome.rule?.level == 5)
    #expect(outcome.rule?.groups == ["gate"])
    #expect(outcome.verdict == .alert)
    #expect(outcome.isAlert)
    #expect(outcome.document?.contains("\"id\":\"100010\"") == true)
    #expect("\(outcome)" == "decoder gate-login, rule 100010 (level 5) \"Refused.\": alert")
  }

  @Test func whatNoRuleMatchesIsNoError() throws {
    let outcome = try ruleset.evaluate("nobody knows this")
    #expect(outcome.decoder == nil)
    #expect(outcome.rule == nil)
    #expect(!outcome.isAlert)
  }

  @Test func bytesAreFine() throws {
    let outcome = try ruleset.evaluate(bytes: Array("refused ".utf8) + [0xFF])
    #expect(outcome.rule?.id == 100010)
    #expect(outcome.log == "refused \u{FFFD}")
  }

  @Test func rulesThatCountSeeTheEventsOfTheirSession() throws {
    let session = ruleset.session()
    let quick = try (1...3).map { _ in try session.evaluate(refused, after: .seconds(10)).rule }
    #expect(quick.map(\.?.id) == [100010, 100010, 100011])
    #expect(quick.last??.mitre == ["T1110"])
    #expect(quick.last??.compliance == ["pci_dss": ["10.2.4"]])
    #expect(session.now == session.start + .seconds(30))
    let other = ruleset.session()
    #expect(try other.evaluate(refused).rule?.firedTimes == 1)
  }

  @Test func timePassesAsFarAsTheTestSays() throws {
    let session = ruleset.session()
    for _ in 1...2 { try session.evaluate(refused) }
    session.advance(by: .seconds(3600))
    #expect(try session.evaluate(refused).rule?.id == 100010)
    for _ in 1...2 { try session.evaluate(refused, at: session.start + .seconds(7200)) }
    #expect(try session.evaluate(refused, at: session.start + .seconds(7201)).rule?.id == 100011)
  }

  @Test func sourcesAreToldApart() throws {
    let web = LogSource("/var/log/gate", agent: .init("001", name: "web", address: "10.0.0.1"))
    let mail = LogSource("/var/log/gate", agent: .init("002", name: "mail"))
    let session = ruleset.session(source: web)
    for _ in 1...2 { try session.evaluate(refused) }
    #expect(try session.evaluate(refused, from: mail).rule?.id == 100010)
    let third = try session.evaluate(refused)
    #expect(third.rule?.id == 100011)
    #expect(third.document?.contains("\"agent\":{\"id\":\"001\"") == true)
  }

  @Test func theWeekdayIsThatOfTheMoment() throws {
    #expect(try ruleset.evaluate(refused, at: Moment("2026-01-09T12:00:00Z")).rule?.id == 100010)
    #expect(try ruleset.evaluate(refused, at: Moment("2026-01-10T12:00:00Z")).rule?.id == 100012)
  }

  @Test func whatTheEngineDropsIsAProblem() throws {
    #expect(ruleset.problems.count == 1)
    #expect(ruleset.problems.first?.contains("999999") == true)
    #expect(!ruleset.ruleIDs.contains(100013))
    #expect(ruleset.ruleIDs.isSuperset(of: [100010, 100011, 100012]))
  }

  @Test func anExplanationNamesWhatWasTried() {
    let text = ruleset.explain(refused)
    #expect(text.contains("✗ rule 100012") || text.contains("came close: rule 100012"), "\(text)")
    #expect(text.contains("✓ rule 100010"), "\(text)")
    #expect(ruleset.explain("no object", from: LogSource(format: .json)).hasPrefix("not sent: "))
  }

  @Test func whatIsNotSentIsAnError() {
    let said = failure(of: { try ruleset.evaluate("no object", from: LogSource(format: .json)) })
    #expect(said?.contains("drops a line that is no JSON object") == true)
  }

  @Test func whatTheEngineRefusesIsAnError() {
    let said = failure(of: { try ruleset.evaluate(String(repeating: "x", count: 100_000)) })
    #expect(said?.contains("the log has 100000 bytes") == true)
  }

  @Test func oneSessionServesManyTasks() async throws {
    let session = ruleset.session()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<50 { try session.evaluate("refused", after: .seconds(1)) } }
      }
      try await group.waitForAll()
    }
    #expect(session.now == session.start + .seconds(400))
  }

  @Test func rulesetsThatDoNotLoadSayWhy() {
    let said = failure(of: { try RulesetUnderTest("nowhere") })
    #expect(said?.contains("there is no such file or folder") == true)
  }

  @Test(arguments: [
    ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), ("2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
  ])
  func momentsAreReadAndWritten(text: String, description: String) throws {
    #expect(try Moment(text).description == description)
  }

  @Test func momentsAddUp() throws {
    let start = try Moment("2026-01-01T00:00:00Z")
    #expect((start + .milliseconds(90_500)).description == "2026-01-01T00:01:30.500Z")
    #expect((start + .seconds(-1)).description == "2025-12-31T23:59:59Z")
    #expect(start < start + .milliseconds(1))
    #expect(start + .seconds(Int64.max) == Moment(milliseconds: .max))
    #expect(throws: AssayTestingError.self) { try Moment("tomorrow") }
  }
}
