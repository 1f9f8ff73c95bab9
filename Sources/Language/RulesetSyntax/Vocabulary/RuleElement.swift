import Bytes

/// What the elements of a rule mean (docs/reference/rules.md §5).
package enum RuleElement: Sendable {
  case text(RuleTextKind)
  case field, sourceIP, destinationIP, decodedAs, compiledRule, time, weekday, list
  case category, ifSid, ifLevel, ifGroup, ifMatchedSid, ifMatchedGroup, ifMatchedRegex
  case filter(HistorySubject, wantsSame: Bool)
  case fieldFilter(wantsSame: Bool)
  /// `same_agent`, `not_same_agent`: they do nothing any more.
  case deprecated(StaticString)
  case globalFrequency, checkDifference, ifFirstTimeSeen, ignore, checkIfIgnored
  case options, description, info, cve, group, mitre

  private static let table = NameTable<RuleElement>(
    Vocabulary.rule.map { NameTable.Entry($0.name, $0.meaning, isExact: $0.isExact) })

  /// The element of a name.
  package static func named(_ name: ByteView) -> RuleElement? { table[name] }

  /// The element of a name.
  package static func named(_ name: ByteString) -> RuleElement? { name.withView { table[$0] } }

  /// All names, for suggestions.
  package static var names: [StaticString] { table.names }
}
