import Bytes
import Patterns

/// How far a pattern that does not match came: for explanations, not for the path of events.
///
/// ```swift
/// let pattern = try Pattern("user=\\w+ from", dialect: .osregex)
/// let progress = "user=bob by".withView { pattern.progress(in: $0) }
/// progress?.reached   // 9: the "b" of "by"
/// progress?.token     // 9..<10: the "f" of "from"
/// ```
public struct PatternProgress: Sendable, Equatable {
  /// Where in the subject the attempt that came furthest began.
  public var start: Int
  /// Index of the byte that attempt could not pass; the subject's length when the subject ended there.
  public var reached: Int
  /// The part of the pattern's text that was due at that byte.
  public var token: Range<Int>
  /// How many bytes of the pattern's text lie behind it, the alternative's own only: how near it came.
  public var passed: Int
  /// Whether `reached` is that very byte. It is not where the pattern was too much work to follow, and where the token takes
  /// several bytes at once, as `\1` does: then it is the byte from which on the token was due.
  public var isExact = true
  /// The classic trap that is the cause, if it is one: something in the pattern that means less than it seems to.
  public var trap: Trap?

  /// A place that a pattern came to.
  public init(start: Int, reached: Int, token: Range<Int>, passed: Int) {
    self.start = start
    self.reached = reached
    self.token = token
    self.passed = passed
  }

  init(_ place: NativeProgress.Place) {
    self.init(start: place.start, reached: place.reached, token: place.token, passed: place.passed)
    isExact = place.isExact
  }

  /// Something that a pattern means, and its author did not.
  public struct Trap: Sendable, Equatable {
    /// A stable name, `tab-is-no-blank`.
    public var code: String
    /// One sentence: what the engine does, and what to write.
    public var message: String

    /// A trap.
    public init(_ code: String, _ message: String) {
      self.code = code
      self.message = message
    }
  }
}

extension Pattern {
  /// How far the pattern comes in a subject that it does not match; nil where it matches, or where the question makes no
  /// sense (addresses, words).
  ///
  /// The native dialect reports the furthest progress of its own scan (docs/reference/regex.md §3): the most cells, and
  /// of several such places the first. Literals report the one that came nearest. PCRE2 reports the furthest item of
  /// the pattern at which the library arrived, assertions included. Effort is bounded; where the bound is hit, it is
  /// what was seen until then, and `isExact` says so.
  /// - Parameters:
  ///   - subject: what was looked at.
  ///   - capturing: as the pattern was compiled: a decoder's `<regex>`.
  public func progress(in subject: ByteView, capturing: Bool = false) -> PatternProgress? {
    if matches(subject, scratch: MatchScratch()) { return nil }
    var progress: PatternProgress?
    switch dialect {
    case .osregex:
      progress = NativeProgress.furthest(source, in: subject, capturing: capturing).map(PatternProgress.init)
    case .osmatch: progress = LiteralProgress.furthest(source, in: subject)
    case .pcre2: progress = PCRE2Progress.furthest(source, in: subject)
    case .wordmatch, .ip: return nil
    }
    let finder = TrapFinder(source: source, dialect: dialect, subject: subject, capturing: capturing)
    let trap = finder.trap(at: progress)
    progress?.trap = trap
    return progress
  }
}
