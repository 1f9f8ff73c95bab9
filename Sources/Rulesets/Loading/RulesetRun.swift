import Bytes

/// One loading: all decoders, then lists, then all rules (spec/rules.md §2.1).
final class RulesetRun {
  private var plan: RulesetPlan
  private let report: LoadReport
  private let resolve: (String) -> String
  private var decoderReadings: [FileReading] = []
  private var ruleReadings: [FileReading] = []
  /// What reads the rule files while the decoders are loaded.
  private var ruleReader: BackgroundWork<[FileReading]>?
  private var loaded = LoadedRuleset()
  /// The base, where reading decided about it.
  private(set) var base: RulesetOptions.Base?
  /// Names of techniques and tactics.
  var mitre = MitreTable()

  init(_ plan: RulesetPlan, report: LoadReport, resolve: @escaping (String) -> String) {
    self.plan = plan
    self.report = report
    self.resolve = resolve
  }

  /// With fewer rule files a thread of their own gains nothing.
  private static let fewFiles = 8

  /// Reads the files.
  /// - Parameter isBaseOpen: whether the minimal base is put below them if they bring no root rules of their own.
  func read(isBaseOpen: Bool) {
    guard !plan.isFaulty else { return }
    beginReadingRules()
    decoderReadings = readings(of: plan.decoders)
    guard isBaseOpen else { return }
    finishReadingRules()
    if ruleReadings.contains(where: \.holdsRoot) {
      base = RulesetOptions.Base.none
      return
    }
    base = .minimal
    plan.decoders = MinimalBase.plan.decoders + plan.decoders
    plan.rules = MinimalBase.plan.rules + plan.rules
    decoderReadings = readings(of: MinimalBase.plan.decoders) + decoderReadings
    ruleReadings = readings(of: MinimalBase.plan.rules) + ruleReadings
  }

  private func beginReadingRules() {
    guard plan.rules.count >= Self.fewFiles else {
      ruleReadings = readings(of: plan.rules)
      return
    }
    let files = plan.rules.map { (source: $0, path: resolve($0.path)) }
    let fixesDefects = plan.settings.fixesDefects
    ruleReader = BackgroundWork { files.map { FileReading($0.source, from: $0.path, fixesDefects: fixesDefects) } }
  }

  private func finishReadingRules() {
    guard let reader = ruleReader else { return }
    ruleReadings = reader.wait()
    ruleReader = nil
  }

  private func readings(of sources: [RulesetPlan.Source]) -> [FileReading] {
    sources.map { FileReading($0, from: resolve($0.path), fixesDefects: plan.settings.fixesDefects) }
  }

  // MARK: Loading

  /// Loads what was read.
  func load() -> LoadedRuleset {
    loaded.settings = plan.settings
    loaded.mitre = mitre
    var rules: RuleLoader?
    if !plan.isFaulty {
      let decoders = DecoderLoader(settings: plan.settings, report: report)
      do throws(LoadStop) {
        try load(decoders)
        let lists = loadLists()
        let loader = RuleLoader(
          surroundings: RuleReader.Surroundings(
            settings: plan.settings, decoderNames: decoders.names, lists: lists), report: report)
        rules = loader
        try load(loader)
        loaded.isLoaded = !report.hasStopped
      } catch {
        loaded.isLoaded = false
      }
      loaded.decoders = decoders.forest
      if let rules { loaded.rules = rules.tree.finish() }
      Explanations(report: report, loaded: loaded, decoders: decoders, rules: rules).add()
    }
    loaded.messages = report.messages
    loaded.logLines = report.logLines
    loaded.diagnostics = report.diagnostics
    return loaded
  }

  private func load(_ decoders: DecoderLoader) throws(LoadStop) {
    for (source, reading) in zip(plan.decoders, decoderReadings) {
      switch reading {
      case .unreadable(let failure): sayUnreadable(source.name, failure)
      case .empty:
        loaded.files.append(RulesetFile(.decoders, path: source.path, isBase: source.isBase))
        try report.attempt { () throws(LoadStop) in
          try decoders.refuseEmptyFile(source.path, named: source.configured)
        }
      case .problem(let problem):
        try report.attempt { () throws(LoadStop) in throw refuse(problem, source) }
      case .document(let document):
        loaded.files.append(RulesetFile(.decoders, path: source.path, isBase: source.isBase))
        loaded.documents.append(document)
        try decoders.load(document, named: source.configured, index: loaded.documents.count - 1)
      }
    }
    if !report.hasStopped { try report.attempt(decoders.finish) }
  }

  private func load(_ rules: RuleLoader) throws(LoadStop) {
    finishReadingRules()
    var count = 0
    for case .document(let document) in ruleReadings {
      count += document.nodes.count { $0.kind == .element && $0.depth == 1 }
    }
    rules.tree.reserve(count)
    for (source, reading) in zip(plan.rules, ruleReadings) {
      switch reading {
      case .unreadable(let failure): sayUnreadable(source.name, failure)
      case .empty: loaded.files.append(RulesetFile(.rules, path: source.path, isBase: source.isBase))
      case .problem(let problem):
        try report.attempt { () throws(LoadStop) in throw refuse(problem, source) }
      case .document(let document):
        loaded.files.append(RulesetFile(.rules, path: source.path, isBase: source.isBase))
        loaded.documents.append(document)
        try rules.load(document, named: source.name, index: loaded.documents.count - 1)
      }
    }
  }

  /// Reads the lists, and gives their places by name; of two with one name the first counts.
  private func loadLists() -> [ByteString: Int] {
    var places: [ByteString: Int] = [:]
    for list in plan.lists {
      let bytes: [UInt8]
      do throws(SourceFile.Failure) {
        if let text = list.text { bytes = text } else { bytes = try SourceFile.read(resolve(list.path)) }
      } catch {
        sayUnreadable(list.shown, error)
        continue
      }
      if list.text == nil { loaded.files.append(RulesetFile(.list, path: list.path, isBase: list.isBase)) }
      if places[list.name] == nil { places[list.name] = loaded.lists.count }
      let read = CDBList(name: list.name, path: list.text == nil ? list.path : nil, text: bytes)
      for (line, reason) in read.ignoredLines.prefix(20) {
        report.remark(
          Diagnostic(
            .warning, code: "list-line", "The engine ignores this line of the list: \(reason).",
            at: SourceLocation(file: list.path, line: line, column: 1)))
      }
      loaded.lists.append(read)
    }
    return places
  }

  private func sayUnreadable(_ name: String, _ failure: SourceFile.Failure) {
    report.say(
      .warning, "1103", "Could not open file '\(name)' due to [(\(Int(failure.number)))-(\(failure.reason))].",
      at: SourceLocation(file: name, line: 1, column: 1), hint: "Loading goes on without it.")
  }

  private func refuse(_ problem: XMLProblem, _ source: RulesetPlan.Source) -> LoadStop {
    report.say(
      .error, problem.stage == .read ? "1226" : "1227", Self.text(of: problem, named: source.name),
      at: problem.location, hint: problem.hint)
    return LoadStop()
  }

  /// What the reference says about a file it cannot read.
  static func text(of problem: XMLProblem, named name: String) -> MessageText {
    switch problem.stage {
    case .read: "Error reading XML file '\(name)': \(problem.text) (line \(problem.line))."
    case .variables: "Error applying XML variables '\(name)': \(problem.text)."
    }
  }
}
