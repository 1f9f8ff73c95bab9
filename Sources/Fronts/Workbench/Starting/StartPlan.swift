import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Linting
import Rulesets
import System

/// The files that a folder needs so that its ruleset is tested and linted from now on, worked out before any is written.
package struct StartPlan {
  /// What is wanted.
  package struct Request {
    /// Files of logs for the first cases.
    package var logs: [String] = []
    /// What the ruleset is loaded on top of; nil finds out.
    package var base: String?
    /// Whose pipeline is written; nil for none.
    package var pipeline: PipelineFile?
    /// Where bases lie that have names; nil where there is no such place.
    package var store: BaseStore?
    /// The engine's options, and where relative paths start.
    package var choice: RulesetChoice
    /// What is read when a file of logs is `-`.
    package var standardInput: LineReader

    package init(_ choice: RulesetChoice, standardInput: LineReader) {
      self.choice = choice
      self.standardInput = standardInput
    }
  }

  /// A file.
  package struct File: Equatable, Sendable {
    package var path: String
    package var text: String
    /// What it is for, in a few words.
    package var purpose: String
    /// Whether there is such a file, which then stays as it is.
    package var isThere: Bool

    init(_ path: String, _ text: String, _ purpose: String) {
      (self.path, self.text, self.purpose) = (path, text, purpose)
      isThere = FileFacts(of: path, followsLinks: false) != nil
    }
  }

  package let survey: RepositorySurvey
  package private(set) var files: [File] = []
  /// What else there is to know, a sentence each.
  package private(set) var notes: [String] = []
  /// Cases that were there before and do not pass.
  package private(set) var failing = 0

  private var request: Request
  private static let baseline = "assay-baseline.txt"

  /// Looks at the current folder and works it out.
  package init(_ request: Request) async throws {
    survey = try RepositorySurvey()
    self.request = request
    if survey.configuration == nil, !survey.otherRulesets.isEmpty {
      let places = survey.otherRulesets.prefix(5).map { TerminalText.line($0) }.joined(separator: ", ")
      notes.append("\(places): rulesets of their own already, with an assay.conf; here, none is needed")
    } else if survey.shape == .empty, survey.configuration == nil, survey.caseFiles.isEmpty, request.logs.isEmpty {
      planStarter()
    } else {
      try await planRuleset()
    }
    if let pipeline = request.pipeline {
      files.append(File(pipeline.path, pipeline.text, "test and lint in a pipeline"))
      if files.last?.isThere == true {
        notes.append("\(pipeline.path) stays as it is; docs/ci.md has what to put into it")
      }
    }
  }

  /// The files that are not there yet.
  package var missing: [File] { files.filter { !$0.isThere } }

  /// Writes the files that are not there yet.
  /// - Parameter done: is told of each.
  package func write(_ done: (File) -> Void) throws(BadInput) {
    for file in missing {
      let folder = Paths.folder(of: file.path)
      do throws(FileFailure) {
        guard RepositoryBounds(of: ".").objection(toWriting: PathFacts.exists(folder) ? folder : ".") == nil else {
          throw FileFailure(path: file.path, kind: .leadsOutside)
        }
        try FileAccess.makeFolder(folder)
        try FileAccess.create(file.path, Array(file.text.utf8))
      } catch {
        throw BadInput(Diagnostic(.error, code: "unwritable", error.message))
      }
      done(file)
    }
  }

  // MARK: Nothing yet

  private mutating func planStarter() {
    files.append(File("assay.conf", Self.configuration(base: "minimal", also: []), "what the ruleset stands on"))
    let purposes = ["a decoder to start from", "two rules to start from", "their cases"]
    for (file, purpose) in zip(StarterFiles.all, purposes) { files.append(File(file.path, file.text, purpose)) }
  }

  // MARK: A ruleset

  private mutating func planRuleset() async throws {
    var options = request.choice.options
    var lines: [String] = []
    var base: String?
    if survey.configuration == nil {
      (options, lines, base) = try chooseRuleset(options)
    } else {
      notes.append("assay.conf stays as it is, and decides what is loaded")
    }
    var choice = request.choice
    choice.options = options
    let loaded = try choice.load()
    let prepared = try choice.prepare(loaded)
    try prepared.compiled.checkFiles()
    if survey.configuration == nil { lines += try planBaseline(options) }
    lines += try await planCases(choice, prepared)
    guard let base else { return }
    let text = Self.configuration(base: base, also: lines)
    files.insert(File("assay.conf", text, "what the ruleset stands on"), at: 0)
  }

  /// What is loaded, on top of what, and the lines that say so.
  private mutating func chooseRuleset(
    _ given: RulesetOptions
  ) throws(BadInput) -> (options: RulesetOptions, lines: [String], base: String) {
    var options = given
    switch survey.shape {
    case .manager:
      let own = ["rules": "etc/rules", "decoders": "etc/decoders"].filter { Self.holdsXML($0.value) }
      guard !own.isEmpty else {
        throw BadInput(
          Diagnostic(
            .error, code: "no-ruleset", "this manager has no rules and no decoders of its own in etc/",
            hint: "write some there first, or begin in a folder of your own: base = \(request.choice.currentFolder)"))
      }
      options.base = .folder(".")
      options.takesStockOnly = true
      options.rules = own["rules"].map { [$0] } ?? []
      options.decoders = own["decoders"].map { [$0] } ?? []
      let named = own.sorted { $0.key > $1.key }.map { "\($0.key) = \($0.value)" }
      return (options, ["base-stock = yes"] + named, ".")
    case .stock:
      options.base = RulesetOptions.Base.none
      options.rulesets = ["ruleset"]
      return (options, ["ruleset = ruleset"], "none")
    case .ruleset, .empty:
      options.rulesets = ["."]
      var base = request.base ?? ""
      if request.base == nil { base = try chosenBase(options) }
      options.base = RulesetOptions.Base(argument: base, store: request.store?.folder)
      return (options, [], base)
    }
  }

  /// The newest stock ruleset that is there, a manager, else what is built in; nothing where the ruleset has roots itself.
  private mutating func chosenBase(_ options: RulesetOptions) throws(BadInput) -> String {
    var choice = request.choice
    choice.options = options
    let loaded = try choice.load()
    guard loaded.isBaseImplied || survey.shape == .empty else { return "none" }
    let needs = loaded.diagnostics.contains { $0.code == "7617" || $0.code == "7618" || $0.code == "7607" }
    if let newest = try request.store?.entries().last(where: { $0.manifest != nil }) { return newest.name }
    guard needs else { return "minimal" }
    if PathFacts.isFolder("/var/ossec/ruleset/rules"), PathFacts.isReadable("/var/ossec/ruleset/rules") {
      notes.append("rules here stand on stock rules, which are those of the manager on this machine")
      return "/var/ossec"
    }
    notes.append(
      "rules here stand on stock rules that are not there: assay base add SOURCE unpacks them, then assay.conf names them (base = wazuh-4.14.7)"
    )
    return "minimal"
  }

  private static func holdsXML(_ folder: String) -> Bool {
    ((try? FolderContent.names(of: folder)) ?? []).contains { $0.hasSuffix(".xml") }
  }

  /// Findings of today are known from now on, so that new ones are seen.
  private mutating func planBaseline(_ options: RulesetOptions) throws -> [String] {
    var failures: [Diagnostic] = []
    var run = try LintRun(LintInput(paths: [], options: options))
    var said: [String] = []
    run.say = { said.append($0) }
    let result = try run.lint(&failures)
    guard failures.isEmpty else { throw BadInput(failures) }
    guard result.findings.contains(where: { $0.diagnostic.severity != .info }) else { return [] }
    files.append(
      File(
        Self.baseline, Baseline.text(of: result),
        "\(result.findings.count.counted("finding")) of today, which are no news"))
    notes.append(
      "lint has \(result.findings.count.counted("finding")) today, which \(Self.baseline) knows; assay lint --baseline /dev/null shows them"
    )
    return ["lint-baseline = \(Self.baseline)"]
  }

  // MARK: Cases

  /// - Returns: the line that says where cases are, where it is not all of the folder.
  private mutating func planCases(_ choice: RulesetChoice, _ prepared: PreparedRuleset) async throws -> [String] {
    var known = survey.caseFiles
    var lines: [String] = []
    let stock = known.filter { $0.path.hasPrefix("ruleset/testing/") || $0.path.hasPrefix("./ruleset/testing/") }
    if survey.shape == .manager || survey.shape == .stock, try await run(stock, choice)?.exitCode ?? 0 != 0 {
      notes.append(
        "the stock ruleset's own tests in ruleset/testing need what their runner prepares (docs/ini-tests.md), so that assay.conf names tests/ as the folder of cases"
      )
      lines = ["cases = tests"]
      known.removeAll { !$0.path.hasPrefix("tests/") && !$0.path.hasPrefix("./tests/") }
    }
    let count = try await look(at: known, choice)
    let inTest = lines.isEmpty && PathFacts.isFolder("test") && !PathFacts.isFolder("tests")
    try planFirst(inTest ? "test/first.ruletest" : "tests/first.ruletest", besides: count, prepared)
    return lines
  }

  /// The first cases: out of logs, else one that stands for nothing but a beginning.
  private mutating func planFirst(_ path: String, besides known: Int, _ prepared: PreparedRuleset) throws {
    guard !request.logs.isEmpty else {
      guard known == 0 else { return }
      let cases = try FirstCases.ordinary(on: prepared)
      if cases.isEmpty {
        notes.append("there is no case yet: assay new 'What it shows' FILE --into \(path) writes one")
      } else {
        files.append(File(path, Self.text(cases), "a first case"))
      }
      return
    }
    let sources = LogSources(
      files: request.logs == ["-"] ? [] : request.logs, standardInput: request.standardInput,
      hint: "--from names files whose lines are logs")
    var said: [String] = []
    let first = try FirstCases(sources, on: prepared) { said.append($0.message) }
    notes += said
    guard !first.cases.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-case", "none of the logs makes a case: the engine processes none of them",
          hint: "assay try shows what it says of each; rules need a root of the logs' category"))
    }
    files.append(
      File(path, Self.text(first.cases), "\(first.cases.count.counted("case")) out of \(first.logCount.counted("log"))")
    )
    if first.isPartial { notes.append("of the logs, the first \(first.cases.count) kinds make cases") }
    if files.last?.isThere == true {
      notes.append("\(path) stays as it is; assay new 'What it shows' FILE --into \(path) adds to it")
    }
  }

  /// Runs cases that are there already, and notes how that went.
  /// - Returns: how many there are.
  private mutating func look(at known: [CaseFile], _ choice: RulesetChoice) async throws -> Int {
    guard let summary = try await run(known, choice) else { return 0 }
    failing = summary[.failed] + summary[.broken] + summary.invalidFiles
    let place = "in \(summary.files.counted("file"))"
    notes.append(
      failing == 0
        ? "\(summary.cases.counted("case")) \(place) were here already, and pass"
        : "of \(summary.cases.counted("case")) \(place) that were here already, \(failing) do not pass: assay test says why"
    )
    return max(1, summary.cases)
  }

  /// Nil where there is no case.
  private func run(_ known: [CaseFile], _ choice: RulesetChoice) async throws -> RunSummary? {
    guard !known.isEmpty else { return nil }
    let library = try choice.library()
    let summary = await SuiteRunner(jobs: Machine.coreCount).run(known, rulesets: library, reporters: [])
    return summary.cases > 0 || summary.exitCode != 0 ? summary : nil
  }

  private static func text(_ cases: [TestCase]) -> String {
    "# What came out when this was written: look whether it is what you want.\n\n"
      + cases.map { CasePrinter.print($0) }.joined(separator: "\n")
  }

  private static func configuration(base: String, also lines: [String]) -> String {
    var text =
      "# What the ruleset of this folder is loaded on top of: a manager's home, a stock ruleset that assay base knows\n"
    text += "# (wazuh-4.14.7), minimal (built in) or none. All keys: man assay.conf.\n"
    text += "base = \(base)\n"
    for line in lines { text += line + "\n" }
    return text
  }
}
