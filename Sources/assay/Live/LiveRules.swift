import Analysis
import Rulesets

/// The ruleset of `assay live`, loaded again when one of its files has changed.
struct LiveRules {
  private let ruleset: RulesetArguments
  private let engine: EngineArguments
  private var watch = FileWatch()
  private var lastLook = 0.0

  init(_ command: LiveCommand) throws {
    var ruleset = command.ruleset
    // An agent's configuration says what to read, and most often nothing about rules.
    if try !command.namesRuleset() { ruleset.config = nil }
    self.ruleset = ruleset
    var engine = command.engine
    engine.runsAsDaemon = true
    self.engine = engine
  }

  /// Loads it; what stands in the way ends the command.
  mutating func load() throws -> CompiledRuleset {
    let compiled = try ruleset.compile(for: engine)
    watch.add(compiled.loaded.files.map(\.path))
    return compiled
  }

  /// The ruleset as it is on disk, where that has changed since the last look and can be loaded.
  mutating func reloaded(at time: Double) -> CompiledRuleset? {
    guard time < lastLook || time - lastLook >= 1 else { return nil }
    lastLook = time
    guard !watch.changes().isEmpty else { return nil }
    do {
      let compiled = try load()
      StandardError.write("assay: the ruleset has changed and was loaded again; counters and history begin anew\n")
      return compiled
    } catch {
      StandardError.write((error as? CommandFailure)?.rendered ?? "assay: error: \(error)\n")
      StandardError.write("assay: the ruleset has changed and cannot be loaded; the one before goes on\n")
      return nil
    }
  }
}

extension LiveCommand {
  /// Whether the configuration has anything to say about the ruleset, and nothing else names one.
  fileprivate func namesRuleset() throws -> Bool {
    guard ruleset.rulesets.isEmpty, ruleset.rules.isEmpty, ruleset.decoders.isEmpty,
      let document = try configuration()
    else { return false }
    return document.topLevelElements.contains { top in
      document.children(of: top).contains { document.name(of: $0) == "ruleset" }
    }
  }
}
