import Bytes

/// Turns options into a list of files (DESIGN.md, "Ruleset options").
struct RulesetPlanner {
  private(set) var options: RulesetOptions
  private let report: LoadReport
  /// What is known about the base before the files are read.
  private(set) var base = RulesetOptions.Base.none
  /// Whether the files decide if the minimal base is needed.
  private(set) var isBaseOpen = false
  /// The `assay.conf` that took part.
  private(set) var configurationFile: String?

  init(_ options: RulesetOptions, report: LoadReport) {
    self.options = options
    self.report = report
  }

  /// A path as it is shown, turned into one that opens.
  var resolve: (String) -> String {
    guard let folder = options.workingDirectory else { return { $0 } }
    return { FileSystem.join(folder, $0) }
  }

  /// Finds out which files to read.
  mutating func plan() throws(RulesetError) -> RulesetPlan {
    try applyConfigurationFile()
    var plan = RulesetPlan()
    switch options.base {
    case .folder(let folder):
      base = .folder(folder)
      plan = try self.plan(ofFolder: folder, option: "--base")
      plan.mark(\.isBase)
      plan.settings = RulesetSettings()
    case .minimal, RulesetOptions.Base.none?: break
    case nil: isBaseOpen = options.config == nil
    }
    if let config = options.config {
      let configured = try self.plan(configuration: config, root: options.root)
      plan.add(configured, resolve: resolve)
      plan.settings = configured.settings
    }
    for folder in options.rulesets {
      var found = try self.plan(ofFolder: folder, option: "--ruleset")
      // A folder inside the base is named for itself; one around it happens to hold the base.
      if case .folder(let base) = options.base, lies(folder, inside: base) { found.mark(\.isOwn) }
      plan.add(found, resolve: resolve)
    }
    var named = RulesetPlan()
    for path in options.decoders { named.decoders += try sources(path, "--decoders") }
    for path in options.rules { named.rules += try sources(path, "--rules") }
    for list in options.lists { named.lists.append(try self.list(list)) }
    named.mark(\.isOwn)
    plan.add(named, resolve: resolve)
    plan.sort()
    if case .minimal = options.base {
      base = .minimal
      plan.decoders = MinimalBase.plan.decoders + plan.decoders
      plan.rules = MinimalBase.plan.rules + plan.rules
    }
    plan.settings.fixesDefects = options.fixesDefects
    if let level = options.logAlertLevel { plan.settings.logAlertLevel = level }
    if let size = options.memorySize { plan.settings.memorySize = max(RulesetSettings.leastMemorySize, size) }
    return plan
  }

  /// Whether a folder lies below another one.
  private func lies(_ folder: String, inside other: String) -> Bool {
    let (path, outer) = (FileSystem.parts(ofAbsolute: resolve(folder)), FileSystem.parts(ofAbsolute: resolve(other)))
    return path.count > outer.count && path.starts(with: outer)
  }

  /// The table of techniques that the options name, else the built-in one.
  func mitreTable() throws(RulesetError) -> MitreTable {
    guard let path = options.attackTable else { return MitreTable() }
    let bytes: [UInt8]
    do throws(SourceFile.Failure) {
      bytes = try SourceFile.read(resolve(path))
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

  private var namesFiles: Bool {
    !options.rulesets.isEmpty || !options.rules.isEmpty || !options.decoders.isEmpty || !options.lists.isEmpty
      || options.config != nil
  }

  private mutating func applyConfigurationFile() throws(RulesetError) {
    var found = try AssayConfiguration.find(from: options.workingDirectory)
    // Where the current folder has none, a folder that is named brings its own.
    if found == nil, let folder = options.rulesets.first {
      let file = resolve(FileSystem.join(folder, "assay.conf"))
      if FileSystem.isFile(file) { found = try AssayConfiguration(file: file) }
    }
    guard let configuration = found else {
      if !namesFiles, options.base == nil || options.base == .minimal { options.rulesets = ["."] }
      return
    }
    let decides = !namesFiles
    if decides { takeFiles(configuration) }
    if options.base == nil, decides || options.config == nil, let base = configuration.value("base") {
      configurationFile = configuration.file
      options.base = RulesetOptions.Base(argument: base.text.description)
      if case .folder(let folder) = options.base {
        options.base = .folder(FileSystem.join(configuration.folder, folder))
      }
    }
    if decides {
      configurationFile = configuration.file
      try applySettings(configuration)
      warnAboutKeys(configuration)
    }
  }

  private mutating func takeFiles(_ configuration: AssayConfiguration) {
    options.rulesets = configuration.list("ruleset").map(configuration.path)
    options.rules = configuration.list("rules").map(configuration.path)
    options.decoders = configuration.list("decoders").map(configuration.path)
    options.lists = configuration.list("list").map { value in
      var list = RulesetOptions.List(argument: value.text.description)
      list.path = FileSystem.join(configuration.folder, list.path)
      return list
    }
    options.config = configuration.value("config").map(configuration.path)
    options.root = configuration.value("root").map(configuration.path)
    // A file that says nothing about the ruleset marks its folder as one.
    if !namesFiles { options.rulesets = [configuration.folder] }
  }

  /// Other tools have keys of their own, so only what looks like a slip is worth a word.
  private func warnAboutKeys(_ configuration: AssayConfiguration) {
    let known = AssayConfiguration.rulesetKeys
    for (key, value) in configuration.entries where !known.contains(key) {
      guard let close = Suggestion.closest(to: ByteString(key), among: known.map { ByteString($0) }) else { continue }
      report.remark(
        Diagnostic(
          .warning, code: "configuration-key", "\"\(key)\" says nothing about the ruleset.", at: value.location,
          hint: "Did you mean \"\(close)\"?"))
    }
  }

  private mutating func applySettings(_ configuration: AssayConfiguration) throws(RulesetError) {
    if options.logAlertLevel == nil { options.logAlertLevel = try number("log-alert-level", 0...16, configuration) }
    if options.memorySize == nil { options.memorySize = try number("memory-size", 0...Int(Int32.max), configuration) }
    if options.attackTable == nil { options.attackTable = configuration.value("attack").map(configuration.path) }
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
  private func plan(ofFolder folder: String, option: String) throws(RulesetError) -> RulesetPlan {
    guard let found = FileSystem.kind(resolve(folder)) else {
      throw missing(folder, option, hint: "It names a folder.")
    }
    guard found.kind == .folder else {
      throw RulesetError(
        Diagnostic(
          .error, code: "not-a-folder", "\(option) names a folder, and \(folder) is none.",
          hint: "Single files are given with --rules and --decoders."))
    }
    let config = FileSystem.join(folder, "etc/ossec.conf")
    if FileSystem.isFile(resolve(config)) {
      return try plan(configuration: folder == "." ? "etc/ossec.conf" : config, root: folder)
    }
    var discovery = RulesetDiscovery(resolve: resolve, report: report)
    discovery.search(folder)
    if discovery.plan.rules.isEmpty, discovery.plan.decoders.isEmpty {
      report.remark(
        Diagnostic(
          .warning, code: "empty-folder", "\(folder) holds no file of rules or decoders.",
          hint: "Looked at are the .xml files there and in the folders below, except tests and hidden ones."))
    }
    return discovery.plan
  }

  private func plan(configuration: String, root: String?) throws(RulesetError) -> RulesetPlan {
    let bytes: [UInt8]
    do throws(SourceFile.Failure) {
      bytes = try SourceFile.read(resolve(configuration))
    } catch {
      throw unreadable(configuration, error)
    }
    let home = root ?? defaultRoot(of: configuration)
    do throws(XMLProblem) {
      let document = try XMLDocument(reading: bytes, file: configuration)
      return EngineConfiguration(root: home, resolve: resolve, report: report).plan(document)
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
    let folder = FileSystem.folder(of: configuration)
    return FileSystem.baseName(folder) == "etc" ? FileSystem.folder(of: folder) : folder
  }

  /// The files of `--rules` and `--decoders`: the file named, or all `.xml` files of the folder and those below it.
  private func sources(_ path: String, _ option: String) throws(RulesetError) -> [RulesetPlan.Source] {
    guard let found = FileSystem.kind(resolve(path)) else {
      throw missing(path, option, hint: "It names a file or a folder.")
    }
    guard found.kind == .folder else { return [RulesetPlan.Source(path: path)] }
    var sources: [RulesetPlan.Source] = []
    var visited: Set<FileSystem.Identity> = [found.identity]
    var pending = [path]
    while let folder = pending.popLast() {
      guard let names = FileSystem.names(in: resolve(folder)) else {
        throw RulesetError(Diagnostic(.error, code: "unreadable-file", "The folder \(folder) cannot be opened."))
      }
      var folders: [String] = []
      for name in names where !name.hasPrefix(".") {
        let child = FileSystem.join(folder, name)
        guard let found = FileSystem.kind(resolve(child)) else { continue }
        if found.kind == .folder {
          if visited.insert(found.identity).inserted { folders.append(child) }
        } else if name.lowercased().hasSuffix(".xml") {
          sources.append(RulesetPlan.Source(path: child))
        }
      }
      pending.append(contentsOf: folders.reversed())
    }
    if sources.isEmpty {
      report.remark(
        Diagnostic(
          .warning, code: "empty-folder", "\(option) \(path) holds no .xml file.",
          hint: "Files with other names are read when they are named one by one."))
    }
    return sources
  }

  private func list(_ list: RulesetOptions.List) throws(RulesetError) -> RulesetPlan.List {
    guard let found = FileSystem.kind(resolve(list.path)) else {
      throw missing(list.path, "--list", hint: "It is written FILE or FILE=NAME, NAME being what rules call the list.")
    }
    guard found.kind != .folder else {
      throw RulesetError(
        Diagnostic(
          .error, code: "not-a-file", "--list names a file, and \(list.path) is a folder.",
          hint: "Give each list: --list \(list.path)/NAME=etc/lists/NAME."))
    }
    return RulesetPlan.List(
      path: list.path, name: CDBList.name(of: ByteString(list.name ?? list.path)), shown: list.path)
  }

  private func missing(_ path: String, _ option: String, hint: String) -> RulesetError {
    RulesetError(Diagnostic(.error, code: "missing-path", "\(option) \(path): there is no such path.", hint: hint))
  }

  private func unreadable(_ path: String, _ failure: SourceFile.Failure) -> RulesetError {
    RulesetError(Diagnostic(.error, code: "unreadable-file", "\(path) cannot be read: \(failure.reason)."))
  }
}
