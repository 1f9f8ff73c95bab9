/// Looks something up in a list in another way: present instead of absent, as text instead of as an address, by key
import RulesetSyntax
/// instead of by key and value.
///
/// It survives where no case has both a value that is in the list and one that is not.
enum ChangeLookup: MutationOperator {
  static let name = "change-lookup"
  static let summary = "look a value up in a list in another way"

  private static func others(than lookup: ListLookup) -> [ListLookup] {
    switch lookup {
    case .matchKey: [.notMatchKey]
    case .notMatchKey: [.matchKey]
    case .matchKeyValue: [.matchKey, .notMatchKey]
    case .addressMatchKey: [.notAddressMatchKey, .matchKey]
    case .notAddressMatchKey: [.addressMatchKey, .notMatchKey]
    case .addressMatchKeyValue: [.addressMatchKey, .notAddressMatchKey]
    }
  }

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else { return [] }
    return definition.elements(named: "list").flatMap { element -> [Change] in
      guard let lookup = element.attribute("lookup"),
        let value = ListLookup(rawValue: lookup.value.lowercased.description)
      else { return [] }
      return others(than: value).compactMap { other in
        guard var edits = definition.replacement(of: lookup, with: other.rawValue).map({ [$0] }) else { return nil }
        // What the value must be is only asked by the two kinds that look at it.
        if let check = element.attribute("check_value") { edits.append(definition.removal(of: check)) }
        return Change(edits, "list: \(value.rawValue) becomes \(other.rawValue)")
      }
    }
  }
}
