import Cases
import Diagnostics
import Harness
import Linting
import Rulesets
import System

/// What is to be linted: one ruleset, or all that lie below the paths.
package struct LintInput: Sendable {
  /// Files and folders whose findings are wanted; none for all.
  package var paths: [String]
  /// The ruleset, where somebody named one.
  package var options: RulesetOptions
  /// Which checks run, over what an `assay.conf` says of them.
  package var checks: LintChecks

  package init(paths: [String], options: RulesetOptions, checks: LintChecks = LintChecks()) {
    self.paths = paths
    self.options = options
    self.checks = checks
  }

  /// One ruleset, and the settings of its `assay.conf`.
  package struct Unit: Sendable {
    package var options: RulesetOptions
    package var configuration: AssayConfiguration?
    /// Whether it is what is left beside the folders with an `assay.conf`: there may be nothing.
    package var isRest = false

    package init(options: RulesetOptions, configuration: AssayConfiguration? = nil, isRest: Bool = false) {
      self.options = options
      self.configuration = configuration
      self.isRest = isRest
    }

    /// The baseline that the configuration names.
    package var baseline: String? {
      configuration.flatMap { configuration in configuration.value("lint-baseline").map(configuration.path) }
    }

    /// Refuses a baseline outside of the repository: it is read, and written.
    func checkBaseline() throws(BadInput) {
      guard let configuration, let baseline else { return }
      let bounds = RepositoryBounds(of: configuration.folder, allowed: options.allowedOutside)
      guard let objection = bounds.objection(toWriting: baseline) else { return }
      throw BadInput(
        Diagnostic(
          .error, code: "outside", "\(baseline) \(objection), and is no baseline of it.",
          at: configuration.value("lint-baseline")?.location,
          hint: "--baseline FILE names any file, --allow-outside PATH lets assay.conf lead there."))
    }
  }

  /// The rulesets: the one that the options or an `assay.conf` of the current folder name, else one per `assay.conf` that
  /// belongs to the paths or lies below them, and what is left beside them.
  package func units() throws(BadInput) -> [Unit] {
    for path in paths {
      guard let reason = PathFacts.objection(toReading: path) else { continue }
      throw BadInput(
        Diagnostic(
          .error, code: "missing-path", "\(path): \(reason).",
          hint: "Paths are files or folders whose findings are shown."))
    }
    do throws(RulesetError) {
      if let found = try AssayConfiguration.find() { return [Unit(options: options, configuration: found)] }
      if options.namesRules { return [Unit(options: options)] }
      return try unitsOfPaths()
    } catch {
      throw BadInput(error.diagnostic)
    }
  }

  /// The rulesets that belong to the paths or lie below them, whatever the current folder is.
  package func unitsOfPaths() throws(RulesetError) -> [Unit] {
    var configurations: [String] = []
    var folders: [String] = []
    for path in paths.isEmpty ? ["."] : paths {
      let folder = folder(of: path)
      if let found = nearestConfiguration(from: folder) {
        configurations.append(found)
      } else {
        folders.append(folder)
        configurations += try AssayConfiguration.findAll(below: folder)
      }
    }
    var units: [Unit] = []
    var known: Set<String> = []
    for file in configurations where known.insert(Self.real(file)).inserted {
      var options = options
      options.configurationFile = file
      units.append(Unit(options: options, configuration: try AssayConfiguration(file: file)))
    }
    guard !folders.isEmpty else { return units }
    var options = options
    // The current folder is what is looked through anyway.
    let isCurrent = folders.allSatisfy { $0 == "." }
    if !isCurrent {
      for folder in folders where known.insert(Self.real(folder)).inserted { options.rulesets.append(folder) }
    }
    options.leavesOtherRulesets = true
    return units + [Unit(options: options, isRest: !units.isEmpty)]
  }

  /// Loads a ruleset, and reads its settings; nil when there is nothing left beside other rulesets.
  func load(_ unit: Unit) throws(BadInput) -> (LoadedRuleset, LintSettings)? {
    var settings = LintSettings()
    try unit.checkBaseline()
    let loaded: LoadedRuleset
    do throws(RulesetError) {
      if let configuration = unit.configuration { try settings.apply(configuration) }
      loaded = try RulesetLoader.loadForLint(unit.options)
    } catch {
      if unit.isRest, error.diagnostic.code == "no-ruleset" { return nil }
      throw BadInput(error.diagnostic)
    }
    checks.apply(to: &settings)
    let search = loaded.search
    // What stops the engine before it reads a file is a finding.
    guard search.ownFiles.isEmpty || search.holdsNothing,
      !loaded.diagnostics.contains(where: { $0.severity == .error }), !search.hasReadNothing
    else {
      return (loaded, settings)
    }
    if unit.isRest { return nil }
    var nothing = search.nothingFound(in: search.place)
    if search.ownFiles.isEmpty, loaded.files.contains(where: \.isBase), loaded.base != .minimal {
      nothing.message = "There is nothing to lint in \(search.place): no rules and no decoders that are not the base's."
    }
    throw BadInput(nothing)
  }

  /// Takes out which files are somebody else's: that is nothing that a report could ask anybody to mend.
  /// - Returns: the same in a sentence; nil when there are none.
  @discardableResult
  package static func takeForeignFiles(of loaded: inout LoadedRuleset) -> String? {
    func isForeign(_ diagnostic: Diagnostic) -> Bool {
      diagnostic.code == "not-a-ruleset-file" && diagnostic.severity == .info
    }
    let names = loaded.diagnostics.filter(isForeign).map { $0.location?.file ?? $0.message }
    guard let first = names.first else { return nil }
    loaded.diagnostics.removeAll(where: isForeign)
    let others = names.count > 1 ? " and \(names.count - 1) more (see assay load)" : ""
    return "\(first)\(others): left out, no part of a ruleset"
  }

  /// Paths choose what is shown of the rulesets: one that none of their files lies in is a mistake.
  func checkPaths(_ loaded: [LoadedRuleset]) throws {
    guard !paths.isEmpty, !loaded.contains(where: { !$0.isLoaded && $0.search.ownFiles.isEmpty }) else { return }
    let lists = loaded.flatMap { $0.files.filter { $0.kind == .list && !$0.isBase }.map(\.path) }
    let files = loaded.flatMap(\.search.ownFiles).map(Self.real) + lists.map(Self.real)
    let base = loaded.flatMap { $0.files.filter(\.isBase).map(\.path) }.map(Self.real)
    try BadInput.collect(paths) { path in
      let wanted = Self.real(path)
      guard !files.contains(where: { RepositoryBounds.lies($0, in: wanted) }) else { return }
      let isBase = base.contains { RepositoryBounds.lies($0, in: wanted) }
      let place = Set(loaded.map(\.search.place)).sorted().joined(separator: ", ")
      throw BadInput(
        Diagnostic(
          .error, code: "no-ruleset",
          isBase
            ? "\(path) belongs to the base, which is not linted."
            : "\(path): there are no rules and no decoders of the ruleset.",
          hint: isBase ? "--ruleset \(path) makes it the ruleset." : "The ruleset was looked for in \(place)."))
    }
  }

  private func nearestConfiguration(from folder: String) -> String? {
    ParentFolders(from: folder).lazy.map { Paths.join($0, "assay.conf") }.first(where: PathFacts.isReadable)
  }

  private func folder(of path: String) -> String {
    guard let facts = FileFacts(of: path), facts.kind != .folder else {
      return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
    return Paths.folder(of: path)
  }

  /// Drops what is not in or below the paths.
  static func keep(_ result: inout LintResult, below paths: [String]) {
    guard !paths.isEmpty else { return }
    let wanted = paths.map(real)
    var known: [String: Bool] = [:]
    result.findings.removeAll { finding in
      guard let file = finding.diagnostic.location?.file else { return false }
      if let kept = known[file] { return !kept }
      let path = real(file)
      let kept = wanted.contains { RepositoryBounds.lies(path, in: $0) }
      known[file] = kept
      return !kept
    }
  }

  /// A path without links, for comparison.
  static func real(_ path: String) -> String { PathFacts.real(path) ?? path }
}

/// Which checks run: codes and categories, over what an `assay.conf` says.
package struct LintChecks: Sendable {
  /// Nothing but these; nil for all.
  package var only: Set<String>?
  /// Not these.
  package var excluded: Set<String> = []
  /// These, too, although they run only when asked for.
  package var enabled: Set<String> = []

  package init() {}

  func apply(to settings: inout LintSettings) {
    if let only { settings.only = only }
    settings.excluded.formUnion(excluded)
    settings.enabled.formUnion(enabled)
  }
}
