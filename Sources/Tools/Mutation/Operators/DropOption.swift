/// Leaves out an option: of a rule `noalert`, `ignore`, `accuracy`, `check_diff`, `if_fts`, `global_frequency`; of a
/// decoder `use_own_name`, `type`, `accumulate`, `fts` and how JSON is read.
///
/// What only shows in the alert document, as `no_full_log` does, is left alone: cases cannot see it.
enum DropOption: MutationOperator {
  static let name = "drop-option"
  static let summary = "leave out an option"

  private static let ruleAttributes = ["noalert", "ignore", "accuracy"]
  private static let ruleElements: Set<String> = ["check_diff", "if_fts", "global_frequency"]
  private static let decoderElements: Set<String> = [
    "use_own_name", "type", "accumulate", "fts", "json_null_field", "json_array_structure",
  ]

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    var changes: [Change] = []
    if definition.isRule {
      for name in ruleAttributes {
        guard let attribute = definition.attribute(name) else { continue }
        changes.append(Change([definition.removal(of: attribute)], "\(name)=\"\(attribute.value)\" is left out"))
      }
    }
    let names = definition.isRule ? ruleElements : decoderElements
    for element in definition.elements where names.contains(element.name) {
      let value = element.content.isEmpty ? "" : " \(element.content)"
      changes.append(Change([definition.removal(of: element)], "\(element.name)\(value) is left out"))
    }
    return changes
  }
}
