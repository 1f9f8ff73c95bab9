import Bytes
import Diagnostics
import Patterns

/// A pattern as an author wrote it: compiled, with its place.
public struct PatternText: Sendable {
  /// The compiled pattern; `pattern.source` is the text.
  public var pattern: Pattern
  /// Where the text begins.
  public var location: SourceLocation

  /// A pattern at a place.
  public init(_ pattern: Pattern, at location: SourceLocation) {
    self.pattern = pattern
    self.location = location
  }
}
