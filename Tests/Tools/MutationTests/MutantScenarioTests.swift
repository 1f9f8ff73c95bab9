import Foundation
import Testing

@testable import Mutation

/// Every mutant of small rulesets, and what becomes of it.
@Suite struct MutantScenarioTests {
  @Test("Each mutant is made, and ends as expected", arguments: Scenario.all)
  func mutants(_ scenario: Scenario) async throws {
    let folder = try scenario.folder()
    let run = try await mutationRun(folder.path) { $0.operators = scenario.operators }
    #expect(run.failing.isEmpty)
    let result = await run.run()
    let lines = result.outcomes.map(\.line)
    #expect(lines == scenario.expected, "\(scenario.title)\n\(lines.joined(separator: "\n"))")
  }

  @Test("Every operator occurs in a scenario")
  func operators() {
    let seen = Set(Scenario.all.flatMap(\.expected).map { $0.components(separatedBy: " | ")[2] })
    #expect(seen == Set(MutationOperatorInfo.all.map(\.name)))
  }
}
