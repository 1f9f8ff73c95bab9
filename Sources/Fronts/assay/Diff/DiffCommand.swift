import Analysis
import ArgumentParser
import Bytes
import Diff
import Harness
import System
import Workbench

/// `assay diff`: what a change of the ruleset does to events that were kept.
struct DiffCommand: AsyncParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what a change of the ruleset does to last month's events.",
    discussion: """
      Runs two rulesets over the same events, in their order and at their times, and shows which come out differently: \
      alerts lost and gained, other rules, levels, decoders and fields; by the edit that does it, with the smallest events that \
      show it.

        assay diff main HEAD --corpus /var/ossec/logs/archives/2026/Nov
        assay diff old/ new/ --corpus archives.json.gz --report markdown
        assay diff main..HEAD --corpus archives.json --fail-on lost --budget budget.txt

      OLD and NEW are folders, configurations (ossec.conf) or revisions of git (main, HEAD~3, HEAD~3:ruleset); OLD alone is \
      compared with the current folder. Paths of the ruleset options start from each side's own folder, but for the base.
      """)

  @Argument(help: ArgumentHelp("OLD and NEW, OLD..NEW, or OLD alone.", valueName: "ruleset"))
  var rulesets: [String] = []

  @OptionGroup(title: "Events") var corpus: CorpusArguments

  @Option(
    name: .customLong("report"), help: ArgumentHelp("The form of the report (repeatable).", valueName: "form[=file]"))
  var reports: [ReportRequest<DiffReport>] = []

  @Option(help: "What changes are put together by.")
  var by: DiffBreakdown = .edit

  @Option(
    help: ArgumentHelp(
      "Only these kinds, with commas between them: lost, gained, suppressed, rule, level, decoder, fields, document.",
      valueName: "kinds"))
  var only: String?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "The kinds of change that end with exit code 1, with commas between them, or none; default: all.",
      valueName: "kinds"))
  var failOn: String?

  @Option(
    help: ArgumentHelp(
      "Limits, a line each: '5710 at_most 100/day', '31103 lost 0', '* gained 500'.", valueName: "file"),
    completion: .file())
  var budget: String?

  @Flag(help: "Compare whole documents: descriptions, groups, compliance, techniques.")
  var documents = false

  @Option(help: ArgumentHelp("How many events of each kind are shown, the smallest first.", valueName: "n"))
  var witnesses = 1

  @Option(
    name: .customLong("write-cases"),
    help: ArgumentHelp("Add a case for each change to this file: it holds what OLD does.", valueName: "file"))
  var cases: String?

  @Flag(help: "Show all rules, and all lines.")
  var all = false

  @Flag(help: "Compare NEW with what the manager wrote into the archives or alerts, instead of with OLD.")
  var recorded = false

  @Flag(help: "Say how far OLD agrees with what the manager wrote down, and why not.")
  var calibrate = false

  @Option(
    help: ArgumentHelp("1, or more to read and to run both rulesets at once; the result is the same.", valueName: "n"))
  var threads = 1

  @Option(
    help: ArgumentHelp(
      "Write what was counted to this file, or - for standard output, instead of a report: parts of a corpus add up.",
      valueName: "file"))
  var partial: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Add up what was counted over parts of a corpus, and report that.", valueName: "file"),
    completion: .file())
  var merge: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments

  @Option(
    name: .customLong("old-base"),
    help: ArgumentHelp("The base of OLD, where it has another one.", valueName: "dir|minimal|none"))
  var oldBase: String?

  @Option(
    name: .customLong("new-base"),
    help: ArgumentHelp("The base of NEW, where it has another one.", valueName: "dir|minimal|none"))
  var newBase: String?

  @Option(
    help: ArgumentHelp(
      "The zone of the manager's local time: +03:00, UTC, or a name; default: what the events say.", valueName: "zone"))
  var timezone: String?

  @Flag(name: .customLong("as-logtest"), help: "Behave as logtest instead of as the manager's daemon.")
  var runsAsLogtest = false

  @OptionGroup var durations: DurationArguments
  @OptionGroup var colour: ColourArguments

  func validate() throws {
    if let timezone, Zone(argument: timezone) == nil {
      throw ValidationError("--timezone is +03:00, -0500, UTC or a name such as Europe/Berlin, not '\(timezone)'.")
    }
    guard (1...1000).contains(witnesses) else { throw ValidationError("--witnesses is a number from 1 to 1000.") }
    guard rulesets.count <= 2, !rulesets.isEmpty || recorded || !merge.isEmpty else {
      throw ValidationError("assay diff OLD NEW: two rulesets, OLD..NEW, or OLD alone.")
    }
    guard corpus.corpus.isEmpty != merge.isEmpty else {
      throw ValidationError(merge.isEmpty ? "--corpus is missing: it names the events." : "--merge needs no --corpus.")
    }
    if partial != nil, !merge.isEmpty || !reports.isEmpty || cases != nil {
      throw ValidationError("--partial writes what was counted and nothing else: reports are made by --merge.")
    }
    if calibrate, recorded {
      throw ValidationError("--calibrate compares OLD with what the manager wrote down; --recorded has no OLD.")
    }
    guard (1...64).contains(threads) else { throw ValidationError("--threads is a number from 1 to 64.") }
    for word in rulesets where word.hasPrefix("-") {
      throw ValidationError("'\(word)' is neither a ruleset nor an option.")
    }
    if only != nil { _ = try Self.kinds(only, "--only") }
    if failOn != nil { _ = try Self.kinds(failOn, "--fail-on") }
    try OutputFiles.checkDistinct(reports.compactMap(\.file) + [cases].compactMap(\.self))
    try ReportRequest.checkOutput(reports, example: "json=diff.json")
  }

  func run() async throws {
    let start = Stopwatch.seconds()
    let prepared = try plan().prepare()
    let progress = DiffProgress(showsBar: Terminal.isInteractive(.error))
    Interruption.watch()
    let tally = await prepared.count(shouldStop: { Interruption.happened }, progress: progress.show)
    progress.clear()
    ThisProcess.keepUntilExit(prepared.old.compiled)
    ThisProcess.keepUntilExit(prepared.new.compiled)
    var result = prepared.result(of: tally, isPartial: Interruption.happened) {
      Interruption.happened || partial != nil
    }
    if merge.isEmpty, durations.areShown { result.seconds = Stopwatch.seconds() - start }
    if let partial {
      let text = prepared.partial(of: tally, isPartial: Interruption.happened).text
      if partial == "-" { StandardOutput.write(text) } else { try OutputFiles.write(text, to: partial, as: "the part") }
    } else {
      try BadInput.collect(reports.isEmpty ? [ReportRequest(.pretty)] : reports) { try write(result, $0) }
    }
    if let cases, !Interruption.happened { try writeCases(prepared, result, to: cases) }
    if Interruption.happened { throw ExitCode(ExitStatus.interrupted.rawValue) }
    guard partial == nil else { return tell(prepared, result) }
    try prepared.check(result)
    let failing = try Self.kinds(failOn, "--fail-on")
    let fails = result.counts.contains { failing?.contains($0.kind) ?? true } || !result.budget.isEmpty
    if fails { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  /// What a part has lost stands in it, and ends the run that adds up: here it is only told, so that a cluster does not try
  /// the same part again and again.
  private func tell(_ prepared: PreparedDiff, _ result: DiffResult) {
    do throws(BadInput) { try prepared.check(result, isPart: true) } catch { StandardError.tell(error) }
  }

  private func plan() throws -> DiffPlan {
    var engine = EngineOptions()
    engine.mode = runsAsLogtest ? .logtest : .daemon
    engine.zone = timezone.flatMap(Zone.init(argument:)) ?? .utc
    var old = try ruleset.choice()
    old.engine = engine
    var new = old
    if let oldBase { old.options.base = .init(argument: oldBase, store: old.options.baseStore) }
    if let newBase { new.options.base = .init(argument: newBase, store: new.options.baseStore) }
    var plan = DiffPlan(rulesets, old: old, new: new, corpus: corpus.corpus)
    plan.filter = corpus.filter
    plan.hasZone = timezone != nil
    plan.options.comparesDocuments = documents
    plan.options.witnesses = max(3, witnesses)
    plan.options.againstRecorded = recorded
    plan.options.calibrates = calibrate
    plan.options.threads = threads
    plan.partials = merge
    plan.options.kinds = try Self.kinds(only, "--only") ?? []
    plan.budget = budget
    plan.outputs = reports.compactMap(\.file) + [partial].compactMap { $0 == "-" ? nil : $0 }
    return plan
  }

  private func write(_ result: DiffResult, _ request: ReportRequest<DiffReport>) throws {
    var layout = DiffReport.Layout()
    (layout.breakdown, layout.showsAll, layout.witnesses) = (by, all, witnesses)
    layout.failing = try Self.kinds(failOn, "--fail-on")
    try request.write(colour: colour.colour) { form, style in
      layout.style = style
      return form.text(of: result, layout)
    }
  }

  private func writeCases(_ prepared: PreparedDiff, _ result: DiffResult, to path: String) throws {
    let (added, without) = try prepared.writeCases(of: result, to: path)
    let count = added?.cases.count ?? 0
    var text = "assay: \(count) case\(count == 1 ? "" : "s") added to \(TerminalText.line(path))"
    if without > 0 { text += "; \(without) changes depend on more than a case can say" }
    StandardError.write(text + "\n")
  }

  /// Kinds with commas between them; nil where all are meant, none for `none`.
  private static func kinds(_ text: String?, _ option: String) throws -> Set<DiffKind>? {
    guard let text else { return nil }
    if text == "none" { return [] }
    var kinds: Set<DiffKind> = []
    for word in text.split(separator: ",") {
      guard let kind = DiffKind(rawValue: String(word)) else {
        let names = DiffKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(option): '\(word)' is none of \(names).")
      }
      kinds.insert(kind)
    }
    guard !kinds.isEmpty else { throw ValidationError("\(option) is empty.") }
    return kinds
  }
}

extension DiffBreakdown: ExpressibleByArgument {}
