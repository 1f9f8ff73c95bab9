/// Makes a rule wait for one event more or less.
///
/// It survives where no case has exactly as many events as the rule needs, and one that has one fewer.
enum ChangeFrequency: MutationOperator {
  static let name = "change-frequency"
  static let summary = "one event more or less"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.numbers("frequency", within: 2...9999)
  }
}

extension Definition {
  /// An attribute's number, one more and one less.
  func numbers(_ name: String, within range: ClosedRange<Int>) -> [Change] {
    guard isRule, let attribute = attribute(name), let number = Int(attribute.value.description) else { return [] }
    return [number + 1, number - 1].filter(range.contains).compactMap { other in
      replacement(of: attribute, with: String(other)).map { Change([$0], "\(name) \(number) becomes \(other)") }
    }
  }
}
