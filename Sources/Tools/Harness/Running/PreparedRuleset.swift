import Analysis
import Bytes
import Cases
import Diagnostics
import Rulesets
import System

/// A ruleset that is ready to run cases.
public struct PreparedRuleset: Sendable {
  /// The ruleset.
  public var compiled: CompiledRuleset
  /// The command-line options that name it beside the case file's own settings, for commands that people can paste.
  public var arguments: String
  /// The folder that the ruleset's paths start from; nil for the current one.
  public var folder: String?
  /// The current folder, as an absolute path; nil where nobody knows it.
  public var currentFolder: String?

  /// A ruleset that is ready.
  public init(compiled: CompiledRuleset, arguments: String, folder: String? = nil, currentFolder: String? = nil) {
    self.compiled = compiled
    self.arguments = arguments
    self.folder = folder
    self.currentFolder = currentFolder
  }

  /// A path of the ruleset, seen from the current folder.
  package func path(of path: String) -> String {
    let path = folder.map { Paths.join($0, path) } ?? path
    guard let currentFolder, path.hasPrefix(currentFolder + "/") else { return path }
    let whole = Paths.resolved(path)
    return whole.hasPrefix(currentFolder + "/") ? String(whole.dropFirst(currentFolder.count + 1)) : whole
  }
}

/// Which ruleset a case runs against, each loaded once.
///
/// In this order: the options of the command line; the `ruleset` setting of the case file; the nearest `assay.conf` in the
/// file's own or a parent folder; the folder that the file was found below. A case's own `ruleset` setting and its inline
/// lists are additions to that.
public final class RulesetLibrary {
  private var given: RulesetOptions
  private let givenArguments: String
  private let engine: EngineOptions
  private let folders: FolderLookup
  private var prepared: [RulesetOptions: Result<PreparedRuleset, RulesetError>] = [:]
  /// Per ruleset: its files, and the case files that ran on it.
  private var filesOfRuleset: [RulesetOptions: Set<String>] = [:]
  private var suitesOfRuleset: [RulesetOptions: Set<String>] = [:]
  /// What loading said, once per ruleset, in the order in which they were loaded.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Files that could not be read, so that cases ran on a part of their ruleset; one for each ruleset.
  public private(set) var unreadableFiles: [Diagnostic] = []
  /// The files of all rulesets that were loaded.
  public private(set) var files: Set<String> = []

  /// A library.
  /// - Parameters:
  ///   - options: the ruleset options of the command line.
  ///   - arguments: the same as words of a command line.
  ///   - engine: how events are evaluated; with its defects mended, those of loading are mended, too.
  ///   - currentFolder: the absolute path that relative paths start from.
  public init(_ options: RulesetOptions, arguments: String = "", engine: EngineOptions, currentFolder: String) {
    given = options
    given.quirks = options.quirks.intersection(engine.quirks)
    givenArguments = arguments
    self.engine = engine
    folders = FolderLookup(currentFolder: currentFolder)
  }

  /// Whether the command line names a ruleset, or whoever made the options its folder.
  private var isGiven: Bool {
    given.namesRules || !given.lists.isEmpty || given.workingDirectory != nil
  }

  /// The ruleset of a case, loaded now or before.
  public func ruleset(
    for test: TestCase, in suite: TestSuite, below root: String
  ) -> Result<PreparedRuleset, RulesetError> {
    let named = (isGiven ? [] : suite.settings.rulesets) + test.ownSettings.rulesets
    if let refusal = outside(named, suite) { return .failure(RulesetError(refusal)) }
    let (options, arguments) = options(for: test, in: suite, below: root)
    suitesOfRuleset[options, default: []].insert(suite.path)
    if let known = prepared[options] { return known }
    var result = load(options, arguments: arguments)
    if case .failure(var error) = result, error.diagnostic.location == nil {
      // The setting that named the ruleset is the place to look at.
      error.diagnostic.location = (test.ownSettings.rulesets.first ?? suite.settings.rulesets.first)?.location
      result = .failure(error)
    }
    prepared[options] = result
    return result
  }

  /// Why a case file must not lead to the rulesets that it names: they lie outside of its repository.
  private func outside(_ named: [Located<String>], _ suite: TestSuite) -> Diagnostic? {
    guard !named.isEmpty else { return nil }
    let folder = Paths.folder(of: suite.path)
    let bounds = RepositoryBounds(of: folder, allowed: given.allowedOutside)
    for setting in named {
      guard let objection = bounds.objection(to: Paths.join(folder, setting.value)) else { continue }
      return Diagnostic(
        .error, code: "outside", "\(setting.value) \(objection), and is not loaded.", at: setting.location,
        hint: "--allow-outside PATH lets the files of a repository lead to a file or folder elsewhere.")
    }
    return nil
  }

  /// The options that name the ruleset of a case.
  package func options(for test: TestCase, in suite: TestSuite, below root: String) -> RulesetOptions {
    let (options, _) = self.options(for: test, in: suite, below: root)
    return options
  }

  /// Forgets all rulesets: their files may have changed.
  public func reload() {
    prepared = [:]
    filesOfRuleset = [:]
    suitesOfRuleset = [:]
    diagnostics = []
    unreadableFiles = []
    files = []
    folders.forget()
  }

  /// Forgets the rulesets that files which changed belong to, or could belong to: those in a folder that changed, and
  /// those that did not load.
  /// - Returns: the case files that ran on them.
  public func reload(changed: Set<String>) -> Set<String> {
    var affected: Set<String> = []
    for (key, suites) in suitesOfRuleset {
      let files = filesOfRuleset[key] ?? []
      let isAffected =
        files.isEmpty || !files.isDisjoint(with: changed) || files.contains { changed.contains(Paths.folder(of: $0)) }
      guard isAffected else { continue }
      affected.formUnion(suites)
      prepared[key] = nil
      filesOfRuleset[key] = nil
      suitesOfRuleset[key] = nil
    }
    guard !affected.isEmpty else { return [] }
    diagnostics = []
    unreadableFiles = []
    files = filesOfRuleset.values.reduce(into: []) { $0.formUnion($1) }
    folders.forget()
    return affected
  }

  private func options(
    for test: TestCase, in suite: TestSuite, below root: String
  ) -> (RulesetOptions, arguments: String) {
    var options = given
    var arguments = givenArguments
    let folder = Paths.folder(of: suite.path)
    if !isGiven {
      let configured = folders.folder(with: "assay.conf", from: folder)
      options.workingDirectory = configured ?? (root == "." ? nil : root)
      if options.workingDirectory != nil { makeAbsolute(&options) }
      let setting = suite.settings.rulesets
      if !setting.isEmpty {
        options.rulesets = setting.map { folders.absolute(Paths.join(folder, $0.value)) }
      } else if configured == nil, root != "." {
        arguments = joined("--ruleset", Shell.quoted(root), arguments)
      }
    }
    let additions = test.ownSettings.rulesets
    if !additions.isEmpty {
      if !isGiven || given.workingDirectory != nil, options.rulesets.isEmpty {
        options.rulesets = [folders.absolute(options.workingDirectory ?? ".")]
      }
      options.rulesets += additions.map { folders.absolute(Paths.join(folder, $0.value)) }
    }
    options.inlineLists = test.settings.lists.map {
      RulesetOptions.InlineList(name: $0.value.name.description, text: $0.value.text)
    }
    return (options, arguments)
  }

  /// What the command line names starts from the current folder, wherever the ruleset lies.
  private func makeAbsolute(_ options: inout RulesetOptions) {
    if case .folder(let base) = options.base { options.base = .folder(folders.absolute(base)) }
    options.attackTable = options.attackTable.map(folders.absolute)
    options.allowedOutside = options.allowedOutside.map(folders.absolute)
  }

  private func joined(_ words: String...) -> String {
    words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func load(
    _ options: RulesetOptions, arguments: String
  ) -> Result<PreparedRuleset, RulesetError> {
    do throws(RulesetError) {
      let loaded = try RulesetLoader.load(options)
      let folder = options.workingDirectory
      diagnostics += loaded.diagnostics.map { $0.located(in: folder) }
      if let unreadable = loaded.search.unreadableFiles { unreadableFiles.append(unreadable) }
      // What loading names starts from the ruleset's folder, what is watched from the current one.
      let named = loaded.files.map(\.path) + [loaded.configurationFile].compactMap(\.self)
      let read = Set(named.map { path in options.workingDirectory.map { Paths.join($0, path) } ?? path })
      filesOfRuleset[options] = loaded.isLoaded ? read : []
      files.formUnion(read)
      guard loaded.isLoaded else { return .failure(RulesetError(Self.reason(loaded).located(in: folder))) }
      guard !loaded.search.hasReadNothing else {
        return .failure(RulesetError(loaded.search.unreadableFiles ?? Self.reason(loaded)))
      }
      let compiled = CompiledRuleset(loaded, options: engine)
      return .success(
        PreparedRuleset(
          compiled: compiled, arguments: arguments, folder: options.workingDirectory,
          currentFolder: folders.currentFolder))
    } catch {
      return .failure(RulesetError(error.diagnostic.located(in: options.workingDirectory)))
    }
  }

  /// Why a ruleset does not load: its first error, and how many there are besides.
  private static func reason(_ loaded: LoadedRuleset) -> Diagnostic {
    let errors = loaded.diagnostics.filter { $0.severity == .error }
    guard var first = errors.first else {
      let message = loaded.messages.first { $0.level == .error }?.line.description
      return Diagnostic(
        .error, code: "ruleset-not-loaded", "the ruleset does not load: \(message ?? "nothing was found")",
        hint: "assay load says more")
    }
    if errors.count > 1 { first.notes.append(.init("\(errors.count - 1) more errors in the ruleset: assay load")) }
    return first
  }
}

extension Diagnostic {
  /// The same, with places that were named from a folder named from the current one.
  func located(in folder: String?) -> Diagnostic {
    guard let folder else { return self }
    func moved(_ location: SourceLocation?) -> SourceLocation? {
      location.map { SourceLocation(file: Paths.join(folder, $0.file), line: $0.line, column: $0.column) }
    }
    var result = self
    result.location = moved(location)
    result.notes = notes.map { Note($0.message, at: moved($0.location)) }
    return result
  }
}
