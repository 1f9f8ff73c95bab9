import AssayTesting
import Testing

private let fixtures = "Tests/AssayTestingTests/Fixtures"

/// What authors of rulesets write in their own packages.
@Suite struct RuleCasesTests {
  @Test("Greetings", arguments: try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules"))
  func greetings(_ rule: RuleCase) async throws {
    try await rule.run()
  }

  @Test func casesAreNamedByTheirTitles() throws {
    let cases = try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "\(fixtures)/rules")
    #expect(cases.map(\.testDescription).prefix(2) == ["A greeting is seen", "An end is seen"])
    #expect(cases.first?.tags == ["polite"])
  }

  @Test func failuresPointAtTheLineOfTheCaseFile() async throws {
    let rule = try #require(
      try RuleCases.load("\(fixtures)/failing.ruletest", ruleset: "\(fixtures)/rules").first)
    try await withKnownIssue {
      try await rule.run()
    } matching: { issue in
      issue.sourceLocation?.line == 4 && issue.sourceLocation?.fileName == "failing.ruletest"
        && issue.comments.first?.rawValue.hasPrefix("rule = 100002, but it is 100001") == true
    }
  }

  @Test func whatIsWrongIsThrown() {
    #expect(throws: RuleCasesError.self) { try RuleCases.load("\(fixtures)/nowhere") }
    #expect(throws: RuleCasesError.self) { try RuleCases.load("\(fixtures)/greetings.ruletest", ruleset: "nowhere") }
    #expect(throws: RuleCasesError.self) { try RuleCases.load("\(fixtures)/rules", ruleset: "\(fixtures)/rules") }
  }
}
