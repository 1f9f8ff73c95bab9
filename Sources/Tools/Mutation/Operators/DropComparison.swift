import RulesetSyntax

/// Leaves out a `same_…`, `different_…` or `not_same_…`.
///
/// It survives where no case has a burst that this option keeps from being one.
enum DropComparison: MutationOperator {
  static let name = "drop-comparison"
  static let summary = "leave out same_…, different_… or not_same_…"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else { return [] }
    return definition.elements.filter { Vocabulary.ruleEntries[$0.name]?.role == .comparison }.map { element in
      let field = element.content.isEmpty ? "" : " \(element.content)"
      return Change([definition.removal(of: element)], "\(element.name)\(field) is left out")
    }
  }
}
