import AssayTesting
import Testing

@Test("The shop's rules", arguments: try RuleCases.load("Tests/DocumentationTests/Shop/tests", ruleset: "Tests/DocumentationTests/Shop"))
func shop(_ rule: RuleCase) async throws {
  try await rule.run()
}
