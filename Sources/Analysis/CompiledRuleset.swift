import Rulesets

/// A ruleset made ready to run: immutable, shared by any number of sessions on any number of threads.
public final class CompiledRuleset: Sendable {
  /// What it was made from.
  public let loaded: LoadedRuleset
  /// How it runs.
  public let options: EngineOptions

  /// Makes a loaded ruleset ready.
  public init(_ loaded: LoadedRuleset, options: EngineOptions = EngineOptions()) {
    self.loaded = loaded
    self.options = options
  }
}
