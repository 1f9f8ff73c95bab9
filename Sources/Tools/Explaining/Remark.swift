import Bytes
import Diagnostics
import PatternReasoning
import Patterns

/// Something worth knowing that is the cause, or part of it.
public struct Remark: Sendable, Equatable {
  /// A stable name, `header-removed`.
  public var code: String
  /// One sentence.
  public var message: String
  /// The place it is about; nil where that is clear.
  public var location: SourceLocation?

  /// A remark.
  public init(_ code: String, _ message: String, at location: SourceLocation? = nil) {
    self.code = code
    self.message = message
    self.location = location
  }

  init(_ trap: PatternProgress.Trap) { self.init(trap.code, trap.message) }
}
