/// Loads rulesets.
public enum RulesetLoader {
  /// Loads what the options name. What is wrong with the ruleset is in the result, not thrown.
  /// - Throws: ``RulesetError`` for what is no ruleset at all: a missing path, an unreadable file.
  public static func load(_ options: RulesetOptions) throws(RulesetError) -> LoadedRuleset {
    LoadedRuleset()
  }
}

/// Why nothing could be loaded.
public struct RulesetError: Error, Sendable {
  /// What is wrong, where, and what to try.
  public var diagnostic: Diagnostic

  /// An error.
  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
