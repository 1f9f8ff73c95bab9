import Bytes
import Diagnostics
import System

/// Loads rulesets.
///
/// ```swift
/// var options = RulesetOptions()
/// options.rulesets = ["ruleset"]
/// let loaded = try RulesetLoader.load(options)
/// print(loaded.rules.rules.count, loaded.messages.map(\.line))
/// ```
public enum RulesetLoader {
  /// Loads what the options name.
  ///
  /// What is wrong with the ruleset is in the result, not thrown.
  /// - Throws: ``RulesetError`` for what is no ruleset at all: a missing path, an unreadable file.
  public static func load(_ options: RulesetOptions) throws(RulesetError) -> LoadedRuleset {
    let (run, planner) = try read(options)
    return finish(run.load(), of: run, planner)
  }

  /// Loads what the options name, for whoever wants to look at all of it, however faulty it is.
  ///
  /// Messages, diagnostics and the answer whether the engine would run are those of ``load(_:)``. The trees, however, hold
  /// what stands behind the place where the engine stops, too, and what it drops: a faulty element, rule, decoder or file
  /// is left out (``LoadedRuleset/leftOut``), and loading goes on. What is wrong there is added to the diagnostics.
  /// - Throws: ``RulesetError`` for what is no ruleset at all: a missing path, an unreadable file.
  public static func loadForLint(_ options: RulesetOptions) throws(RulesetError) -> LoadedRuleset {
    let (run, planner) = try read(options)
    let strict = finish(run.load(), of: run, planner)
    guard run.isLoadable, run.hasLeftSomethingOut else { return strict }
    let again = RulesetRun(lenientlyAgain: run)
    return join(strict, finish(again.load(), of: again, planner))
  }

  /// What the plain loading said, with the trees of the one that goes on behind every fault.
  static func join(_ strict: LoadedRuleset, _ lenient: LoadedRuleset) -> LoadedRuleset {
    var loaded = lenient
    loaded.isComplete = !strict.diagnostics.contains { $0.code == "too-many-nodes" }
    guard loaded.isComplete else { return strict }
    var known: Set<DiagnosticKey> = []
    for diagnostic in strict.diagnostics { known.insert(DiagnosticKey(diagnostic)) }
    let added = loaded.diagnostics.filter {
      // A rule that the engine drops does not make a second one of its number a duplicate.
      !["7612", "7613"].contains($0.code) && !known.contains(DiagnosticKey($0))
    }
    loaded.diagnostics = kept(of: strict, besides: loaded) + added
    (loaded.isLoaded, loaded.messages, loaded.logLines) = (strict.isLoaded, strict.messages, strict.logLines)
    return loaded
  }

  /// What the plain loading said, but for what only follows from a fault: behind the place where the engine stops, a rule
  /// misses a parent that is there.
  private static func kept(of strict: LoadedRuleset, besides lenient: LoadedRuleset) -> [Diagnostic] {
    guard !strict.isLoaded else { return strict.diagnostics }
    let known = Set(lenient.diagnostics.map { DiagnosticKey($0) })
    let said = Set(strict.messages.map(\.text.description))
    return strict.diagnostics.filter { diagnostic in
      !["7617", "7619", "7620"].contains(diagnostic.code) || known.contains(DiagnosticKey(diagnostic))
        || said.contains("(\(diagnostic.code)): \(diagnostic.message)")
    }
  }

  /// What makes two diagnostics the same.
  private struct DiagnosticKey: Hashable {
    var code: String
    var location: SourceLocation?
    var message: String

    init(_ diagnostic: Diagnostic) {
      (code, location, message) = (diagnostic.code, diagnostic.location, diagnostic.message)
    }
  }

  /// Reads the files that the options name.
  static func read(_ options: RulesetOptions) throws(RulesetError) -> (RulesetRun, RulesetPlanner) {
    let report = LoadReport()
    var planner = RulesetPlanner(options, report: report)
    var plan = try planner.plan()
    plan.put(options.inlineLists)
    let run = RulesetRun(plan, report: report, resolve: planner.resolve)
    run.read(isBaseOpen: planner.isBaseOpen)
    run.mitre = try planner.mitreTable()
    return (run, planner)
  }

  /// Adds where it comes from.
  static func finish(_ loaded: LoadedRuleset, of run: RulesetRun, _ planner: RulesetPlanner) -> LoadedRuleset {
    var loaded = loaded
    loaded.base = run.base ?? planner.base
    loaded.isBaseImplied = run.base == .minimal
    loaded.configurationFile = planner.configurationFile
    loaded.configuration = planner.configuration
    loaded.search = planner.search
    loaded.search.unreadable = run.unreadable
    loaded.search.holdsNothing = holdsNothing(loaded)
    return loaded
  }

  /// Whether none of the ruleset's own files has a rule or a decoder in it, as it is written.
  private static func holdsNothing(_ loaded: LoadedRuleset) -> Bool {
    let own = Set(loaded.search.ownFiles)
    return !own.isEmpty && loaded.leftOut.isEmpty
      && !loaded.documents.contains { document in
        own.contains(document.file)
          && document.topLevelElements.contains {
            document.name(of: $0) != "group" || !document.children(of: $0).isEmpty
          }
      }
  }
}

/// Why nothing could be loaded.
public struct RulesetError: Error, Sendable {
  /// What is wrong, where, and what to try.
  public var diagnostic: Diagnostic

  /// An error.
  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  static func unopened(_ folder: String, _ failure: SystemError) -> RulesetError {
    RulesetError(
      Diagnostic(.error, code: "unreadable-folder", "The folder \(folder) cannot be opened: \(failure.reason)."))
  }
}
