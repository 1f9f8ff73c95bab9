import RulesetSyntax

/// Leaves out an option: of a rule `noalert`, `ignore`, `accuracy`, `check_diff`, `if_fts`, `global_frequency`; of a
/// decoder `use_own_name`, `type`, `accumulate`, `fts` and how JSON is read.
///
/// What only shows in the alert document, as `no_full_log` does, is left alone: cases cannot see it.
enum DropOption: MutationOperator {
  static let name = "drop-option"
  static let summary = "leave out an option"

  private static let ruleAttributes = ["noalert", "ignore", "accuracy"]

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    var changes: [Change] = []
    if definition.isRule {
      for name in ruleAttributes {
        guard let attribute = definition.attribute(name) else { continue }
        changes.append(Change([definition.removal(of: attribute)], "\(name)=\"\(attribute.value)\" is left out"))
      }
    }
    for element in definition.elements {
      let isOption =
        definition.isRule
        ? Vocabulary.ruleEntries[element.name]?.role == .flag : Vocabulary.decoderEntries[element.name]?.role == .option
      guard isOption else { continue }
      let value = element.content.isEmpty ? "" : " \(element.content)"
      changes.append(Change([definition.removal(of: element)], "\(element.name)\(value) is left out"))
    }
    return changes
  }
}
