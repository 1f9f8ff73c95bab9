import Bytes
import PatternSyntax
import Patterns

/// One pattern text read in several dialects, and what each makes of the same subjects.
public struct SideBySide: Sendable {
  /// What became of the text in one dialect.
  public struct Column: Sendable {
    /// The dialect.
    public var dialect: Dialect
    /// The compiled pattern, or why there is none.
    public var reading: Result<PatternReading, PatternError>
  }

  /// One subject and what each dialect says about it, in the order of the columns; nil where the text is no pattern.
  public struct Row: Sendable {
    /// The subject.
    public var subject: ByteString
    /// The answers.
    public var answers: [PatternReading.Answer?]
  }

  /// The text.
  public let pattern: ByteString
  /// The dialects.
  public let columns: [Column]

  /// Reads a text in several dialects.
  /// - Parameters:
  ///   - pattern: the pattern as written.
  ///   - dialects: the dialects, in the order of the columns.
  ///   - capturing: as a decoder's `<regex>`; false for every other element.
  public init(_ pattern: ByteString, dialects: [Dialect], capturing: Bool = true) {
    self.pattern = pattern
    columns = dialects.map { dialect in
      Column(
        dialect: dialect,
        reading: Result { () throws(PatternError) in
          try PatternReading(pattern, dialect: dialect, capturing: capturing)
        })
    }
  }

  /// Whether the text is a pattern in none of the dialects.
  public var isRefused: Bool { columns.allSatisfy { if case .failure = $0.reading { true } else { false } } }

  /// What each dialect says about a subject.
  public func row(_ subject: ByteString, scratch: MatchScratch) -> Row {
    Row(
      subject: subject,
      answers: columns.map { column in (try? column.reading.get())?.answer(subject, scratch: scratch) })
  }

  /// Why some of the dialects can differ: the pieces of the text that do not mean the same in all of them.
  public func reasons(among dialects: [Dialect]) -> [TokenDifference] {
    let isPlain = (try? NativeExpression(pattern))?.alternatives.allSatisfy { $0.anomalies.isEmpty } ?? false
    return TokenDifference.find(in: pattern).filter { difference in
      // Where nothing overlaps, it makes no difference how a run is left.
      if difference.isRun, isPlain, !dialects.contains(.osmatch) { return false }
      return Set(dialects.compactMap { difference.meanings[$0] }).count > 1
    }
  }
}
