import Bytes

/// One loading: all decoders, then lists, then all rules (spec/rules.md §2.1).
final class RulesetRun {
  /// What became of a file.
  private enum Reading {
    case document(XMLDocument)
    case empty
    case unreadable(SourceFile.Failure)
    case problem(XMLProblem)
  }

  private var plan: RulesetPlan
  private let report: LoadReport
  private let resolve: (String) -> String
  private var decoderReadings: [Reading] = []
  private var ruleReadings: [Reading] = []
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

  /// Reads all files, so that it is known whether they bring root rules of their own.
  /// - Parameter isBaseOpen: whether the minimal base is put below them if they do not.
  func read(isBaseOpen: Bool) {
    guard !plan.isFaulty else { return }
    decoderReadings = plan.decoders.map(reading)
    ruleReadings = plan.rules.map(reading)
    guard isBaseOpen else { return }
    if ruleReadings.contains(where: holdsRoot) {
      base = RulesetOptions.Base.none
      return
    }
    base = .minimal
    plan.decoders = MinimalBase.plan.decoders + plan.decoders
    plan.rules = MinimalBase.plan.rules + plan.rules
    decoderReadings = MinimalBase.plan.decoders.map(reading) + decoderReadings
    ruleReadings = MinimalBase.plan.rules.map(reading) + ruleReadings
  }

  private func reading(_ source: RulesetPlan.Source) -> Reading {
    let bytes: [UInt8]
    if let text = source.text {
      bytes = text
    } else {
      do throws(SourceFile.Failure) {
        bytes = try SourceFile.read(resolve(source.path))
      } catch {
        return .unreadable(error)
      }
    }
    if bytes.isEmpty { return .empty }
    do throws(XMLProblem) {
      return .document(try XMLDocument(reading: bytes, file: source.path, fixesDefects: plan.settings.fixesDefects))
    } catch {
      return .problem(error)
    }
  }

  private func holdsRoot(_ reading: Reading) -> Bool {
    guard case .document(let document) = reading else { return false }
    return document.topLevelElements.contains { group in
      document.children(of: group).contains { rule in
        document.attributes(of: rule).contains { attribute in
          let value = document.nodes[attribute].content
          return value.count == 1 && document.name(of: attribute).equalsFoldingCase("id")
        }
      }
    }
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
      if list.text == nil { loaded.files.append(RulesetFile(.list, path: list.path)) }
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
