/// Gives a rule another level: one more, one less, 0 instead of any other, 3 instead of 0.
///
/// It survives where the rule fires in no case, or no case says at which level. The level also decides which of several
/// siblings is tried first.
enum ChangeLevel: MutationOperator {
  static let name = "change-level"
  static let summary = "give a rule another level"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    guard definition.isRule, let attribute = definition.attribute("level"),
      let level = Int(attribute.value.description)
    else { return [] }
    var levels = level == 0 ? [3] : [level + 1, level - 1, 0]
    var seen: Set<Int> = []
    levels.removeAll { !(0...16).contains($0) || !seen.insert($0).inserted }
    return levels.compactMap { other in
      definition.replacement(of: attribute, with: String(other)).map { Change([$0], "level \(level) becomes \(other)") }
    }
  }
}
