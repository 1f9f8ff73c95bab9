import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import Rulesets

/// Texts on which a pattern as the engine reads it and as it seems to be meant part ways: what a finding about the wrong
/// dialect shows.
enum Witness {
  /// Findings of one check that get a witness; searching for more of them would take longer than reading them.
  private static let limit = 50
  /// Subjects tried per search. Nearly all witnesses are among the first hundred.
  private static let budget = 2000

  /// A note with a text that shows the difference; none where none was found.
  /// - Parameters:
  ///   - meant: the pattern that seems to be meant, if it is not the same text.
  ///   - dialect: the language it seems to be written in.
  static func note(
    _ use: PatternUse, meant: ByteString? = nil, as dialect: Dialect = .pcre2, besides findings: Findings
  ) -> [(Message, Place?)] {
    guard findings.all.count < limit else { return [] }
    // That pcre2 counts case is another matter, and would be the first thing to be found.
    guard
      let read = try? PatternReasoning.PatternReading(
        caseless(use.text, use.dialect), dialect: use.dialect, capturing: use.isCapturing),
      let wanted = try? PatternReasoning.PatternReading(
        caseless(meant ?? use.text, dialect), dialect: dialect, capturing: use.isCapturing)
    else { return [] }
    let reader = dialect == use.dialect ? "meant so" : "read as \(dialect.rawValue)"
    for side in [WitnessSearch.Side.right, .left] {
      let outcome = WitnessSearch(read, wanted, budget: budget, mildest: .matching, matching: side).run()
      // A control byte would only be about line ends, which anchors see differently.
      if let subject = outcome.subject, subject.bytes.allSatisfy({ 0x20..<0x7F ~= $0 }) {
        return [(side == .right ? .missed(subject, reader) : .taken(subject, reader), nil)]
      }
    }
    return []
  }

  private static func caseless(_ text: ByteString, _ dialect: Dialect) -> ByteString {
    dialect == .pcre2 ? ByteString("(?i)".utf8 + text.bytes) : text
  }
}

extension Message {
  fileprivate static func missed(_ subject: ByteString, _ reader: String) -> Message {
    "\"\(subject)\" is not matched; \(reader) it would be."
  }
  fileprivate static func taken(_ subject: ByteString, _ reader: String) -> Message {
    "\"\(subject)\" is matched; \(reader) it would not be."
  }
}
