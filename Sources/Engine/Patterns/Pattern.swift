import Bytes
import PatternSyntax

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

  let matcher: Matcher

  /// Compiles a pattern.
  /// - Parameters:
  ///   - source: the pattern as written.
  ///   - dialect: the language it is in.
  ///   - capturing: whether captures are wanted (a decoder's `<regex>`). It changes the result of `osregex`, not only what is
  ///     captured (docs/reference/regex.md §3.4).
  /// - Throws: `PatternError` with the reference's error code.
  public init(_ source: ByteString, dialect: Dialect, capturing: Bool = false) throws(PatternError) {
    self.source = source
    self.dialect = dialect
    switch dialect {
    case .osregex:
      matcher = try NativeMatcher(source, capturing: capturing)
    case .osmatch:
      matcher = try LiteralListMatcher(source)
    case .pcre2:
      matcher = try PCRE2Matcher(source)
    case .wordmatch:
      matcher = WordMatcher(source)
    case .ip:
      matcher = try NetworkListMatcher(source)
    }
  }

  /// Compiles a native pattern that takes the bounded scan after so much rework; below 0 always.
  ///
  /// For tests of that scan. With −1 it remembers outcomes at every index, with −2 at those where it usually does, with −3
  /// next to nothing.
  package init(native source: ByteString, capturing: Bool, reworkLimit: Int) throws(PatternError) {
    self.source = source
    dialect = .osregex
    let limits = NativeLimits(
      rework: Int32(reworkLimit), stride: reworkLimit == -2 ? Int32(BoundedScan.usualStride) : 1,
      remembered: reworkLimit == -3 ? 40 : Int32(BoundedScan.mostRemembered))
    matcher = try NativeMatcher(source, capturing: capturing, limits: limits)
  }

  /// Compiles a PCRE2 pattern that is run by the library's interpreter only.
  ///
  /// For tests that compare it with the machine code.
  package init(interpreted source: ByteString) throws(PatternError) {
    self.source = source
    dialect = .pcre2
    matcher = try PCRE2Matcher(source, usesMachineCode: false)
  }

  /// Looks for the pattern in a subject; nil when it does not match.
  ///
  /// Captures are left in ``MatchScratch/captures``.
  public func match(_ subject: ByteView, scratch: MatchScratch) -> PatternMatch? {
    scratch.state.pointee.reset()
    return matcher.match(subject, scratch.state)
  }

  /// The bytes that the match takes, from the first to the one behind the last; nil when there is no match, or the
  /// dialect has no place for it (wordmatch, ip, a negated osmatch).
  ///
  /// For showing to people: the reference knows only ``PatternMatch/end``.
  public func extent(in subject: ByteView, scratch: MatchScratch) -> Range<Int>? {
    scratch.state.pointee.reset()
    return matcher.extent(subject, scratch.state)
  }

  /// What the library knows about a PCRE2 pattern; nil for the other dialects.
  package var pcre2Info: PCRE2Info? { matcher.pcre2Info }

  /// Whether the pattern matches.
  public func matches(_ subject: ByteView, scratch: MatchScratch) -> Bool { match(subject, scratch: scratch) != nil }
}

/// A successful match.
public struct PatternMatch: Equatable, Sendable {
  /// Index of the byte that the engine regards as the last one of the match (docs/reference/regex.md §1.5): −1 for a
  /// match of no bytes at the start; nil for dialects that have none (osmatch, wordmatch, ip).
  public var end: Int?

  /// A match.
  public init(end: Int?) { self.end = end }
}
