import RulesetSyntax

/// Leaves out one condition: a text, a field, addresses, a list, a time, `decoded_as`, `compiled_rule`, `maxsize`; of a
/// decoder its `prematch` or `program_name`.
///
/// It survives where no case has an event that meets all the other conditions but not this one.
enum DropCondition: MutationOperator {
  static let name = "drop-condition"
  static let summary = "leave out a condition"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    var changes: [(at: Int, change: Change)] = []
    for site in definition.patternSites {
      let isCondition =
        definition.isRule
        ? Vocabulary.ruleEntries[site.element]?.role == .condition
        : Vocabulary.decoderEntries[site.element]?.role == .condition
      guard isCondition, let first = site.elements.first else { continue }
      changes.append(
        (
          first.range.lowerBound,
          Change(
            site.elements.map(definition.removal), "\(site.title) is left out",
            pattern: PatternChange(site: site, after: nil))
        ))
    }
    guard definition.isRule else { return changes.map(\.change) }
    var seen = Set(definition.patternSites.map(\.element))
    for element in definition.elements {
      guard let entry = Vocabulary.ruleEntries[element.name], isCondition(entry) else { continue }
      // Patterns are done already; one of several elements that are one condition stands for all of them.
      let isEach = entry.repetition == .each
      guard isEach ? !seen.contains(element.name) : seen.insert(element.name).inserted else { continue }
      let all = isEach ? [element] : definition.elements(named: element.name)
      changes.append((element.range.lowerBound, Change(all.map(definition.removal), "\(element.name) is left out")))
    }
    if let size = definition.attribute("maxsize") {
      changes.append((size.range.lowerBound, Change([definition.removal(of: size)], "maxsize is left out")))
    }
    return changes.sorted { $0.at < $1.at }.map(\.change)
  }

  private static func isCondition(_ entry: ElementEntry<RuleElement>) -> Bool {
    // It chooses the root, and by that asks something of the event.
    if case .category = entry.meaning { return true }
    return entry.role == .condition
  }
}
