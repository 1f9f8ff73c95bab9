import Bytes

/// What the reference engine says, in its own words.
public struct LoadMessage: Equatable, Sendable {
  /// How bad it is, in the reference's terms.
  public enum Level: String, Sendable {
    /// `INFO: `
    case info = "INFO"
    /// `WARNING: `
    case warning = "WARNING"
    /// `ERROR: `
    case error = "ERROR"
    /// `CRITICAL: `, only in the log: the engine ends.
    case critical = "CRITICAL"
  }

  /// How bad it is.
  public var level: Level
  /// The text behind `ERROR: `, at most 2047 bytes, as the reference cuts it.
  public var text: ByteString

  /// A message; the text is cut to what the reference keeps.
  public init(_ level: Level, _ text: ByteString) {
    self.level = level
    self.text = text.count > 2047 ? ByteString(text.bytes[..<2047]) : text
  }

  /// The whole line, `ERROR: (1226): …`.
  public var line: ByteString { ByteString([UInt8]("\(level.rawValue): ".utf8) + text.bytes) }
}
