/// How two rulesets are compared.
package struct DiffOptions: Sendable {
  /// Whether documents are compared besides: descriptions, groups, compliance, techniques.
  package var comparesDocuments = false
  /// How many witnesses of a group are kept.
  package var witnesses = 3
  /// How many events of its agent go before a witness whose outcome can depend on them.
  package var context = 64
  /// Only these kinds count; all where there are none.
  package var kinds: Set<DiffKind> = []

  /// Whether the new ruleset is compared with what the manager wrote down, instead of with an old one.
  package var againstRecorded = false
  /// Whether it is counted how the old ruleset agrees with what the manager wrote down.
  package var calibrates = false
  /// 1, or 3: reading and both rulesets at once. The result is the same.
  package var threads = 1

  package init() {}
}
