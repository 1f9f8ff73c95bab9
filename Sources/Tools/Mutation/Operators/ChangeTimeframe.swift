/// Lets a rule look back for one second more or less.
///
/// It survives where no case has events that are exactly as far apart as the timeframe allows, and one second more.
enum ChangeTimeframe: MutationOperator {
  static let name = "change-timeframe"
  static let summary = "one second more or less"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.numbers("timeframe", within: 0...99999)
  }
}
