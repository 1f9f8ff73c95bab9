import Rulesets

/// What becomes of an event whose result a rule is, as far as it takes few bytes to say.
struct RuleEffect: BitwiseCopyable {
  let level: Int
  let ignoreSeconds: Int
  let writesAlert: Bool
  /// Whether the rule has words of `ignore` or `check_if_ignored`.
  let remembersValues: Bool
  /// The history lists that its events go to, in ``CompiledRuleset/historyListsOfRules``.
  let historyLists: Span

  init(_ rule: RuleDefinition, historyLists: Span) {
    self.historyLists = historyLists
    level = rule.level
    ignoreSeconds = rule.ignoreSeconds
    writesAlert = rule.writesAlert
    remembersValues = !rule.remembered.isEmpty || !rule.notWhenRemembered.isEmpty
  }
}
