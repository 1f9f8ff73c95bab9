import Bytes
import Cases
import Diagnostics
import Fields
import Harness
import Linting
import Rulesets
import Symbols
import System
import Workbench

/// A ruleset of the workspace: what an `assay.conf` names, or what lies in a folder without one, with the texts that are
/// open in the client.
///
/// Nothing is loaded, linted or read for names before somebody asks, and then only what has changed since.
final class Root {
  /// What is to be done before an answer is right.
  private enum Staleness: Comparable {
    case fresh
    /// Texts of the ruleset's own files have changed.
    case texts
    /// Anything may have changed.
    case files
  }

  /// Tells it from every other one, gone ones among them.
  let number: Int
  /// The folder of the ruleset.
  let folder: String
  /// Whether it is what is left beside the folders with an `assay.conf`.
  var isRest: Bool { unit.isRest }
  /// The `assay.conf`.
  var configurationFile: String? { unit.configuration?.file }
  /// Counts what was linted, so that a client can ask whether something is new.
  private(set) var generation = 0

  private let unit: LintInput.Unit
  private let pass: LintPass
  /// Texts of the client, by absolute path.
  private var unsaved: [String: [UInt8]] = [:]
  private var staleness = Staleness.files
  private var isLintStale = true

  private var reloader: RulesetReloader?
  /// The texts that the reloader began with.
  private var knownTexts: [String: [UInt8]] = [:]
  /// Per absolute path: the name in the ruleset.
  private var nameOfPath: [String: String] = [:]
  private var basePaths: Set<String> = []
  private var universe: FieldUniverse?
  private var strict = LoadedRuleset()
  private var forLint = LoadedRuleset()
  private var loadFailures: [Diagnostic] = []
  private var result: LintResult?
  private var lintFailures: [Diagnostic] = []
  private var index: SymbolIndex?
  private var staleNames: Set<String> = []

  init(_ unit: LintInput.Unit, folder: String, number: Int) {
    self.number = number
    self.unit = unit
    self.folder = folder
    pass = LintPass(unit)
  }

  /// The numbers that its rules may have, as `assay.conf` says; empty where it says nothing.
  var idRanges: [ClosedRange<Int>] {
    var settings = LintSettings()
    if let configuration = unit.configuration { try? settings.apply(configuration) }
    return settings.idRanges
  }

  /// The options that load it, with the texts of the client.
  var options: RulesetOptions {
    var options = unit.options
    for (path, text) in unsaved { options.unsaved[path] = text }
    return options
  }

  /// The options for its cases: where an `assay.conf` lies beside them it decides, as it does for `assay test`.
  var optionsForCases: RulesetOptions {
    let options = options
    guard let file = configurationFile, unit.options.unsaved[file] == nil, PathFacts.isFile(file) else {
      return options
    }
    var plain = RulesetOptions()
    plain.unsaved = options.unsaved
    return plain
  }

  // MARK: Changes

  /// Takes the text of a file as the client has it; nil once it is as on disk.
  func set(_ path: String, to text: [UInt8]?) {
    guard unsaved[path] != text else { return }
    let old = unsaved[path]
    unsaved[path] = text
    staleNames.insert(path)
    // Cases and notes are no part of what is loaded.
    if nameOfPath[path] == nil, Self.mattersNot(path) { return }
    if text == nil {
      let isAsKnown = old != nil && old == knownTexts[path] && old == (try? WholeFile.read(path))
      return isAsKnown ? () : forgetFiles()
    }
    isLintStale = true
    staleness = max(staleness, .texts)
  }

  /// Anything on disk may have changed.
  func forgetFiles() {
    (staleness, isLintStale) = (.files, true)
    index = nil
  }

  /// Whether a file is one of the ruleset, of its base or of its settings.
  func holds(_ path: String) -> Bool {
    settle()
    return nameOfPath[path] != nil || configurationFile == path
  }

  /// Whether a file may be changed: the base is somebody else's.
  func isReadOnly(_ path: String) -> Bool {
    settle()
    return basePaths.contains(path)
  }

  /// Which fields events on their way to rules can have.
  var fields: FieldUniverse {
    settle()
    let known = universe ?? FieldUniverse(forLint)
    universe = known
    return known
  }

  // MARK: Answers

  /// The ruleset as the engine loads it.
  var loaded: LoadedRuleset {
    settle()
    return strict
  }

  /// The ruleset with all that could be read of it.
  var whole: LoadedRuleset {
    settle()
    return forLint
  }

  /// Whether there is something to lint that has not been looked at.
  var needsLint: Bool { isLintStale }

  /// What lint finds, and what keeps it from looking.
  var findings: (result: LintResult?, failures: [Diagnostic]) {
    settle()
    if isLintStale {
      isLintStale = false
      generation += 1
      if loadFailures.isEmpty {
        let outcome = pass.run(on: forLint)
        (result, lintFailures) = (outcome.result, outcome.failures)
      } else {
        (result, lintFailures) = (nil, [])
      }
    }
    return (result, loadFailures + lintFailures)
  }

  /// Whether names are to be read before somebody can ask for one.
  var needsNames: Bool { index == nil || !staleNames.isEmpty }

  /// Where names are written.
  var names: SymbolIndex {
    settle()
    guard var known = index else {
      let made = readNames()
      (index, staleNames) = (made, [])
      return made
    }
    guard !staleNames.isEmpty else { return known }
    for path in staleNames { if let text = text(of: path) { known.set(symbols(of: path, text)) } }
    (index, staleNames) = (known, [])
    return known
  }

  /// The absolute path of a file of the ruleset.
  func path(of name: String) -> String { Paths.resolved(Paths.joinAsWritten(folder, name)) }

  /// What a file holds: for the client, else on disk.
  func text(of path: String) -> [UInt8]? { unsaved[path] ?? (try? WholeFile.read(path)) }

  /// The files of cases that belong to the ruleset.
  var caseFiles: [CaseFile] {
    let found = CaseFinder.find([folder]).files.map { CaseFile(path: $0.path, root: folder, isNamed: false) }
    let known = Set(found.map(\.path))
    let open = unsaved.keys.sorted().filter { path in
      !known.contains(path) && RepositoryBounds.lies(path, in: folder)
        && (path.hasSuffix(".ruletest") || path.hasSuffix(".ini"))
    }
    return found + open.map { CaseFile(path: $0, root: folder, isNamed: true) }
  }

  // MARK: Loading

  private func settle() {
    guard staleness != .fresh else { return }
    let wasFiles = staleness == .files
    staleness = .fresh
    universe = nil
    if !wasFiles, reloadTexts() { return }
    loadFailures = []
    do throws(RulesetError) {
      let made = try RulesetReloader(options, ownFilesOnly: true)
      reloader = made
      knownTexts = unsaved
      let loaded = made.reload(replacing: [:])
      (strict, forLint) = (loaded.strict, loaded.forLint)
    } catch {
      reloader = nil
      (strict, forLint) = (LoadedRuleset(), LoadedRuleset())
      let isEmptyRest = unit.isRest && error.diagnostic.code == "no-ruleset"
      if !isEmptyRest { loadFailures = [error.diagnostic] }
    }
    readPlaces()
  }

  /// Loads changed texts alone; false where a change may have made another ruleset of it.
  private func reloadTexts() -> Bool {
    guard let reloader else { return false }
    var texts: [String: [UInt8]] = [:]
    for (path, text) in unsaved where knownTexts[path] != text {
      guard let name = nameOfPath[path] else {
        // Cases are none of the ruleset; a file of rules that is not known yet makes another one of it.
        guard RulesetFile.kind(ofText: text) == nil, Self.mattersNot(path) else { return false }
        continue
      }
      guard reloader.owns(name), RulesetFile.kind(ofText: text) == forLint.files.first(where: { $0.path == name })?.kind
      else { return false }
      texts[name] = text
    }
    // Whether the minimal base is needed may depend on any text, and such a ruleset is loaded in no time.
    guard !forLint.isBaseImplied else { return false }
    let loaded = reloader.reload(replacing: texts)
    (strict, forLint) = (loaded.strict, loaded.forLint)
    return true
  }

  private static func mattersNot(_ path: String) -> Bool {
    [".ruletest", ".ini", ".md", ".log", ".txt"].contains(where: path.hasSuffix)
  }

  private func readPlaces() {
    nameOfPath = [:]
    basePaths = Set(forLint.files.filter(\.isBase).map { path(of: $0.path) })
    for file in forLint.files {
      nameOfPath[path(of: file.path)] = file.path
      if !file.isBase, let real = PathFacts.real(path(of: file.path)) { nameOfPath[real] = file.path }
    }
    for name in forLint.search.ownFiles { nameOfPath[path(of: name)] = name }
    if let configuration = forLint.configuration {
      nameOfPath[path(of: configuration.document.file)] = configuration.document.file
    }
  }

  // MARK: Names

  private func readNames() -> SymbolIndex {
    var made = SymbolIndex()
    for document in forLint.documents {
      let path = path(of: document.file)
      let text = unsaved[path] ?? Array(document.buffer[..<document.sourceCount])
      made.set(FileSymbols(file: path, text: text, content: .ruleset))
    }
    for name in forLint.search.ownFiles where made.symbols(of: path(of: name)) == nil {
      let path = path(of: name)
      if let text = text(of: path) { made.set(FileSymbols(file: path, text: text, content: .ruleset)) }
    }
    for list in forLint.lists {
      guard let name = list.path else { continue }
      made.set(FileSymbols(file: path(of: name), text: [], content: .list(list.name)))
    }
    for file in caseFiles { if let text = text(of: file.path) { made.set(FileSymbols(file: file.path, text: text)) } }
    var settings = [configurationFile].compactMap(\.self)
    if let configuration = forLint.configuration { settings.append(path(of: configuration.document.file)) }
    for path in settings { if let text = text(of: path) { made.set(FileSymbols(file: path, text: text)) } }
    return made
  }

  private func symbols(of path: String, _ text: [UInt8]) -> FileSymbols {
    if let known = index?.symbols(of: path)?.content { return FileSymbols(file: path, text: text, content: known) }
    return FileSymbols(file: path, text: text)
  }
}
