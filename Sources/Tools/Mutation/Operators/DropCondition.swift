/// Leaves out one condition: a text, a field, addresses, a list, a time, `decoded_as`, `compiled_rule`, `maxsize`; of a
/// decoder its `prematch` or `program_name`.
///
/// It survives where no case has an event that meets all the other conditions but not this one.
enum DropCondition: MutationOperator {
  static let name = "drop-condition"
  static let summary = "leave out a condition"

  /// Conditions without a pattern of ours. Those in the first list are one condition however often they are written.
  private static let joined: Set<String> = [
    "srcip", "dstip", "decoded_as", "compiled_rule", "time", "weekday", "category",
  ]
  private static let single: Set<String> = ["list"]

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    var changes: [(at: Int, change: Change)] = []
    for site in definition.patternSites {
      let isCondition = definition.isRule ? !site.element.hasPrefix("if_") : site.element != "regex"
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
      // `action` without a type is compared as a whole.
      if joined.contains(element.name) || element.name == "action", seen.insert(element.name).inserted {
        let all = definition.elements(named: element.name)
        changes.append(
          (element.range.lowerBound, Change(all.map(definition.removal), "\(element.name) is left out")))
      } else if single.contains(element.name) {
        changes.append(
          (element.range.lowerBound, Change([definition.removal(of: element)], "\(element.name) is left out")))
      }
    }
    if let size = definition.attribute("maxsize") {
      changes.append((size.range.lowerBound, Change([definition.removal(of: size)], "maxsize is left out")))
    }
    return changes.sorted { $0.at < $1.at }.map(\.change)
  }
}
