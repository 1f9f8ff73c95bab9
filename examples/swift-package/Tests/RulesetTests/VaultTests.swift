import AssayTesting
import Testing

/// What is easier to say in Swift than in a case file: loops, tables, arithmetic with time.
@Suite struct VaultTests {
  let ruleset: RulesetUnderTest

  init() throws { ruleset = try RulesetUnderTest("ruleset") }

  private func login(_ actor: String, _ result: String, from address: String = "192.0.2.7") -> String {
    #"{"service":"vault","event":"session.open","actor":"\#(actor)","srcip":"\#(address)","result":"\#(result)"}"#
  }

  private func read(_ path: String, by actor: String) -> String {
    #"{"service":"vault","event":"secret.read","actor":"\#(actor)","path":"\#(path)","srcip":"192.0.2.7","result":"ok"}"#
  }

  @Test func theEngineDropsNothing() {
    #expect(ruleset.problems == [])
  }

  @Test func aLoginIsDecodedAndSeen() throws {
    let outcome = try ruleset.evaluate(login("ada", "ok"))
    #expect(outcome.decoder?.name == "json")
    #expect(outcome.fields["actor"] == "ada")
    #expect(outcome.fields["srcip"] == "192.0.2.7")
    #expect(outcome.rule?.id == 100201)
    #expect(outcome.rule?.groups.contains("authentication_success") == true)
    #expect(outcome.isAlert)
  }

  @Test("Only those on call read production secrets", arguments: [("ada", 100204), ("linus", 100204), ("eve", 100205)])
  func onCall(_ actor: String, _ rule: Int) throws {
    let log = read("prod/database", by: actor)
    let outcome = try ruleset.evaluate(log)
    #expect(outcome.rule?.id == rule, "\(ruleset.explain(log))")
  }

  @Test func theFifthRefusalWithinTwoMinutesIsABurst() throws {
    let session = ruleset.session()
    for _ in 1...4 { try session.evaluate(login("root", "denied"), after: .seconds(20)) }
    let fifth = try session.evaluate(login("root", "denied"), after: .seconds(20))
    #expect(fifth.rule?.id == 100203)
    #expect(fifth.rule?.mitre == ["T1110"])
  }

  @Test func slowRefusalsAreNoBurst() throws {
    let session = ruleset.session()
    let rules = try (1...20).map { _ in try session.evaluate(login("root", "denied"), after: .seconds(40)).rule?.id }
    #expect(rules.allSatisfy { $0 == 100202 })
  }

  @Test func refusalsOfSeveralAddressesAreNoBurst() throws {
    let session = ruleset.session()
    let rules = try (1...20).map { host in
      try session.evaluate(login("root", "denied", from: "198.51.100.\(host)"), after: .seconds(1)).rule?.id
    }
    #expect(rules.allSatisfy { $0 == 100202 })
  }

  @Test func theWeekendIsAnotherMatter() throws {
    let log = read("prod/database", by: "ada")
    let friday = try ruleset.evaluate(log, at: Moment("2026-01-09T12:00:00Z"))
    let saturday = try ruleset.evaluate(log, at: Moment("2026-01-10T12:00:00Z"))
    #expect(friday.rule?.id == 100204)
    #expect(saturday.rule?.id == 100206)
  }

  @Test func oneSecretAfterTheOtherIsAHarvest() throws {
    let session = ruleset.session(startingAt: try Moment("2026-01-05T09:00:00Z"))
    let rules = try ["dev/a", "dev/b", "dev/c", "dev/d"].enumerated().map { second, path in
      try session.evaluate(read(path, by: "eve"), at: session.start + .seconds(second)).rule?.id
    }
    #expect(rules == [100204, 100204, 100204, 100207])
  }
}
