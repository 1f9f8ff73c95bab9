import Bytes
import Diagnostics
import RulesetSyntax
import System

/// Turns options into a list of files (docs/rulesets.md).
struct RulesetPlanner {
  private(set) var options: RulesetOptions
  private let report: LoadReport
  /// What is known about the base before the files are read.
  private(set) var base = RulesetOptions.Base.none
  /// Whether the files decide if the minimal base is needed.
  private(set) var isBaseOpen = false
  /// The `assay.conf` that took part.
  private(set) var configurationFile: String?
  /// The `ossec.conf` that the ruleset itself is loaded by.
  private(set) var configuration: ReadConfiguration?
  /// What was looked for where.
  private(set) var search = RulesetSearch()
  /// The lines of `assay.conf` that named paths, by key and path.
  private var origins: [String: SourceLocation] = [:]
  /// Whether nobody named files, so that the current folder or that of `assay.conf` is looked through.
  private var isImplied = false
  /// The folder of the `assay.conf` that names the files.
  private var configurationFolder: String?
  /// Whether an ossec.conf decides: then the engine has its own words for a ruleset without files.
  private var readsEngineConfiguration = false
  /// Files of rules and decoders that were found where the ruleset was looked for.
  private var foundFiles = 0

  init(_ options: RulesetOptions, report: LoadReport) {
    self.options = options
    self.report = report
  }

  /// A path as it is shown, turned into one that opens.
  var resolve: (String) -> String {
    guard let folder = options.workingDirectory else { return { $0 } }
    return { Paths.joinAsWritten(folder, $0) }
  }

  /// Finds out which files to read.
  mutating func plan() throws(RulesetError) -> RulesetPlan {
    let typed = Set(options.decoders + options.rules + options.lists.map(\.path))
    if case .folder(let word) = options.base, let named = folder(ofBase: word, from: options.workingDirectory ?? ".") {
      options.base = .folder(named)
    }
    try applyConfigurationFile()
    var plan = try planOfBase()
    if let config = options.config {
      let configured = try self.plan(configuration: config, root: options.root)
      plan.add(configured, resolve: resolve)
      plan.settings = configured.settings
      self.configuration = configured.configuration
    }
    for folder in options.rulesets {
      var found = try self.plan(ofFolder: folder, as: "ruleset")
      // A folder inside the base is named for itself; one around it happens to hold the base.
      if case .folder(let base) = options.base, lies(folder, inside: base) { found.mark(\.isOwn) }
      foundFiles += found.decoders.count + found.rules.count
      plan.add(found, resolve: resolve)
    }
    var named = RulesetPlan()
    for path in options.decoders { named.decoders += try sources(path, "decoders") }
    for path in options.rules { named.rules += try sources(path, "rules") }
    for list in options.lists { named.lists.append(try self.list(list)) }
    named.mark(\.isOwn)
    foundFiles += named.decoders.count + named.rules.count
    plan.add(named, resolve: resolve)
    try noteOwnFiles(of: plan)
    try checkBounds(of: plan, except: typed)
    plan.sort()
    if case .minimal = options.base {
      base = .minimal
      plan.decoders = MinimalBase.plan.decoders + plan.decoders
      plan.rules = MinimalBase.plan.rules + plan.rules
    }
    plan.settings.quirks = options.quirks
    plan.unsaved = options.unsaved
    if let level = options.logAlertLevel { plan.settings.logAlertLevel = level }
    if let size = options.memorySize { plan.settings.memorySize = max(RulesetSettings.leastMemorySize, size) }
    return plan
  }

  /// What the rest is loaded on top of.
  private mutating func planOfBase() throws(RulesetError) -> RulesetPlan {
    guard case .folder(let folder) = options.base else {
      isBaseOpen = options.base == nil && options.config == nil
      guard !options.takesStockOnly else {
        throw RulesetError(
          Diagnostic(
            .error, code: "no-base-folder", "--base-stock takes a part of a base, and no folder is given as one.",
            at: origins[Self.origin("base-stock", "")], hint: "Give the manager's home: --base DIR --base-stock."))
      }
      return RulesetPlan()
    }
    base = .folder(folder)
    var plan = try self.plan(ofFolder: folder, as: "base")
    readsEngineConfiguration = false
    plan.mark(\.isBase)
    for index in plan.decoders.indices {
      plan.decoders[index].isReplaceable = !isStock(plan.decoders[index], of: folder)
    }
    for index in plan.rules.indices { plan.rules[index].isReplaceable = !isStock(plan.rules[index], of: folder) }
    if options.takesStockOnly {
      plan.decoders.removeAll(where: \.isReplaceable)
      plan.rules.removeAll(where: \.isReplaceable)
    }
    plan.settings = RulesetSettings()
    guard plan.isFaulty || !plan.decoders.isEmpty || !plan.rules.isEmpty else {
      throw fault("no-base", "base", folder, "there are no rules and no decoders in it", hint: Self.whatABaseIs)
    }
    return plan
  }

  private static let whatABaseIs =
    "A base is a manager's home (/var/ossec), a checkout of the stock ruleset, minimal (built in) or none."

  /// The folder of a base that has a name; nil for every other word.
  private func folder(ofBase word: String, from place: String) -> String? {
    BaseName.folder(of: word, from: place, in: options.baseStore)
  }

  /// The name of a base that is looked for where such bases lie; nil for one that is a folder of somebody's.
  private func baseName(ofFolder folder: String) -> String? {
    guard let store = options.baseStore, Paths.folder(of: folder) == store else { return nil }
    return Paths.name(of: folder)
  }

  /// Whether a file of the base is part of the stock ruleset: `ruleset/` of a manager, which an own file of the same name
  /// does not replace when it is deployed, because it comes to lie in `etc/`.
  private func isStock(_ source: RulesetPlan.Source, of base: String) -> Bool {
    let (path, folder) = (
      PathFacts.parts(of: resolve(source.path)), PathFacts.parts(of: resolve(base))
    )
    if folder.last == "ruleset" { return true }
    return path.starts(with: folder) && path.dropFirst(folder.count).first == "ruleset"
  }

  /// Remembers which files are the ruleset's own. Without any there has to be a base that somebody asked for.
  private mutating func noteOwnFiles(of plan: RulesetPlan) throws(RulesetError) {
    let places = options.rulesets + options.decoders + options.rules + [options.config].compactMap(\.self)
    search.places = places.map { $0 == "." ? options.workingDirectory ?? "." : $0 }
    search.ownFiles = (plan.decoders + plan.rules).filter { !$0.isBase }.map(\.path)
    search.replacements = plan.replacements
    let isBaseEnough =
      switch options.base {
      case .minimal, .folder: isImplied || places.isEmpty
      case RulesetOptions.Base.none?, nil: false
      }
    guard foundFiles == 0, !isBaseEnough, !plan.isFaulty, !readsEngineConfiguration else { return }
    throw RulesetError(search.nothingFound(in: search.place))
  }

  /// Refuses what a configuration or a link leads to outside of the repository.
  /// - Parameter typed: files that the command line names.
  private func checkBounds(of plan: RulesetPlan, except typed: Set<String>) throws(RulesetError) {
    var files = (plan.decoders + plan.rules).filter { $0.text == nil }.map { (path: $0.path, isBase: $0.isBase) }
    files += plan.lists.filter { $0.text == nil }.map { (path: $0.path, isBase: $0.isBase) }
    var known: [String: RepositoryBounds] = [:]
    var folders = RealPaths()
    for (path, isBase) in files where !typed.contains(path) {
      let home = home(of: path)
      let bounds = known[home] ?? RepositoryBounds(of: resolve(home), allowed: options.allowedOutside.map(resolve))
      known[home] = bounds
      guard let objection = bounds.objection(toReal: folders.real(resolve(path)), mayLeave: isBase) else { continue }
      let keys = ["rules", "decoders", "list"]
      throw RulesetError(
        Diagnostic(
          .error, code: "outside", "\(path) \(objection), and is not read.",
          at: keys.lazy.compactMap { origins[Self.origin($0, path)] }.first,
          hint: "--allow-outside PATH lets the files of a repository lead to a file or folder elsewhere."))
    }
  }

  /// A folder of the repository that a file belongs to: that of the `assay.conf`, else the one that was named.
  private func home(of path: String) -> String {
    if let configurationFolder { return configurationFolder }
    let config = options.config.map { options.root ?? defaultRoot(of: $0) }
    let places = options.rulesets + options.rules + options.decoders + [config].compactMap(\.self)
    return places.first { $0 == "." && !path.hasPrefix("/") || RepositoryBounds.lies(path, in: $0) }
      ?? Paths.folder(of: path)
  }

  /// Whether a folder lies below another one.
  private func lies(_ folder: String, inside other: String) -> Bool {
    let (path, outer) = (PathFacts.parts(of: resolve(folder)), PathFacts.parts(of: resolve(other)))
    return path.count > outer.count && path.starts(with: outer)
  }

  /// The table of techniques that the options name, else the built-in one.
  func mitreTable() throws(RulesetError) -> MitreTable {
    guard let path = options.attackTable else { return MitreTable() }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try WholeFile.read(resolve(path))
    } catch {
      throw unreadable(path, error)
    }
    do throws(MitreTable.Fault) {
      return try MitreTable(text: bytes)
    } catch {
      throw RulesetError(
        Diagnostic(
          .error, code: "attack-table", "This is no line of a table of techniques: \(error.reason).",
          at: SourceLocation(file: path, line: error.line, column: 1),
          hint: "A line is \"T1110<tab>Brute Force<tab>TA0006:Credential Access\"."))
    }
  }

  // MARK: assay.conf

  private var namesFiles: Bool { options.namesRules || !options.lists.isEmpty }

  /// Whether the ruleset is put together from several places.
  private var namesSeveral: Bool {
    options.rulesets.count + options.rules.count + options.decoders.count + (options.config == nil ? 0 : 1) > 1
  }

  private mutating func applyConfigurationFile() throws(RulesetError) {
    var found: AssayConfiguration?
    if let file = options.configurationFile {
      found = try AssayConfiguration(file: file, opening: resolve(file), unsaved: options.unsaved)
    } else {
      found = try AssayConfiguration.find(from: options.workingDirectory)
    }
    // Where the current folder has none, a folder that is named brings its own.
    if found == nil, let folder = options.rulesets.first {
      let file = resolve(Paths.joinAsWritten(folder, "assay.conf"))
      if PathFacts.isFile(file) { found = try AssayConfiguration(file: file) }
    }
    guard let configuration = found else {
      if !namesFiles { (options.rulesets, isImplied) = (["."], true) }
      return
    }
    let decides = !namesFiles
    if decides { takeFiles(configuration) }
    if options.base == nil, decides || options.config == nil, let base = configuration.value("base") {
      configurationFile = configuration.file
      options.base = RulesetOptions.Base(argument: base.text.description)
      if case .folder(let folder) = options.base {
        let named = self.folder(ofBase: folder, from: resolve(configuration.folder))
        let path = named ?? Paths.joinAsWritten(configuration.folder, folder)
        options.base = .folder(path)
        origins[Self.origin("base", path)] = base.location
      }
      if let value = configuration.value("base-stock") {
        if try Self.flag(value) { options.takesStockOnly = true }
        origins[Self.origin("base-stock", "")] = value.location
      }
    }
    if decides {
      configurationFile = configuration.file
      configurationFolder = configuration.folder
      try applySettings(configuration)
    }
    warnAboutKeys(configuration)
  }

  private mutating func takeFiles(_ configuration: AssayConfiguration) {
    options.rulesets = paths("ruleset", configuration)
    options.rules = paths("rules", configuration)
    options.decoders = paths("decoders", configuration)
    options.lists = configuration.list("list").map { value in
      var list = RulesetOptions.List(argument: value.text.description)
      list.path = Paths.joinAsWritten(configuration.folder, list.path)
      origins[Self.origin("list", list.path)] = value.location
      return list
    }
    options.config = paths("config", configuration).last
    options.root = configuration.value("root").map(configuration.path)
    // A file that says nothing about the ruleset marks its folder as one.
    if !namesFiles { (options.rulesets, isImplied) = ([configuration.folder], true) }
  }

  /// The paths that a key names, and where it does.
  private mutating func paths(_ key: String, _ configuration: AssayConfiguration) -> [String] {
    configuration.list(key).map { value in
      let path = configuration.path(value)
      origins[Self.origin(key, path)] = value.location
      return path
    }
  }

  private static func origin(_ key: String, _ path: String) -> String { "\(key) \(path)" }

  private static func flag(_ value: AssayConfiguration.Value) throws(RulesetError) -> Bool {
    switch value.text {
    case "yes", "true", "on": true
    case "no", "false", "off": false
    default:
      throw RulesetError(
        Diagnostic(
          .error, code: "configuration-value", "base-stock is yes or no, not \"\(value.text)\".", at: value.location))
    }
  }

  /// Other tools have keys of their own, so only what looks like a slip is worth a word, and what can be nobody else's.
  private func warnAboutKeys(_ configuration: AssayConfiguration) {
    let known = AssayConfiguration.rulesetKeys + AssayConfiguration.lintKeys + [AssayConfiguration.casesKey]
    for (key, value) in configuration.entries where !known.contains(key) {
      let close = Suggestion.closest(to: ByteString(key), among: known.map { ByteString($0) })
      guard close != nil || key.hasPrefix("lint-") else { continue }
      let hint =
        close.map { "Did you mean \"\($0)\"?" }
        ?? "The keys are \(AssayConfiguration.lintKeys.joined(separator: ", "))."
      report.remark(
        Diagnostic(
          .warning, code: "configuration-key", "\"\(key)\" is no key of assay.conf, and says nothing.",
          at: value.location, hint: hint))
    }
  }

  private mutating func applySettings(_ configuration: AssayConfiguration) throws(RulesetError) {
    if options.logAlertLevel == nil { options.logAlertLevel = try number("log-alert-level", 0...16, configuration) }
    if options.memorySize == nil { options.memorySize = try number("memory-size", 0...Int(Int32.max), configuration) }
    if options.attackTable == nil, let attack = configuration.value("attack") {
      let path = configuration.path(attack)
      let bounds = RepositoryBounds(
        of: resolve(configuration.folder), allowed: options.allowedOutside.map(resolve))
      if let objection = bounds.objection(to: resolve(path)) {
        throw RulesetError(
          Diagnostic(
            .error, code: "outside", "\(path) \(objection), and is not read.", at: attack.location,
            hint: "--attack FILE names any file, --allow-outside PATH lets assay.conf lead there."))
      }
      options.attackTable = path
    }
  }

  private func number(
    _ key: String, _ range: ClosedRange<Int>, _ configuration: AssayConfiguration
  ) throws(RulesetError) -> Int? {
    guard let value = configuration.value(key) else { return nil }
    if let number = Int(value.text.description), range.contains(number) { return number }
    throw RulesetError(
      Diagnostic(
        .error, code: "configuration-value", "\(key) is a number from \(range.lowerBound) to \(range.upperBound).",
        at: value.location))
  }

  // MARK: Folders and files

  /// The files of a folder: what its `etc/ossec.conf` says, else what is found in it.
  private mutating func plan(ofFolder folder: String, as key: String) throws(RulesetError) -> RulesetPlan {
    let hint = key == "base" ? Self.whatABaseIs : "It names a folder."
    guard let found = FileFacts(of: resolve(folder)) else {
      if key == "base", let name = baseName(ofFolder: folder) { throw missingBase(name, folder) }
      throw missing(folder, key, "there is no such folder", hint: hint)
    }
    guard found.kind == .folder else {
      throw fault(
        "not-a-folder", key, folder, "this is no folder",
        hint: key == "base" ? hint : "Single files are given with --rules and --decoders.")
    }
    let config = Paths.joinAsWritten(folder, "etc/ossec.conf")
    if PathFacts.isFile(resolve(config)) {
      return try plan(configuration: folder == "." ? "etc/ossec.conf" : config, root: folder)
    }
    var discovery = RulesetDiscovery(resolve: resolve, report: report)
    discovery.isBase = key == "base"
    discovery.unsaved = options.unsaved
    discovery.leavesOtherRulesets = options.leavesOtherRulesets || isImplied && configurationFile == nil
    // What the rest is loaded on top of is loaded already, and by its own rules.
    if !discovery.isBase, case .folder(let base) = options.base, lies(base, inside: folder) { discovery.leaveOut(base) }
    try discovery.search(folder)
    search.otherRulesets += discovery.otherRulesets
    // Whoever names a folder among others means that something is in it.
    let isEmpty = discovery.plan.rules.isEmpty && discovery.plan.decoders.isEmpty && discovery.plan.lists.isEmpty
    if isEmpty, !discovery.isBase, !isImplied, discovery.otherRulesets.isEmpty, namesSeveral {
      throw fault(
        "empty-folder", key, folder, "there are no rules and no decoders in it",
        hint: "Looked at are the .xml files there and in the folders below, except tests and hidden ones.")
    }
    return discovery.plan
  }

  private mutating func plan(configuration: String, root: String?) throws(RulesetError) -> RulesetPlan {
    readsEngineConfiguration = true
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try options.unsaved.read(resolve(configuration))
    } catch {
      throw unreadable(configuration, error, at: origins[Self.origin("config", configuration)])
    }
    // Else its rules would be passed over, and what is built in loaded in their place.
    guard ![.decoders, .rules].contains(SourceKind(ofStart: bytes[...])) else {
      throw fault(
        "not-a-configuration", "config", configuration, "this is a file of rules or decoders, and no ossec.conf",
        hint: "Rules are given with --rules, decoders with --decoders.")
    }
    let home = root ?? defaultRoot(of: configuration)
    do throws(XMLProblem) {
      let document = try XMLDocument(reading: bytes, file: configuration)
      let configuration = EngineConfiguration(root: home, resolve: resolve, report: report)
      var plan = configuration.plan(document)
      plan.configuration = configuration.read(document)
      return plan
    } catch {
      report.log(
        .error, error.stage == .read ? "1226" : "1227", RulesetRun.text(of: error, named: configuration),
        at: error.location, hint: error.hint)
      report.followInLog(.critical, "1202", "Configuration error at '\(configuration)'.")
      var plan = RulesetPlan()
      plan.isFaulty = true
      return plan
    }
  }

  /// A configuration in `etc` belongs to the folder above.
  private func defaultRoot(of configuration: String) -> String {
    let folder = Paths.folder(of: configuration)
    return Paths.name(of: folder) == "etc" ? Paths.folder(of: folder) : folder
  }

  /// The files of `--rules` and `--decoders`: the file named, or all `.xml` files of the folder and those below it.
  private func sources(_ path: String, _ key: String) throws(RulesetError) -> [RulesetPlan.Source] {
    guard let found = FileFacts(of: resolve(path)) else {
      throw missing(path, key, "there is no such path", hint: "It names a file or a folder.")
    }
    guard found.kind == .folder else { return [RulesetPlan.Source(path: path)] }
    var sources: [RulesetPlan.Source] = []
    var visited: Set<FileFacts.Identity> = [found.identity]
    var pending = [path]
    while let folder = pending.popLast() {
      let names: [String]
      do throws(SystemError) {
        names = try FolderContent.names(of: resolve(folder))
      } catch {
        throw .unopened(folder, error)
      }
      var folders: [String] = []
      for name in names where !name.hasPrefix(".") {
        let child = Paths.joinAsWritten(folder, name)
        if let found = FileFacts(of: resolve(child)), found.kind == .folder {
          if visited.insert(found.identity).inserted { folders.append(child) }
        } else if name.lowercased().hasSuffix(".xml") {
          // A link that leads nowhere, too: the engine says so.
          sources.append(RulesetPlan.Source(path: child))
        }
      }
      pending.append(contentsOf: folders.reversed())
    }
    guard !sources.isEmpty else {
      throw fault(
        "empty-folder", key, path, "there is no .xml file in it",
        hint: "Files with other names are read when they are named one by one.")
    }
    return sources
  }

  private func list(_ list: RulesetOptions.List) throws(RulesetError) -> RulesetPlan.List {
    guard let found = FileFacts(of: resolve(list.path)) else {
      throw missing(
        list.path, "list", "there is no such path",
        hint: "It is written FILE or FILE=NAME, NAME being what rules call the list.")
    }
    guard found.kind != .folder else {
      throw fault(
        "not-a-file", "list", list.path, "this is a folder",
        hint: "Give each list: --list \(list.path)/NAME=etc/lists/NAME.")
    }
    return RulesetPlan.List(
      path: list.path, name: CDBList.name(of: ByteString(list.name ?? list.path)), shown: list.path)
  }

  /// A path and who named it: an option, or a key of `assay.conf`.
  private func shown(_ key: String, _ path: String) -> String {
    origins[Self.origin(key, path)] == nil ? "--\(key) \(path)" : "\(key) = \(path)"
  }

  /// A base that is named and was not unpacked on this machine.
  private func missingBase(_ name: String, _ folder: String) -> RulesetError {
    let origin = origins[Self.origin("base", folder)]
    return RulesetError(
      Diagnostic(
        .error, code: "missing-base",
        "\(origin == nil ? "--base \(name)" : "base = \(name)"): this base was not unpacked here.", at: origin,
        hint:
          "assay base add SOURCE unpacks it: a checkout, a release archive, a package of the manager, or /var/ossec."))
  }

  private func missing(_ path: String, _ key: String, _ reason: String, hint: String) -> RulesetError {
    fault("missing-path", key, path, reason, hint: hint)
  }

  private func fault(_ code: String, _ key: String, _ path: String, _ reason: String, hint: String) -> RulesetError {
    RulesetError(
      Diagnostic(
        .error, code: code, "\(shown(key, path)): \(reason).", at: origins[Self.origin(key, path)], hint: hint))
  }

  private func unreadable(
    _ path: String, _ failure: SystemError, at location: SourceLocation? = nil
  ) -> RulesetError {
    RulesetError(
      Diagnostic(.error, code: "unreadable-file", "\(path) cannot be read: \(failure.reason).", at: location))
  }
}
