import ArgumentParser
import Bytes
import Cataloguing
import System
import Workbench

/// `assay catalog`
struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "List every rule: what it asks for, what it is about, which cases show that it works.",
    discussion: """
      Each rule as it is in force: its conditions in words, those of its parents among them, groups, techniques of ATT&CK, \
      compliance, the cases that expect it, and whether it fired when the cases were run. The same input makes the same \
      output.

      Which files of cases are run and which ruleset they run on is found out as by assay test; the rules are those of the \
      ruleset that assay load shows.
      """)

  @Argument(help: "Files of cases, or folders that hold some.")
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(help: "The form: markdown, html, json.")
  var format: CatalogueForm = .markdown

  @Option(
    name: .customLong("out"), help: ArgumentHelp("Write into this file.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(help: "The rules of the base, too.")
  var all = false

  @Option(help: "Number of workers; default: one per core.")
  var jobs: Int?

  func validate() throws { try CatalogueRun.check(jobs: jobs) }

  func run() async throws {
    var plan = CataloguePlan(TestPlan(paths, on: try ruleset.choice(engine)))
    plan.withBase = all
    plan.outputs = [output].compactMap(\.self)
    let result = try await CatalogueRun.run(plan, jobs: jobs)
    var request = ReportRequest(format)
    request.file = output
    try request.write(colour: .never) { form, _ in form.text(of: result.catalogue) }
    if !result.problems.isEmpty { throw BadInput(result.problems) }
  }
}

extension CatalogueForm: ExpressibleByArgument {}
