import AssayTesting
import Testing

@Test("The shop's rules", arguments: try RuleCases.load(ShopFolders.cases, ruleset: ShopFolders.ruleset))
func shop(_ rule: RuleCase) async throws {
  try await rule.run()
}
