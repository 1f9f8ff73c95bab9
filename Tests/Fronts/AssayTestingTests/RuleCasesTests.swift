import Testing

@testable import AssayTesting

private let fixtures = "Tests/Fronts/AssayTestingTests/Fixtures"

/// What authors of rulesets write in their own packages.
@Suite struct RuleCasesTests {
  @Test("Greetings", arguments: try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules"))
  func greetings(_ rule: RuleCase) async throws {
    try await rule.run()
  }

  @Test func casesAreNamedByTheirTitles() throws {
    let cases = try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules")
    #expect(
      cases.map(\.testDescription) == [
        "A greeting is seen", "An end is seen", "A farewell is an end, too (todo: there is no rule for it yet)",
        "A wave is a greeting (skipped: logs have no hands)",
      ])
    #expect(cases.first?.tags == ["polite"])
  }

  @Test func idsStayTheSameInEveryRun() throws {
    let first = try #require(
      try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules").first)
    #expect(first.id == "\(fixtures)/greetings.ruletest: A greeting is seen")
    #expect(first.line == 1)
  }

  @Test func failuresPointAtTheLineOfTheCaseFile() async throws {
    let rule = try #require(
      try RuleCases.load("\(fixtures)/failing.ruletest", ruleset: "\(fixtures)/rules").first)
    try await withKnownIssue {
      try await rule.run()
    } matching: { issue in
      issue.sourceLocation?.line == 4 && issue.sourceLocation?.fileName == "failing.ruletest"
        && issue.comments.first?.rawValue.hasPrefix("rule = 100002, but it is 100001") == true
        && issue.comments.first?.rawValue.hasSuffix("at: \(fixtures)/failing.ruletest:4") == true
    }
  }

  @Test func aRepetitionThatFailsIsCounted() async throws {
    let rule = try #require(
      try RuleCases.load("\(fixtures)/repeated.ruletest", ruleset: "\(fixtures)/rules").first)
    try await withKnownIssue {
      try await rule.run()
    } matching: { issue in
      issue.comments.first?.rawValue.contains("repetition: 2 of 3, and 1 more") == true
    }
  }

  #if compiler(>=6.3)
    @Test func aTodoThatPassesSaysSo() async throws {
      let rule = try #require(
        try RuleCases.load("\(fixtures)/passing-todo.ruletest", ruleset: "\(fixtures)/rules").first)
      try await withKnownIssue {
        try await rule.run()
      } matching: { issue in
        issue.severity == .warning && issue.sourceLocation?.line == 2
          && issue.comments.first?.rawValue.contains("passes now") == true
      }
    }
  #endif

  #if compiler(>=6.3)
    @Test func aSkippedCaseDoesNotEndALoop() async throws {
      let cases = try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules")
      let skipped = try #require(cases.first { $0.skip != nil })
      try await withKnownIssue {
        try await skipped.run()
      } matching: { issue in
        issue.severity == .warning && issue.comments.first?.rawValue == "skipped: logs have no hands"
          && issue.sourceLocation?.line == 18
      }
    }
  #endif

  @Test func aCaseMayAddToTheRuleset() async throws {
    let rule = try #require(
      try RuleCases.load("\(fixtures)/addition.ruletest", ruleset: "\(fixtures)/rules").first)
    let rules = rule.ruleset.compiled.loaded.rules.rules.map(\.id)
    #expect(rules.contains(100001) && rules.contains(100020))
    try await rule.run()
  }

  @Test func pathsMayStartAtTheTestFile() throws {
    let beside = try RuleCases.load("Fixtures/greetings.ruletest", ruleset: "Fixtures/rules")
    #expect(beside.count == 4)
  }

  @Test func aRulesetIsLoadedAsInItsOwnFolder() throws {
    let cases = try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules")
    let configured = try #require(cases.first)
    #expect(configured.ruleset.compiled.loaded.settings.logAlertLevel == 5)
    #expect(configured.ruleset.compiled.loaded.rules.rules.contains { $0.id == 100002 })
  }

  @Test func aTranscriptTellsWhatWasTried() throws {
    let rule = try #require(
      try RuleCases.load("\(fixtures)/failing.ruletest", ruleset: "\(fixtures)/rules").first)
    let text = Transcript(rule, rule.result()).text
    for part in [
      "\(fixtures)/failing.ruletest:1: A greeting is an end", "line 4: rule = 100002, but it is 100001",
      "at 2024-01-10T12:00:00Z from stdin", "✗ rule 100002", "✓ rule 100001", "document: {",
    ] {
      #expect(text.contains(part), "\(text)")
    }
  }

  @Test(arguments: [
    ("\(fixtures)/nowhere", nil, "there is no such file or folder"),
    ("\(fixtures)/greetings.ruletest", "nowhere", "there is no such file or folder"),
    ("\(fixtures)/greetings.ruletest", "Package.swift", "is no folder"),
    ("\(fixtures)/rules", "\(fixtures)/rules", "no case in it"),
    ("\(fixtures)/wrong.ruletest", "\(fixtures)/rules", "wrong.ruletest:3:1: error: "),
  ])
  func whatIsWrongIsThrown(path: String, ruleset: String?, message: String) {
    let said = failure(of: { try RuleCases.load(path, ruleset: ruleset) })
    #expect(said?.contains(message) == true, "\(said ?? "nothing was thrown")")
  }
}

/// What stands in the way, in words; nil when nothing does.
func failure<Result>(of body: () throws -> Result) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return error is AssayTestingError ? "\(error)" : "something else: \(error)"
  }
}
