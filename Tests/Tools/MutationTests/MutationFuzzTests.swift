import Analysis
import Bytes
import Cases
import Foundation
import Harness
import Patterns
import Rulesets
import TestSupport
import Testing

@testable import Mutation

/// What holds for any mutant: tried with a sample of those of a whole ruleset.
@Suite struct MutationFuzzTests {
  /// Mutants of the Docker ruleset that are tried; many more when `ASSAY_FUZZ` is set.
  private static let sample = ProcessInfo.processInfo.environment["ASSAY_FUZZ"] == nil ? 12 : 400

  /// Mutants of the Docker ruleset and of all scenarios.
  private func runs(
    sample: Int, _ change: @escaping (inout MutationOptions) -> Void = { _ in }
  ) async throws -> [(run: MutationRun, folder: TemporaryFolder)] {
    var runs: [(MutationRun, TemporaryFolder)] = []
    for scenario in Scenario.all {
      let folder = try scenario.folder()
      runs.append((try await mutationRun(folder.path, change), folder))
    }
    let docker = try dockerRuleset(keeping: [
      "walkthrough.ruletest", Self.sample > 12 ? "web-bursts.ruletest" : "shells.ruletest",
    ])
    let run = try await mutationRun(docker.path) { options in
      options.sample = sample
      options.seed = 20_261_121
      change(&options)
    }
    return runs + [(run, docker)]
  }

  @Test("The cases that are chosen say the same as all cases")
  func choice() async throws {
    let chosen = try await runs(sample: Self.sample) { $0.witnessBudget = 0 }
    let all = try await runs(sample: Self.sample) {
      $0.witnessBudget = 0
      $0.runsAllCases = true
    }
    for (some, every) in zip(chosen, all) {
      let few = await some.run.run()
      let many = await every.run.run()
      #expect(few.outcomes.count == many.outcomes.count)
      for (left, right) in zip(few.outcomes, many.outcomes) {
        #expect(left.state.name == right.state.name, "\(left.mutant.id): \(left.mutant.summary)")
      }
    }
  }

  @Test("Loading from the changed file on gives what loading everything gives")
  func reloading() async throws {
    for (run, folder) in try await runs(sample: Self.sample) {
      for (number, target) in run.targets.enumerated() {
        let reloader = try RulesetReloader(target.options)
        for planned in run.planned {
          guard let place = planned.places.first(where: { $0.target == number }) else { continue }
          let again = reloader.load(replacing: place.document, with: planned.mutant.text)
          let file = planned.mutant.file
          let name = file.hasPrefix(folder.path) ? String(file.dropFirst(folder.path.count + 1)) : file
          try folder.write(planned.mutant.text, to: name)
          let whole = try RulesetLoader.load(target.options)
          try folder.write(planned.mutant.source, to: name)
          #expect(Self.text(of: again) == Self.text(of: whole), "\(planned.mutant.id)")
        }
      }
    }
  }

  /// Everything that loading finds out, as lines.
  private static func text(of loaded: LoadedRuleset) -> [String] {
    var lines = ["\(loaded.isLoaded) \(loaded.files.map(\.path)) \(loaded.documents.map(\.file))"]
    lines += loaded.messages.map(\.line.description) + loaded.diagnostics.map { "\($0)" }
    lines += loaded.rules.rules.flatMap(Fingerprint.of) + loaded.rules.rules.map { "\($0.location)" }
    lines += loaded.rules.nodes.map { "\($0)" } + loaded.rules.elements.map { "\($0)" }
    lines += ["\(loaded.rules.roots) \(loaded.rules.sidHistory) \(loaded.rules.groupHistories)"]
    lines += loaded.decoders.definitions.flatMap(Fingerprint.of)
    lines += (loaded.decoders.programRoots + loaded.decoders.plainRoots).map { "\($0)" }
    return lines
  }

  @Test("A suggested case passes on the original and fails on the mutant")
  func suggestions() async throws {
    var count = 0
    for (run, folder) in try await runs(sample: Self.sample) {
      let judge = CaseRunner()
      for outcome in await run.run().outcomes {
        guard case .survived(let survival) = outcome.state, let text = survival.suggestion else { continue }
        count += 1
        let suite = CaseParser.parse(path: "suggestion.ruletest", bytes: Array(text.utf8))
        #expect(suite.diagnostics.isEmpty && suite.cases.count == 1, "\(text)")
        let test = try #require(suite.cases.first)
        let planned = try #require(run.planned.first { $0.mutant.id == outcome.mutant.id })
        let place = try #require(planned.places.first)
        let target = run.targets[place.target]
        let changed = try RulesetReloader(target.options).load(
          replacing: place.document, with: planned.mutant.text)
        let original = PreparedRuleset(compiled: target.compiled, arguments: "")
        let mutant = PreparedRuleset(
          compiled: CompiledRuleset(changed, options: EngineOptions()), arguments: "")
        #expect(judge.run(test, on: original).status == .passed, "\(text)")
        #expect(judge.run(test, on: mutant).status == .failed, "\(text)")
      }
      _ = folder
    }
    #expect(count >= 5)
  }

  @Test("Nothing depends on the number of workers")
  func order() async throws {
    let folder = try Scenario.named("order and offset").folder()
    func lines(_ jobs: Int) async throws -> [String] {
      let run = try await mutationRun(folder.path) { $0.jobs = jobs }
      return await run.run().outcomes.map { "\($0.mutant.id) \($0.state)" }
    }
    #expect(try await lines(1) == lines(3))
  }

  @Test("The seed decides about the sample")
  func seed() async throws {
    let folder = try Scenario.named("order and offset").folder()
    func sample(_ seed: UInt64) async throws -> [String] {
      try await mutationRun(folder.path) { ($0.sample, $0.seed) = (10, seed) }.mutants.map(\.id)
    }
    #expect(try await sample(1).count == 10)
    #expect(try await sample(1) == sample(1))
    #expect(try await sample(1) != sample(2))
  }

  @Test("A run that is ended says what it has found")
  func ending() async throws {
    let folder = try Scenario.named("conditions").folder()
    let run = try await mutationRun(folder.path)
    let asked = Counter()
    let result = await run.run(shouldStop: { asked.next() > 3 })
    #expect(result.isPartial)
    #expect(result.counts.total == run.mutants.count)
    #expect(result.counts.pending == run.mutants.count - 3)
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func next() -> Int {
      lock.withLock {
        count += 1
        return count
      }
    }
  }
}
