import Bytes
import Diagnostics

/// Why a document cannot be read.
public struct XMLProblem: Error, Sendable {
  /// When the reference notices it.
  public enum Stage: String, Sendable {
    /// While reading tags and texts.
    case read
    /// While replacing variables.
    case variables
  }

  /// When it was noticed.
  public var stage: Stage
  /// The reference's text, `XMLERR: …`.
  public var text: ByteString
  /// The line the reference reports.
  public var line: Int
  /// Where the author has to look.
  public var location: SourceLocation
  /// What to do about it.
  public var hint: String?

  init(
    _ stage: Stage, _ text: ByteString, line: Int, at location: SourceLocation, hint: String? = nil
  ) {
    self.stage = stage
    let limit = stage == .read ? 126 : 127
    self.text = text.count > limit ? ByteString(Array(text.bytes[..<limit])) : text
    self.line = line
    self.location = location
    self.hint = hint
  }
}
