import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// One pattern, and what is asked about it: what each dialect makes of it, on what two of them differ, and how it is
/// written in another.
package struct PatternTrial {
  /// The dialects that a pattern can be translated between.
  package static let translated: [Dialect] = [.osregex, .osmatch, .pcre2]
  /// Subjects that are tried for each of the translations beside a comparison.
  private static let briefBudget = 5000

  /// The pattern, as it would stand in the file.
  package let pattern: ByteString
  /// Which dialect it seems to be written in.
  package let guess: DialectGuess
  private let dialects: [Dialect]
  private let capturing: Bool
  private let budget: Int

  /// - Parameters:
  ///   - dialects: those that were asked for; without any it is read in all that it may be meant in.
  ///   - capturing: as a decoder's `<regex>`; false for every other element.
  ///   - budget: how many subjects are tried where a difference is looked for.
  package init(_ pattern: ByteString, dialects: [Dialect], capturing: Bool, budget: Int) {
    self.pattern = pattern
    self.dialects = dialects
    self.capturing = capturing
    self.budget = budget
    guess = DialectGuess(pattern)
  }

  /// What each dialect makes of it.
  package var sides: SideBySide {
    SideBySide(pattern, dialects: dialects.isEmpty ? Self.translated : dialects, capturing: capturing)
  }

  /// The pattern in the two dialects that it was probably not written in.
  package var equivalents: [Equivalent] {
    let source = dialects.count == 1 ? dialects[0] : guess.dialect
    guard Self.translated.contains(source) else { return [] }
    return Self.translated.filter { $0 != source }.compactMap {
      try? Equivalent(pattern, from: source, to: $0, budget: min(budget, Self.briefBudget))
    }
  }

  /// Where it is read from in a translation.
  package var source: Dialect { dialects.first ?? guess.dialect }

  /// The pattern in another dialect.
  package func translation(to dialect: Dialect) throws(PatternError) -> Equivalent {
    try Equivalent(pattern, from: source, to: dialect, budget: budget)
  }

  /// The two dialects whose difference is looked for: those that were asked for, else the two that are most alike.
  package var pair: SideBySide {
    let alike: [Dialect] = guess.dialect == .osmatch ? [.osmatch, .osregex] : [.osregex, .pcre2]
    return SideBySide(pattern, dialects: dialects.count == 2 ? dialects : alike, capturing: capturing)
  }

  /// A subject on which two dialects differ.
  /// - Returns: how the search went, and what both say of the subject; nil where it is a pattern in one of them at most.
  package func witness(_ pair: SideBySide) -> (outcome: WitnessSearch.Outcome, row: SideBySide.Row?)? {
    let readings = pair.columns.compactMap { try? $0.reading.get() }
    guard readings.count == 2 else { return nil }
    let outcome = WitnessSearch(readings[0], readings[1], budget: budget).run()
    return (outcome, outcome.subject.map { pair.row($0, scratch: MatchScratch()) })
  }
}
