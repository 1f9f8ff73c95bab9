import Testing

@testable import Mutation

/// The cases that are offered for survivors.
@Suite struct SuggestionTests {
  /// A scenario, the operator of a survivor, and the case below its title.
  static let expected: [(String, String, String)] = [
    (
      "conditions", "drop-alternative",
      "> Dec 10 01:02:03 web gate[1]: refused for root\nrule  = 100001\nlevel = 5\nalert = yes\n"
    ),
    ("conditions", "drop-anchor", "> Dec 10 01:02:03 web gate[1]: xlogin failed for root\nrule  = none\nalert = no\n"),
    (
      "counting", "change-timeframe",
      """
      +0s x2
      > Dec 10 01:02:03 web gate[1]: login failed for root
      +1m1s
      > Dec 10 01:02:03 web gate[1]: login failed for root
      rule  = 100001
      level = 3

      """
    ),
    (
      "counting", "drop-option",
      """
      > Dec 10 01:02:03 web gate[1]: disk full
      +1s
      > Dec 10 01:02:03 web gate[1]: disk full
      rule  = 100003
      alert = no

      """
    ),
    (
      "order and offset", "widen-pattern",
      """
      > Dec 10 01:02:03 web gate[1]: login refused for /oot from 192.0.2.7
      rule     = 100001
      .srcip   absent
      .dstuser absent

      """
    ),
  ]

  @Test("The first survivor of an operator is offered a log like a case's", arguments: expected)
  func offers(_ scenario: String, _ name: String, _ wanted: String) async throws {
    let folder = try Scenario.named(scenario).folder()
    let result = await (try await mutationRun(folder.path) { $0.operators = [name] }).run()
    let survivor = try #require(result.survivors.first { $0.survival.suggestion != nil })
    let text = try #require(survivor.survival.suggestion)
    let body = text.drop { $0 != "\n" }.dropFirst()
    #expect(String(body) == wanted, "\(text)")
  }

  @Test("A case that only lacks an expectation is named")
  func nearly() async throws {
    let folder = try Scenario.named("levels and literals").folder()
    let run = try await mutationRun(folder.path) { ($0.operators, $0.rules) = (["change-level"], [100003]) }
    let survivors = await run.run().survivors
    #expect(survivors.map(\.survival.nearly?.title) == ["Something broken", "Something broken"])
    #expect(survivors.allSatisfy { $0.survival.advice.contains("no expectation says so") })
  }

  @Test("Where no case gets to the rule, that is what is missing")
  func unreached() async throws {
    let folder = try Scenario.named("nobody gets there").folder()
    let survivors = await (try await mutationRun(folder.path) { $0.rules = [100002] }).run().survivors
    #expect(!survivors.isEmpty)
    #expect(survivors.allSatisfy { $0.survival.cases == 0 && $0.survival.advice.hasPrefix("No case gets as far") })
  }
}
