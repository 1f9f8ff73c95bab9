/// Leaves out a `same_…`, `different_…` or `not_same_…`.
///
/// It survives where no case has a burst that this option keeps from being one.
enum DropComparison: MutationOperator {
  static let name = "drop-comparison"
  static let summary = "leave out same_…, different_… or not_same_…"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else { return [] }
    return definition.elements.filter(isComparison).map { element in
      let field = element.content.isEmpty ? "" : " \(element.content)"
      return Change([definition.removal(of: element)], "\(element.name)\(field) is left out")
    }
  }

  private static func isComparison(_ element: WrittenElement) -> Bool {
    // The two for agents do nothing any more.
    guard element.name != "same_agent", element.name != "not_same_agent" else { return false }
    return ["same_", "different_", "not_same_"].contains { element.name.hasPrefix($0) }
  }
}
