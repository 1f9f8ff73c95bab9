import Bytes
import PatternSyntax
import Patterns

/// Compiles patterns, and where the same ruleset is loaded again and again remembers them: compiling takes a good part
/// of loading, and a pattern that is kept keeps the machine code that PCRE2 has made for it.
///
/// Used by one thread at a time; the patterns themselves may be shared.
final class PatternStore {
  private struct Key: Hashable {
    var source: ByteString
    var dialect: Dialect
    var capturing: Bool
  }

  private let remembers: Bool
  private var known: [Key: Pattern] = [:]

  /// A store.
  /// - Parameter remembers: whether patterns are kept.
  init(remembers: Bool = false) { self.remembers = remembers }

  /// A compiled pattern.
  func pattern(_ source: ByteString, dialect: Dialect, capturing: Bool = false) throws(PatternError) -> Pattern {
    guard remembers else { return try Pattern(source, dialect: dialect, capturing: capturing) }
    let key = Key(source: source, dialect: dialect, capturing: capturing)
    if let pattern = known[key] { return pattern }
    let pattern = try Pattern(source, dialect: dialect, capturing: capturing)
    known[key] = pattern
    return pattern
  }
}
