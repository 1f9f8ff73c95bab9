import Bytes

/// What the collector says about its work, in the reference's words where it has some.
package struct CollectorMessage: Equatable, Sendable {
  /// How bad it is.
  package enum Level: String, Sendable {
    case debug = "DEBUG"
    case info = "INFO"
    case warning = "WARNING"
    case error = "ERROR"
    case critical = "CRITICAL"
  }

  package var level: Level
  package var text: ByteString

  package init(_ level: Level, _ text: ByteString) {
    self.level = level
    self.text = text.count > 2047 ? ByteString(text.bytes[..<2047]) : text
  }

  /// The whole line, `WARNING: (1958): …`.
  package var line: ByteString { ByteString("\(level.rawValue): ") + text }
}

/// Messages until somebody takes them: no more than a few, however often a thing goes wrong.
struct CollectorLog {
  private(set) var messages: [CollectorMessage] = []
  /// How many were left out.
  private(set) var dropped = 0
  private static let limit = 1000

  mutating func add(_ level: CollectorMessage.Level, _ text: ByteString) {
    guard messages.count < Self.limit else {
      dropped += 1
      return
    }
    messages.append(CollectorMessage(level, text))
  }

  /// Hands the messages out.
  mutating func take() -> [CollectorMessage] {
    defer { self = CollectorLog() }
    if dropped > 0 {
      messages.append(CollectorMessage(.warning, ByteString("\(dropped) more messages were left out.")))
    }
    return messages
  }
}
