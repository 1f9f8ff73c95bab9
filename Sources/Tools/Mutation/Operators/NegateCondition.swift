import RulesetSyntax
import Diagnostics

/// Turns a condition around: `negate="yes"` is added or taken away.
///
/// It survives where no case with the rule's parent looks at whether the rule fires.
enum NegateCondition: MutationOperator {
  static let name = "negate-condition"
  static let summary = "add or take away negate=\"yes\""

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else { return [] }
    var changes: [(at: Int, change: Change)] = []
    for site in definition.patternSites where Vocabulary.ruleEntries[site.element]?.isNegatable == true {
      // Of several elements that make one condition the last one decides.
      guard let last = site.elements.last, let edit = turn(last, of: definition) else { continue }
      var pattern = PatternChange(site: site, after: site.text)
      pattern.turnsAround = true
      changes.append((last.range.lowerBound, Change([edit], "\(site.title) is inverted", pattern: pattern)))
    }
    // Those without a pattern.
    for entry in Vocabulary.rule where entry.isNegatable && entry.language == nil {
      let name = "\(entry.name)"
      guard let last = definition.elements(named: name).last, let edit = turn(last, of: definition) else { continue }
      changes.append((last.range.lowerBound, Change([edit], "\(name) is inverted")))
    }
    return changes.sorted { $0.at < $1.at }.map(\.change)
  }

  private static func turn(_ element: WrittenElement, of definition: Definition) -> TextEdit? {
    guard let attribute = element.attribute("negate") else {
      return definition.addition(to: element, "negate", "yes")
    }
    return element.isNegated
      ? definition.removal(of: attribute) : definition.replacement(of: attribute, with: "yes")
  }
}
