import AssayTesting
import Testing

@Test("The shop's rules", arguments: try RuleCases.load("tests", ruleset: "."))
func shop(_ rule: RuleCase) async throws {
  try await rule.run()
}
