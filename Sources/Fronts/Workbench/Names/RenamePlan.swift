import Bytes
import Cases
import Diagnostics
import Harness
import RulesetSyntax
import Rulesets
import Symbols
import System

/// A name that is to become another one, in all files of a ruleset and in its cases.
package struct RenamePlan: Sendable {
  /// What is renamed: a rule, decoder, group, field or variable.
  package var kind: SymbolKind
  /// Its name.
  package var old: ByteString
  /// Its name from then on.
  package var new: ByteString
  /// Files of cases, or folders that hold some.
  package var cases: [String]
  /// The ruleset.
  package var choice: RulesetChoice

  package init(
    _ kind: SymbolKind, _ old: ByteString, to new: ByteString, in choice: RulesetChoice, cases: [String] = []
  ) {
    (self.kind, self.old, self.new, self.choice, self.cases) = (kind, old, new, choice, cases)
  }

  /// Finds out what changes, and proves that the ruleset stays what it is.
  /// - Throws: everything that is in the way.
  package func prepare() throws(BadInput) -> PreparedRename {
    let loaded = try choice.load()
    guard loaded.isLoaded else {
      let errors = loaded.diagnostics.filter { $0.severity == .error }
      throw BadInput(
        errors + [
          Diagnostic(
            .error, code: "not-loaded", "The engine would not start with the ruleset, so nothing in it is renamed.")
        ])
    }
    if let unreadable = loaded.search.unreadableFiles { throw BadInput(unreadable) }
    var files = NamedFiles()
    try files.readRuleset(loaded)
    try files.readSettings(loaded, choice)
    let symbols = try self.symbols(in: files)
    let foreign = try readCases(into: &files, symbols, loaded)
    var edits: [String: [TextEdit]] = [:]
    for symbol in symbols {
      do throws(RenameFault) {
        let found = try Renaming.plan(
          symbol, to: new, in: files.index, isReadOnly: { files.readOnly.contains($0) }, locate: files.location)
        edits.merge(found) { $0 + $1 }
      } catch {
        throw BadInput(error.diagnostics)
      }
    }
    let changes = files.changes(edits)
    try RenameProof(kind, old, new).check(loaded, choice, changes)
    return PreparedRename(
      files: FileSet(changes), count: edits.values.reduce(0) { $0 + $1.count }, foreignCases: foreign,
      leftAlone: files.lookalikes(of: old, as: kind, except: edits),
      hasSnapshots: changes.contains { files.hasSnapshot($0) })
  }

  /// The names that are meant: one, or for a variable one per file that defines it.
  private func symbols(in files: NamedFiles) throws(BadInput) -> [Symbol] {
    let isNumber = old.bytes.allSatisfy(ASCII.isDigit) && !old.isEmpty
    guard kind != .rule || isNumber else {
      throw BadInput(Diagnostic(.error, code: "bad-name", "\(old) is no number of a rule."))
    }
    guard kind == .variable else { return [Symbol(kind, old)] }
    let name = old.bytes.first == UInt8(ascii: "$") ? ByteString(old.bytes.dropFirst()) : old
    let known = files.index.defined(.variable)
    let found = known.filter { $0.name == name.lowercased }
    guard !found.isEmpty else {
      let close = Suggestion.closest(to: name.lowercased, among: known.map(\.name))
      throw BadInput(
        Diagnostic(
          .error, code: "unknown-variable", "No file defines a variable \(name).",
          hint: close.map { "Did you mean \($0)?" }))
    }
    // One of the base is another one, even of the same name.
    let own = found.filter { !files.readOnly.contains($0.scope ?? "") }
    return own.isEmpty ? found : own
  }

  /// Reads the cases that run on the ruleset; those of others that hold the name are told of.
  private func readCases(
    into files: inout NamedFiles, _ symbols: [Symbol], _ loaded: LoadedRuleset
  ) throws(BadInput) -> [String] {
    let found = try TestPlan(cases, on: choice).files()
    let library = try choice.library()
    let own = Set(loaded.files.lazy.filter { !$0.isBase && $0.kind != .list }.compactMap { PathFacts.real($0.path) })
    var known: [RulesetOptions: Bool] = [:]
    var foreign: [String] = []
    for file in found {
      let bytes = try NamedFiles.read(file.path)
      let names = FileSymbols(file: file.path, text: bytes)
      // Conflicts are looked for in all of them, so they are put in whatever they hold.
      let holdsName = names.occurrences.contains { symbols.contains($0.symbol) }
      guard holdsName else {
        files.add(file.path, bytes, names)
        continue
      }
      let suite = SuiteReader.parse(path: file.path, bytes: bytes)
      let options = Set(suite.cases.map { library.options(for: $0, in: suite, below: file.root) })
      let isOwn = options.isEmpty || options.contains { Self.holds(own, $0, &known) }
      if isOwn { files.add(file.path, bytes, names) } else { foreign.append(file.path) }
    }
    return foreign
  }

  /// Whether a ruleset has one of these files.
  private static func holds(_ own: Set<String>, _ options: RulesetOptions, _ known: inout [RulesetOptions: Bool])
    -> Bool
  {
    var options = options
    options.inlineLists = []
    if let answer = known[options] { return answer }
    // What does not load runs no case: its names may be meant.
    var answer = true
    if let loaded = try? RulesetLoader.load(options) {
      answer = loaded.files.contains { file in
        let path = options.workingDirectory.map { Paths.join($0, file.path) } ?? file.path
        return PathFacts.real(path).map(own.contains) == true
      }
    }
    known[options] = answer
    return answer
  }
}

/// What a rename changes.
package struct PreparedRename: Sendable {
  /// The files, before and after.
  package var files: FileSet
  /// Number of places that change.
  package var count: Int
  /// Files of cases that hold the name and run on other rulesets: they stay as they are.
  package var foreignCases: [String]
  /// Places that spell the name in comments, titles, descriptions and patterns, and stay as they are.
  package var leftAlone: [SourceLocation]
  /// Whether cases that change compare with snapshots, which may hold the name, too.
  package var hasSnapshots: Bool

  /// What happened, or would, in a line.
  package func text(isDone: Bool) -> String {
    let places = "\(count.counted("place")) in \(files.changes.count.counted("file"))"
    return isDone ? "changed \(places)" : "would change \(places)"
  }

  /// What the author should look at, a line each.
  package var remarks: [String] {
    var remarks: [String] = []
    if let first = leftAlone.first {
      let more = leftAlone.count > 1 ? " and \(leftAlone.count - 1) more" : ""
      remarks.append("left alone: \(first)\(more), which spell the name in a text")
    }
    if let first = foreignCases.first {
      let more = foreignCases.count > 1 ? " and \(foreignCases.count - 1) more" : ""
      remarks.append("left alone: \(TerminalText.line(first))\(more), which run on another ruleset")
    }
    if hasSnapshots {
      remarks.append("cases compare with snapshots, which may hold the old name: assay test --update")
    }
    return remarks
  }
}
