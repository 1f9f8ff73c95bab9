import Bytes

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
    loaded.search = planner.search
    loaded.search.unreadable = run.unreadable
    return loaded
  }
}

/// Why nothing could be loaded.
public struct RulesetError: Error, Sendable {
  /// What is wrong, where, and what to try.
  public var diagnostic: Diagnostic

  /// An error.
  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  static func unopened(_ folder: String, _ failure: SourceFile.Failure) -> RulesetError {
    RulesetError(
      Diagnostic(.error, code: "unreadable-folder", "The folder \(folder) cannot be opened: \(failure.reason)."))
  }
}
