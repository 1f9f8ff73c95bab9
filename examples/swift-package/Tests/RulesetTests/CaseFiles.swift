import AssayTesting
import Testing

/// Every case below `ruleset/tests` as a test case of its own, named by its title.
@Test("Vault", arguments: try RuleCases.load("ruleset/tests", ruleset: "ruleset"))
func vault(_ rule: RuleCase) async throws {
  try await rule.run()
}
