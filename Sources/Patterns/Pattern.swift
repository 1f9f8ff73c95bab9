import Bytes

/// A compiled pattern of one of the dialects: immutable, and shared freely between threads.
///
/// ```swift
/// let pattern = try Pattern("user=(\\w+)", dialect: .osregex, capturing: true)
/// let scratch = MatchScratch()
/// "USER=bob, ".withView { pattern.match($0, scratch: scratch) }   // end 5, captures ["bob"]
/// ```
public struct Pattern: Sendable {
  /// The text as written.
  public let source: ByteString
  /// The language the text is in.
  public let dialect: Dialect

  /// Compiles a pattern.
  /// - Parameter capturing: whether captures are wanted (a decoder's `<regex>`). It changes the result of `osregex`,
  ///   not only what is captured (spec/regex.md §3.4).
  /// - Throws: ``PatternError`` with the reference's error code.
  public init(_ source: ByteString, dialect: Dialect, capturing: Bool = false) throws(PatternError) {
    self.source = source
    self.dialect = dialect
  }

  /// Looks for the pattern in a subject; nil when it does not match.
  /// Captures are left in ``MatchScratch/captures``.
  public func match(_ subject: ByteView, scratch: MatchScratch) -> PatternMatch? { nil }

  /// Whether the pattern matches.
  public func matches(_ subject: ByteView, scratch: MatchScratch) -> Bool { match(subject, scratch: scratch) != nil }
}

/// A successful match.
public struct PatternMatch: Equatable, Sendable {
  /// Index of the byte that the engine regards as the last one of the match (spec/regex.md §1.5): −1 for a match of no
  /// bytes at the start; nil for dialects that have none (osmatch, wordmatch, ip).
  public var end: Int?
}

/// What changes during a match; owned by the caller, one per thread.
public final class MatchScratch {
  /// The captures of the last successful match, in group order, as ranges of the subject. For `osregex` only when the
  /// pattern was compiled capturing. For `pcre2` groups 1 up to the highest that took part; an unset one is empty.
  public internal(set) var captures: [Range<Int>] = []
  /// What was odd about the last match, if anything.
  public internal(set) var diagnostic: MatchDiagnostic?

  /// Fresh scratch space.
  public init() {}
}

/// Why a match ended without an answer of its own.
public enum MatchDiagnostic: Equatable, Sendable {
  /// The reference's process would have crashed on this input (spec/regex.md §4.5); reported as no match.
  case referenceCrash
  /// PCRE2 gave up: its own error code.
  case limitReached(Int)
}

/// Why a text is not a pattern.
public struct PatternError: Error, Equatable, Sendable {
  /// The reference's code (spec/regex.md §2.8); for pcre2 the library's.
  public var code: Int
  /// Index of the byte in the pattern where the problem is noticed.
  public var position: Int
  /// One sentence: what is wrong.
  public var message: String
  /// What to write instead, if that is known.
  public var hint: String?
}
