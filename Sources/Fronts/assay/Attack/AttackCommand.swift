import ArgumentParser
import Bytes
import Cataloguing
import Diagnostics
import System
import Workbench

/// `assay attack`
struct AttackCommand: AsyncParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "attack",
    abstract: "Show what the rules cover of MITRE ATT&CK: named, tested, fired.",
    discussion: """
      Per tactic and technique: how many rules name it, how many of them a case expects, and how many fired, in the cases \
      or in a corpus. --layer writes the same as a layer for ATT&CK Navigator. Names and tactics are those of ATT&CK \
      Enterprise 13.1, which Wazuh 4.14.7 has, unless --attack names another table.

      Exit codes: 0 all good, 1 a technique of --fail-on-gaps is not covered, 2 bad input, 130 interrupted.
      """)

  @Argument(help: "Files of cases, or folders that hold some.")
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments
  @OptionGroup(title: "Corpus") var corpus: CorpusArguments

  @Option(help: ArgumentHelp("Write a layer for ATT&CK Navigator.", valueName: "file"), completion: .file())
  var layer: String?

  @Option(
    name: .customLong("fail-on-gaps"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Fail when no rule names one of these techniques, or no case expects such a rule: numbers, or files with a number per line.",
      valueName: "technique|file"))
  var wanted: [String] = []

  @Flag(help: "The rules of the base, too.")
  var all = false

  @Option(help: "Number of workers; default: one per core.")
  var jobs: Int?

  @OptionGroup var colour: ColourArguments

  func validate() throws { try CatalogueRun.check(jobs: jobs) }

  func run() async throws {
    var plan = CataloguePlan(TestPlan(paths, on: try ruleset.choice(engine)))
    plan.withBase = all
    plan.outputs = [layer].compactMap(\.self)
    let result = try await CatalogueRun.run(plan, jobs: jobs)
    let wanted = wanted.isEmpty ? [] : try WantedTechniques.read(wanted, among: result.ruleset.loaded.mitre)
    var problems = result.problems
    var fired: Set<Int>?
    if !corpus.corpus.isEmpty {
      Interruption.watch()
      let run = try CorpusRun(corpus.corpus, corpus.filter).fired(
        on: result.ruleset, shouldStop: { Interruption.happened })
      let rules = result.ruleset.loaded.rules.rules
      fired = Set(rules.indices.filter { run.counts[$0] > 0 }.map { rules[$0].id })
      problems += run.problems
      if Interruption.happened { throw ExitCode(ExitStatus.interrupted.rawValue) }
    }
    let coverage = AttackCoverage(result.catalogue, fired: fired)
    StandardOutput.write(AttackTable.text(of: coverage, style: colour.colour.style(for: .output)))
    if let layer { try OutputFiles.write(NavigatorLayer.text(of: coverage, name: "Rules"), to: layer, as: "the layer") }
    let gaps = coverage.gaps(in: wanted)
    for gap in gaps { StandardError.write("assay: gap: \(gap.text)\n") }
    if !problems.isEmpty { throw BadInput(problems) }
    if !gaps.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
  }
}
