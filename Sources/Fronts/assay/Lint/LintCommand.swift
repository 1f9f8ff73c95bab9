import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Linting
import Reporting
import Rulesets
import System
import Workbench

/// `assay lint`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what the engine drops, what never matches, and what does not mean what it seems to.",
    discussion: """
      Loads the ruleset that the options name (else that of the nearest assay.conf, else the current folder) and looks at \
      its files, not at those of the base. Where several folders below have an assay.conf, each is linted by itself. With \
      paths, only what is found in or below them is shown; without ruleset options they also say where to look for an \
      assay.conf.

      Exit codes: 0 nothing at or above --fail-on, 1 something, 2 bad input or nothing to look at.
      """)

  @Argument(help: "Files or folders whose findings are shown.", completion: .file(extensions: ["xml"]))
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Checks") var checks: LintCheckArguments

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp("The mildest severity that makes the command fail.", valueName: "error|warning|info|never"))
  var failOn: FailOn = .warning

  @Option(
    name: .customLong("max-warnings"),
    help: ArgumentHelp(
      "So many warnings do not make the command fail (also lint-max-warnings in assay.conf).", valueName: "n"))
  var mostWarnings: Int?

  @Flag(help: "Print how many findings there are of each check instead of the findings.")
  var statistics = false

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("A form of output (repeatable): \(Self.formats).", valueName: "name[=file]"))
  var reports: [ReportRequest<LintReport>] = []

  @OptionGroup(title: "Known and new") var scope: LintScopeArguments

  @Flag(help: "Fix what can be fixed safely, and show the changes; files are replaced atomically.")
  var fix = false

  @Flag(name: .customLong("dry-run"), help: "With --fix: show the changes, and write nothing.")
  var dryRun = false

  @OptionGroup var durations: DurationArguments
  @OptionGroup var colour: ColourArguments

  @Option(
    help: ArgumentHelp("Print the page of a check.", valueName: "code"),
    completion: .list(CheckCatalogue.all.map(\.page.code)))
  var explain: String?

  @Flag(name: .customLong("list-checks"), help: "Print a line per check.")
  var listsChecks = false

  @Option(
    name: .customLong("write-pages"),
    help: ArgumentHelp("Write the pages of all checks into a folder.", valueName: "dir", visibility: .hidden),
    completion: .directory)
  var pagesFolder: String?

  private static let formats = LintReport.allCases.map(\.rawValue).joined(separator: ", ")

  /// What makes the command fail.
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, info, never

    func fails(_ result: LintResult, mostWarnings: Int?) -> Bool {
      guard let least = Diagnostic.Severity(rawValue: rawValue) else { return false }
      guard let mostWarnings = mostWarnings ?? result.mostWarnings, least >= .warning else {
        return result.findings.contains { $0.diagnostic.severity <= least }
      }
      let warnings = result.count(.warning)
      if warnings > mostWarnings {
        StandardError.write("assay: \(warnings.counted("warning")), and \(mostWarnings) are put up with\n")
      }
      return warnings > mostWarnings
        || result.findings.contains { $0.diagnostic.severity <= least && $0.diagnostic.severity != .warning }
    }
  }

  func validate() throws {
    if let mostWarnings, mostWarnings < 0 { throw ValidationError("--max-warnings is 0 or more.") }
    if statistics, reports.contains(where: { $0.file == nil }) {
      throw ValidationError("--statistics and a report cannot both go to standard output: name a file for the report.")
    }
    if dryRun, !fix { throw ValidationError("--dry-run goes with --fix.") }
    try OutputFiles.checkDistinct(reports.compactMap(\.file) + [scope.baseline].compactMap(\.self))
    try ReportRequest.checkOutput(reports, example: "sarif=lint.sarif")
  }

  func run() throws {
    if let explain { return try printPage(explain) }
    if listsChecks { return StandardOutput.write(Self.list) }
    if let pagesFolder { return try writePages(to: pagesFolder) }
    let run = try makeRun()
    if scope.updateBaseline { return try updateBaselines(run) }
    var failures: [Diagnostic] = []
    var result = try run.lint(&failures)
    if fix {
      let changes = FileChange.changes(for: result)
      let fixes = LintFixes(changes: changes, style: colour.colour.style(for: .error).isColoured ? .ansi : .plain)
      failures += fixes.run(dry: dryRun)
      if !dryRun, !changes.isEmpty {
        var again: [Diagnostic] = []
        result = try run.lint(&again)
      }
    }
    do {
      if statistics { printStatistics(result) }
      try BadInput.collect(reports.isEmpty && !statistics ? [ReportRequest(.pretty)] : reports) {
        let read = result.ruleset.files.map(\.path) + run.configuredBaselines
        try OutputFiles.check([$0.file].compactMap(\.self), against: read)
        try $0.write(colour: colour.colour) { $0.text(of: result, style: $1) }
      }
    } catch let failure as BadInput {
      failures += failure.diagnostics
    }
    // Only reports for people at length say so themselves.
    if !reports.isEmpty, !statistics, !reports.contains(where: { $0.form == .pretty || $0.form == .github }) {
      StandardError.write(result.leftOutText)
    }
    if !failures.isEmpty { throw BadInput(failures) }
    if failOn.fails(result, mostWarnings: mostWarnings) { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func makeRun() throws -> LintRun {
    var run = try LintRun(LintInput(paths: paths, options: try ruleset.options, checks: try checks.checks()))
    run.changedSince = scope.changedSince
    run.baseline = scope.baseline
    run.say = { StandardError.write("assay: \($0)\n") }
    return run
  }

  private func printStatistics(_ result: LintResult) {
    let style: Style = colour.colour.style(for: .output).isColoured ? .ansi : .plain
    StandardOutput.write(LintStatistics(result).text(of: result, style: style))
  }

  private func updateBaselines(_ run: LintRun) throws {
    guard let written = try run.updateBaselines() else {
      throw ValidationError("--update-baseline needs --baseline FILE, or lint-baseline in assay.conf.")
    }
    for (file, count) in written {
      StandardError.write("assay: \(TerminalText.line(file)) knows \(count) findings now\n")
    }
  }

  private func printPage(_ code: String) throws {
    // Messages of the reference without a page of their own share one.
    let isMessage = code.utf8.count == 4 && Int(code) != nil
    guard let page = CheckCatalogue.page(code) ?? (isMessage ? CheckCatalogue.page("load") : nil) else {
      throw BadInput(
        Diagnostic(
          .error, code: "unknown-check", "There is no check \"\(code)\".", hint: "assay lint --list-checks shows all."))
    }
    StandardOutput.write(PageText.markdown(page))
  }

  private func writePages(to folder: String) throws {
    try BadInput.collect(PageText.files()) { try OutputFiles.write($1, to: "\(folder)/\($0)") }
  }

  private static var list: String {
    let width = CheckCatalogue.all.map(\.page.code.count).max() ?? 0
    return CheckCatalogue.all.map { check in
      let page = check.page
      let code = page.code + String(repeating: " ", count: width - page.code.count)
      let severity = page.severity.rawValue + String(repeating: " ", count: 7 - page.severity.rawValue.count)
      return "\(code)  \(severity)  \(page.summary)\(page.isOptIn ? " (opt-in)" : "")\n"
    }.joined()
  }
}

/// Which checks run.
struct LintCheckArguments: ParsableArguments {
  @Option(
    name: [.customLong("only"), .customLong("select")],
    help: ArgumentHelp("Only these checks or categories (comma separated).", valueName: "codes"))
  var only: String?

  @Option(
    name: [.customLong("exclude"), .customLong("ignore")],
    help: ArgumentHelp("Not these checks or categories (comma separated).", valueName: "codes"))
  var exclude: String?

  @Option(help: ArgumentHelp("Also these opt-in checks or categories (comma separated).", valueName: "codes"))
  var enable: String?

  /// The same as a value.
  func checks() throws -> LintChecks {
    var checks = LintChecks()
    if let only { checks.only = Set(try codes(only, "--only")) }
    if let exclude { checks.excluded = Set(try codes(exclude, "--exclude")) }
    if let enable { checks.enabled = Set(try codes(enable, "--enable")) }
    return checks
  }

  private func codes(_ list: String, _ option: String) throws -> [String] {
    let words = list.split(separator: ",").map { $0.filter { $0 != " " } }
    for word in words where !CheckCatalogue.isKnown(word) {
      throw ValidationError("\(option): there is no check \(word); assay lint --list-checks shows all.")
    }
    return words
  }
}
