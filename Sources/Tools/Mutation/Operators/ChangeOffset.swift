import RulesetSyntax

/// Lets a decoder's pattern or plugin begin elsewhere: `offset` is left out, or is another one.
///
/// It survives where the pattern finds the same text from both places in every case.
enum ChangeOffset: MutationOperator {
  static let name = "change-offset"
  static let summary = "let a decoder's pattern start elsewhere"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard !definition.isRule else { return [] }
    let isChild = !definition.elements(named: "parent").isEmpty
    let hasPrematch = !definition.elements(named: "prematch").isEmpty
    return definition.elements.flatMap { element -> [Change] in
      let attributes = Vocabulary.decoderEntries[element.name]?.attributes ?? []
      guard attributes.contains(where: { $0.name == "offset" }) else { return [] }
      var possible = isChild ? ["after_parent"] : []
      if element.name != "prematch", hasPrematch { possible.append("after_prematch") }
      guard let attribute = element.attribute("offset") else {
        // The first of several elements that make one pattern carries the offset.
        guard definition.elements(named: element.name).first?.node == element.node else { return [] }
        return possible.suffix(1).map { other in
          Change([definition.addition(to: element, "offset", other)], "\(element.name) begins \(other)")
        }
      }
      let value = attribute.value.lowercased.description
      var changes = [Change([definition.removal(of: attribute)], "\(element.name): offset \(value) is left out")]
      for other in possible where other != value {
        guard let edit = definition.replacement(of: attribute, with: other) else { continue }
        changes.append(Change([edit], "\(element.name): offset \(value) becomes \(other)"))
      }
      return changes
    }
  }
}
