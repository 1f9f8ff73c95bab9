import Bytes
import PatternSyntax
import Patterns

/// What one dialect makes of a pattern, ready to be asked about subjects.
public struct PatternReading: Sendable {
  /// The text.
  public let source: ByteString
  /// The dialect.
  public let dialect: Dialect
  /// The answer is turned around, as by `negate="yes"`.
  public let isNegated: Bool
  let pattern: Pattern

  /// What a dialect says about one subject.
  public struct Answer: Equatable, Sendable {
    /// Whether it matches.
    public var matches: Bool
    /// Index of the byte regarded as the last one of the match (docs/reference/regex.md §1.5).
    public var end: Int?
    /// The captures, as ranges of the subject.
    public var captures: [Range<Int>]
    /// The bytes that the match takes, where the dialect can say.
    public var extent: Range<Int>?
    /// What was odd about the match.
    public var diagnostic: MatchDiagnostic?
  }

  /// Reads a pattern.
  /// - Parameters:
  ///   - source: the pattern as written.
  ///   - dialect: the language it is in.
  ///   - capturing: as a decoder's `<regex>`; false for every other element.
  ///   - isNegated: as with `negate="yes"`.
  /// - Throws: `PatternError` when the text is no pattern of the dialect.
  public init(
    _ source: ByteString, dialect: Dialect, capturing: Bool = true, isNegated: Bool = false
  ) throws(PatternError) {
    self.source = source
    self.dialect = dialect
    self.isNegated = isNegated
    pattern = try Pattern(source, dialect: dialect, capturing: capturing)
  }

  /// What the dialect says about a subject.
  /// - Parameters:
  ///   - subject: what is looked at.
  ///   - scratch: memory for the match; it holds the captures afterwards.
  ///   - withExtent: whether to find out which bytes the match takes.
  public func answer(_ subject: ByteString, scratch: MatchScratch, withExtent: Bool = true) -> Answer {
    subject.withView { view in
      let match = pattern.match(view, scratch: scratch)
      var answer = Answer(
        matches: (match != nil) != isNegated, end: match?.end, captures: scratch.captures, extent: nil,
        diagnostic: scratch.diagnostic)
      if withExtent, match != nil { answer.extent = pattern.extent(in: view, scratch: scratch) }
      return answer
    }
  }
}

/// In what two readings of a subject differ, the gravest first.
public enum Disagreement: String, Sendable, Comparable, CaseIterable {
  /// One matches, the other does not.
  case matching
  /// Both match and capture something else.
  case captures
  /// Both match and go on from different places.
  case end

  /// From gravest to mildest.
  public static func < (left: Disagreement, right: Disagreement) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .matching: 0
    case .captures: 1
    case .end: 2
    }
  }

  /// What two answers differ in; nil when in nothing.
  ///
  /// A dialect without captures or without an end is not held to one.
  public static func between(
    _ left: (Dialect, PatternReading.Answer), _ right: (Dialect, PatternReading.Answer), subject: ByteString
  ) -> Disagreement? {
    if left.1.matches != right.1.matches { return .matching }
    guard left.1.matches else { return nil }
    let capturing: [Dialect] = [.osregex, .pcre2]
    guard capturing.contains(left.0), capturing.contains(right.0) else { return nil }
    // Only what is captured counts: an empty capture is the same wherever it stands.
    func texts(_ answer: PatternReading.Answer) -> [ArraySlice<UInt8>] { answer.captures.map { subject.bytes[$0] } }
    if texts(left.1) != texts(right.1) { return .captures }
    return left.1.end == right.1.end ? nil : .end
  }
}
