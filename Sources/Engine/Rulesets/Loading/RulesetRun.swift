import Bytes
import Diagnostics
import RulesetSyntax
import System
import Work

/// One loading: all decoders, then lists, then all rules (docs/reference/rules.md §2.1).
final class RulesetRun {
  /// Where loading stands before a file: it can go on from here as often as wanted.
  struct Checkpoint {
    /// The file that comes next, by its place in the plan.
    enum Place: Hashable, Comparable {
      case decoders(Int)
      case rules(Int)
    }

    let place: Place
    let report: LoadReport
    let loaded: LoadedRuleset
    let decoders: DecoderLoader
    let rules: RuleLoader?
    /// Whether files were left out before it, and the ruleset's own among them.
    let hasDropped: Bool
    let unreadable: [String]
  }

  private var plan: RulesetPlan
  private var report: LoadReport
  private let resolve: (String) -> String
  private var decoderReadings: [FileReading] = []
  private var ruleReadings: [FileReading] = []
  /// What reads the rule files while the decoders are loaded.
  private var ruleReader: BackgroundWork<[FileReading]>?
  private var loaded = LoadedRuleset()
  /// The base, where reading decided about it.
  private(set) var base: RulesetOptions.Base?
  /// The ruleset's own files, lists among them, that could not be read.
  private(set) var unreadable: [String] = []
  /// Whether a file is too large to be read, so that there can be no answer.
  private var isCut = false
  /// Names of techniques and tactics.
  var mitre = MitreTable()
  /// What compiles patterns.
  var patterns = PatternStore()
  private var hasDropped = false
  /// Is told where loading stands before each file, as long as nothing has stopped it.
  var keep: ((Checkpoint) -> Void)?
  /// Whether it is told so only before the ruleset's own files.
  var keepsOwnOnly = false

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
    let (quirks, unsaved) = (plan.settings.quirks, plan.unsaved)
    ruleReader = BackgroundWork {
      files.map { FileReading($0.source, from: $0.path, quirks: quirks, unsaved: unsaved) }
    }
  }

  private func finishReadingRules() {
    guard let reader = ruleReader else { return }
    ruleReadings = reader.wait()
    ruleReader = nil
  }

  private func readings(of sources: [RulesetPlan.Source]) -> [FileReading] {
    sources.map(reading)
  }

  private func reading(_ source: RulesetPlan.Source) -> FileReading {
    FileReading(source, from: resolve(source.path), quirks: plan.settings.quirks, unsaved: plan.unsaved)
  }

  /// The same files, to be loaded once more.
  private init(filesOf run: RulesetRun, report: LoadReport) {
    run.finishReadingRules()
    plan = run.plan
    self.report = report
    resolve = run.resolve
    decoderReadings = run.decoderReadings
    ruleReadings = run.ruleReadings
    base = run.base
    mitre = run.mitre
    patterns = run.patterns
  }

  /// The same files, ready to go on from a checkpoint of their first loading.
  convenience init(resuming run: RulesetRun, at checkpoint: Checkpoint) {
    self.init(filesOf: run, report: LoadReport(copying: checkpoint.report))
    loaded = checkpoint.loaded
    hasDropped = checkpoint.hasDropped
    unreadable = checkpoint.unreadable
  }

  /// The same files, to be loaded once more.
  convenience init(again run: RulesetRun) { self.init(filesOf: run, report: LoadReport()) }

  /// The same files, ready to go on behind every fault from a checkpoint of such a loading; from the beginning without one.
  convenience init(lenientlyAgain run: RulesetRun, at checkpoint: Checkpoint?) {
    self.init(filesOf: run, report: checkpoint.map { LoadReport(copying: $0.report) } ?? LoadReport(isLenient: true))
    guard let checkpoint else { return }
    loaded = checkpoint.loaded
    hasDropped = checkpoint.hasDropped
    unreadable = checkpoint.unreadable
  }

  /// The same files, to be loaded once more, behind every fault.
  convenience init(lenientlyAgain run: RulesetRun) { self.init(filesOf: run, report: LoadReport(isLenient: true)) }

  /// The place of each of the ruleset's own files in the plan, by path.
  var ownPlaces: [String: Checkpoint.Place] {
    var places: [String: Checkpoint.Place] = [:]
    for (index, source) in plan.decoders.enumerated() where !source.isBase { places[source.path] = .decoders(index) }
    for (index, source) in plan.rules.enumerated() where !source.isBase { places[source.path] = .rules(index) }
    return places
  }

  private func isBase(_ place: Checkpoint.Place) -> Bool {
    switch place {
    case .decoders(let index): plan.decoders[index].isBase
    case .rules(let index): plan.rules[index].isBase
    }
  }

  /// Whether the plan can be loaded at all.
  var isLoadable: Bool { !plan.isFaulty }

  /// Whether loading left something out.
  var hasLeftSomethingOut: Bool { report.hasStopped || hasDropped }

  /// Gives a file another text; it is not looked at whether the file is still there.
  func replace(_ place: Checkpoint.Place, with text: [UInt8]) {
    switch place {
    case .decoders(let index):
      plan.decoders[index].text = text
      decoderReadings[index] = reading(plan.decoders[index])
    case .rules(let index):
      plan.rules[index].text = text
      ruleReadings[index] = reading(plan.rules[index])
    }
  }

  // MARK: Loading

  /// Loads what was read.
  /// - Parameter checkpoint: where to go on; nil begins at the first file.
  func load(from checkpoint: Checkpoint? = nil) -> LoadedRuleset {
    loaded.settings = plan.settings
    loaded.mitre = mitre
    var rules: RuleLoader?
    if !plan.isFaulty {
      let decoders =
        checkpoint.map { DecoderLoader(copying: $0.decoders, report: report) }
        ?? DecoderLoader(settings: plan.settings, report: report, patterns: patterns)
      do throws(LoadStop) {
        var firstRuleFile = 0
        switch checkpoint?.place {
        case .rules(let index): firstRuleFile = index
        case .decoders(let index): try load(decoders, from: index)
        case nil: try load(decoders, from: 0)
        }
        let loader: RuleLoader
        if let known = checkpoint?.rules {
          loader = RuleLoader(copying: known, report: report)
        } else {
          let lists = loadLists()
          loader = RuleLoader(
            surroundings: RuleReader.Surroundings(
              settings: plan.settings, decoderNames: decoders.names, lists: lists, patterns: patterns),
            report: report)
        }
        rules = loader
        try load(loader, from: firstRuleFile, decoders)
        loaded.isLoaded = !report.hasStopped && !isCut
      } catch {
        loaded.isLoaded = false
      }
      loaded.decoders = decoders.forest
      if let rules {
        if !rules.dropped.isEmpty { hasDropped = true }
        loaded.rules = rules.tree.finish()
      }
      Explanations(report: report, loaded: loaded, decoders: decoders, rules: rules).add()
    }
    loaded.messages = report.messages
    loaded.logLines = report.logLines
    loaded.diagnostics = report.diagnostics
    loaded.leftOut = report.leftOut
    return loaded
  }

  /// Loads decoders alone and takes the rest over from an earlier loading; nil when the rules have to be read again.
  /// - Parameters:
  ///   - checkpoint: where to go on.
  ///   - original: what came of the earlier loading.
  ///   - firstRules: where that stood before its first file of rules.
  func loadDecoders(
    from checkpoint: Checkpoint, keepingRulesOf original: LoadedRuleset, before firstRules: Checkpoint
  ) -> LoadedRuleset? {
    guard case .decoders(let index) = checkpoint.place, original.isLoaded else { return nil }
    let decoders = DecoderLoader(copying: checkpoint.decoders, report: report)
    guard (try? load(decoders, from: index)) != nil else { return nil }
    // Something said would have to be put between what is said about rules, with its explanation.
    let isSilent = report.messages.isEmpty && report.logLines.isEmpty && report.diagnostics.isEmpty
    let documents = firstRules.loaded.documents.count
    guard !report.hasStopped, isSilent, decoders.names == firstRules.decoders.names,
      loaded.documents.count == documents
    else { return nil }
    var result = original
    result.decoders = decoders.forest
    result.documents = loaded.documents + original.documents[documents...]
    return result
  }

  private func keep(_ place: Checkpoint.Place, _ decoders: DecoderLoader, _ rules: RuleLoader?) {
    guard let keep, !report.hasStopped || report.isLenient, !keepsOwnOnly || !isBase(place) else { return }
    let report = LoadReport(copying: report)
    keep(
      Checkpoint(
        place: place, report: report, loaded: loaded, decoders: DecoderLoader(copying: decoders, report: report),
        rules: rules.map { RuleLoader(copying: $0, report: report) }, hasDropped: hasDropped, unreadable: unreadable))
  }

  private func load(_ decoders: DecoderLoader, from first: Int) throws(LoadStop) {
    for index in plan.decoders.indices.dropFirst(first) {
      keep(.decoders(index), decoders, nil)
      try load(decoderReadings[index], of: plan.decoders[index], decoders)
    }
    if !report.hasStopped { try report.attempt(decoders.finish) }
  }

  private func load(_ rules: RuleLoader, from first: Int, _ decoders: DecoderLoader) throws(LoadStop) {
    finishReadingRules()
    var count = 0
    for case .document(let document) in ruleReadings {
      count += document.nodes.count { $0.kind == .element && $0.depth == 1 }
    }
    rules.tree.reserve(count)
    for index in plan.rules.indices.dropFirst(first) {
      keep(.rules(index), decoders, rules)
      try load(ruleReadings[index], of: plan.rules[index], rules)
    }
  }

  /// Hands what was read of a file to the loader of its kind.
  private func load<Loader: FileLoader>(
    _ reading: FileReading, of source: RulesetPlan.Source, _ loader: Loader
  ) throws(LoadStop) {
    switch reading {
    case .unreadable(let failure): sayUnreadable(source, failure)
    case .empty:
      loaded.files.append(RulesetFile(Loader.kind, path: source.path, isBase: source.isBase))
      try report.attempt { () throws(LoadStop) in try loader.takeEmptyFile(source) }
    case .problem(let problem):
      try report.attempt { () throws(LoadStop) in throw refuse(problem, source) }
      let document = salvage(source, problem)
      loader.noteUnread()
      if let document { try load(.document(document), of: source, loader) }
    case .document(let document):
      loaded.files.append(RulesetFile(Loader.kind, path: source.path, isBase: source.isBase))
      loaded.documents.append(document)
      try loader.load(document, of: source, index: loaded.documents.count - 1)
    }
  }

  /// What can be read of a file that is no XML, in a lenient loading; notes what is not read.
  private func salvage(_ source: RulesetPlan.Source, _ problem: XMLProblem) -> XMLDocument? {
    guard let bytes = source.text ?? (try? plan.unsaved.read(resolve(source.path))) else { return nil }
    let salvage = XMLSalvage(bytes, file: source.path, quirks: plan.settings.quirks)
    let document = report.isLenient ? salvage.document : nil
    for part in document == nil ? salvage.parts : salvage.lostParts {
      switch part.part {
      case .rule: if let id = Int(part.name.description) { report.unreadRules[id] = part.location }
      case .decoder: report.unreadDecoders[part.name] = part.location
      default: break
      }
      if document != nil { report.leaveOut(part) }
    }
    if document == nil { report.leaveOut(LeftOut(.file, ByteString(source.path), at: problem.location)) }
    return document
  }

  /// Reads the lists, and gives their places by name; of two with one name the first counts.
  private func loadLists() -> [ByteString: Int] {
    var places: [ByteString: Int] = [:]
    for list in plan.lists {
      let bytes: [UInt8]
      do throws(SystemError) {
        if let text = list.text {
          bytes = text
        } else {
          bytes = try plan.unsaved.read(resolve(list.path), limit: Limits.list)
        }
      } catch {
        if !list.isBase, !unreadable.contains(list.shown) { unreadable.append(list.shown) }
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

  private func sayUnreadable(_ source: RulesetPlan.Source, _ failure: SystemError) {
    if !source.isBase, !unreadable.contains(source.path) { unreadable.append(source.path) }
    sayUnreadable(source.name, failure)
  }

  /// The engine would read the file: without it every answer would be about another ruleset.
  private func sayTooLarge(_ name: String) {
    isCut = true
    report.remark(
      Diagnostic(
        .error, code: "too-large", "\(name) is larger than what is read of one file.",
        at: SourceLocation(file: name, line: 1, column: 1),
        hint:
          "At most \(Limits.shown(Limits.text)) of rules or decoders and \(Limits.shown(Limits.list)) of a list."
      ))
  }

  private func sayUnreadable(_ name: String, _ failure: SystemError) {
    hasDropped = true
    report.leaveOut(LeftOut(.file, ByteString(name), at: SourceLocation(file: name, line: 1, column: 1)))
    guard failure != .tooLarge else { return sayTooLarge(name) }
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
