import Analysis
import Rulesets
import Workbench

/// The ruleset of `assay live`, loaded again when one of its files has changed.
struct LiveRules {
  private let ruleset: RulesetArguments
  private let engine: EngineArguments
  private var watch = FileWatch()
  private var lastLook = 0.0
  private var files: Set<String> = []
  /// Where it is said what was loaded and what could not be.
  var say: (String) -> Void = { StandardError.write($0) }

  init(_ ruleset: RulesetArguments, _ engine: EngineArguments) {
    self.ruleset = ruleset
    var engine = engine
    engine.runsAsDaemon = true
    self.engine = engine
  }

  /// Loads it; what stands in the way ends the command.
  mutating func load() throws -> CompiledRuleset {
    let compiled = try ruleset.compile(for: engine)
    files = Set(compiled.loaded.files.map(\.path))
    watch.add(files)
    return compiled
  }

  /// The ruleset as it is on disk, where that has changed since the last look and can be loaded.
  mutating func reloaded(at time: Double) -> CompiledRuleset? {
    guard time < lastLook || time - lastLook >= 1 else { return nil }
    lastLook = time
    let changes = watch.changes()
    guard !changes.isEmpty else { return nil }
    let before = files
    // In a folder of rules, alerts may be written, too: that a file was added there is no reason to count anew.
    return reload("the ruleset has changed") { [before] files in
      !changes.isDisjoint(with: before) || files != before
    }
  }

  /// The ruleset as it is on disk; nil when it cannot be loaded, which is said with the reason for loading it, and when
  /// it is not wanted.
  mutating func reload(_ reason: String, if isWanted: (Set<String>) -> Bool = { _ in true }) -> CompiledRuleset? {
    do {
      let compiled = try load()
      guard isWanted(files) else { return nil }
      say("assay: \(reason) and was loaded again; counters and history begin anew\n")
      return compiled
    } catch {
      say((error as? CommandFailure)?.rendered ?? "assay: error: \(error)\n")
      say("assay: \(reason) and cannot be loaded; the one before goes on\n")
      return nil
    }
  }
}
