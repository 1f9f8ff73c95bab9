import Bytes
import Diagnostics
import PatternReasoning
import PatternSyntax
import Patterns
import RulesetSyntax

/// A pattern that did not match, and where that showed.
public struct PatternFailure: Sendable, Equatable {
  /// What it belongs to.
  package var kind: ConditionKind
  /// The pattern as written.
  public var pattern: ByteString
  /// Its dialect.
  public var dialect: Dialect
  /// Where its text begins.
  public var location: SourceLocation
  /// The text that was looked at.
  public var subject: ByteString
  /// Where that text begins in the log behind the header; nil when it is no part of it.
  public var offset: Int?
  /// How far the pattern came; nil when that cannot be told.
  public var progress: PatternProgress?
  /// What the cause is, if it is a known one.
  public var remark: Remark?

  /// The element, `prematch`.
  public var element: String { kind.rawValue }

  /// The part of the pattern that was due.
  public var token: ByteString? {
    progress.map { progress in
      var range = progress.token.clamped(to: 0..<pattern.count)
      // A byte within a character is shown as the whole character.
      let isInside = { (index: Int) in pattern.bytes.indices.contains(index) && pattern.bytes[index] & 0xC0 == 0x80 }
      while range.lowerBound > 0, isInside(range.lowerBound) { range = range.lowerBound - 1..<range.upperBound }
      while isInside(range.upperBound) { range = range.lowerBound..<range.upperBound + 1 }
      return ByteString(Array(pattern.bytes[range]))
    }
  }
}
