/// Looks something up in a list in another way: present instead of absent, as text instead of as an address, by key
/// instead of by key and value.
///
/// It survives where no case has both a value that is in the list and one that is not.
enum ChangeLookup: MutationOperator {
  static let name = "change-lookup"
  static let summary = "look a value up in a list in another way"

  private static let others: [String: [String]] = [
    "match_key": ["not_match_key"], "not_match_key": ["match_key"],
    "match_key_value": ["match_key", "not_match_key"],
    "address_match_key": ["not_address_match_key", "match_key"],
    "not_address_match_key": ["address_match_key", "not_match_key"],
    "address_match_key_value": ["address_match_key", "not_address_match_key"],
  ]

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule else { return [] }
    return definition.elements(named: "list").flatMap { element -> [Change] in
      guard let lookup = element.attribute("lookup") else { return [] }
      let value = lookup.value.lowercased.description
      return (others[value] ?? []).compactMap { other in
        guard var edits = definition.replacement(of: lookup, with: other).map({ [$0] }) else { return nil }
        // What the value must be is only asked by the two kinds that look at it.
        if let check = element.attribute("check_value") { edits.append(definition.removal(of: check)) }
        return Change(edits, "list: \(value) becomes \(other)")
      }
    }
  }
}
