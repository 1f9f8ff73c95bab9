import Bytes

/// The attributes of a rule (docs/reference/rules.md §4).
package enum RuleAttribute: Sendable, CaseIterable {
  case id, level, maxsize, accuracy, noalert, ignore, frequency, timeframe, overwrite

  /// The name, compared without case.
  package var name: StaticString {
    switch self {
    case .id: "id"
    case .level: "level"
    case .maxsize: "maxsize"
    case .accuracy: "accuracy"
    case .noalert: "noalert"
    case .ignore: "ignore"
    case .frequency: "frequency"
    case .timeframe: "timeframe"
    case .overwrite: "overwrite"
    }
  }

  private static let table = NameTable<RuleAttribute>(allCases.map { NameTable.Entry($0.name, $0) })

  /// The attribute of a name.
  package static func named(_ name: ByteView) -> RuleAttribute? { table[name] }

  /// The attribute of a name.
  package static func named(_ name: ByteString) -> RuleAttribute? { name.withView { table[$0] } }

  /// All names, for suggestions.
  package static var names: [StaticString] { table.names }

  /// What the table says about it.
  package var entry: AttributeEntry {
    let section = "rules.md#s4"
    let digits = ValueRule(.number, allowsVariable: true)
    func entry(_ value: ValueRule, isRequired: Bool = false, _ summary: String) -> AttributeEntry {
      AttributeEntry(name: "\(name)", value: value, isRequired: isRequired, section: section, summary: summary)
    }
    switch self {
    case .id:
      return entry(
        ValueRule(.matching("[0-9]{1,6}"), allowsVariable: true), isRequired: true,
        "The rule's number, up to six digits.")
    case .level:
      return entry(
        ValueRule(.integer(0...16), allowsVariable: true), isRequired: true,
        "How serious a match is, 0 to 16; also decides which of several rules is tried first.")
    case .maxsize: return entry(digits, "The least length of the log in bytes, whatever the name says.")
    case .accuracy: return entry(digits, "0 puts the rule behind all others below the same parent.")
    case .noalert:
      return entry(ValueRule(.word(["0", "1"])), "1 lets the search go on behind a match instead of reporting it.")
    case .ignore: return entry(digits, "Seconds for which the rule is not reported again after a match.")
    case .frequency:
      return entry(
        ValueRule(.integer(2...9999), allowsVariable: true),
        "On which event of a burst the rule fires; it needs an if_matched_… element.")
    case .timeframe: return entry(digits, "Seconds within which the events of a burst must come.")
    case .overwrite:
      return entry(ValueRule(.exactWord(["yes", "no"])), "yes replaces an earlier rule of the same number.")
    }
  }
}
