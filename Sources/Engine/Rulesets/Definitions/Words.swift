import RulesetSyntax

// Definitions are made of words that authors write. The table of what files may hold lists them, so they live there; users
// of definitions need not know.

/// A field that the engine knows by name.
public typealias StaticField = RulesetSyntax.StaticField
/// What a decoder says the log is.
public typealias EventCategory = RulesetSyntax.EventCategory
/// A condition written in code.
public typealias CompiledRule = RulesetSyntax.CompiledRule
/// What a text condition looks at.
public typealias TextSubject = RulesetSyntax.TextSubject
/// What a `same_…` or `different_…` compares.
public typealias HistorySubject = RulesetSyntax.HistorySubject

extension ListCondition {
  /// How a value is looked up.
  public typealias Lookup = ListLookup
}

extension DecoderDefinition {
  /// Where a pattern starts to look.
  public typealias Offset = PatternOffset
  /// A decoder written in code.
  public typealias Plugin = DecoderPlugin
  /// What a JSON array becomes.
  public typealias JSONArrayStructure = RulesetSyntax.JSONArrayStructure
}
