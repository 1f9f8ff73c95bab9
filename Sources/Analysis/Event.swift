import Bytes

/// When an event arrived. Nothing in the engine reads a clock: time is an input.
public struct EventTime: Hashable, Sendable, Comparable {
  /// Whole seconds since 1970-01-01 00:00 UTC.
  public var seconds: Int
  /// Milliseconds within the second, 0–999.
  public var milliseconds: Int

  /// 2024-01-10 12:00:00 UTC, a Wednesday: the time of events that say nothing.
  public static let standard = EventTime(seconds: 1_704_888_000)

  /// A moment.
  public init(seconds: Int, milliseconds: Int = 0) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  /// Earlier first.
  public static func < (left: EventTime, right: EventTime) -> Bool {
    (left.seconds, left.milliseconds) < (right.seconds, right.milliseconds)
  }
}

/// One log as it reaches the engine.
public struct Event: Sendable {
  /// The log, byte for byte; it ends at its first NUL.
  public var log: ByteString
  /// Where it comes from: a path, or `[001] (name) 10.0.0.1->/var/log/x` for an agent (spec/decoders.md §2.7).
  public var location: ByteString
  /// When it arrived.
  public var time: EventTime
  /// Who sends it. ``InputFormat/prepare(_:)`` makes the log what its sender would send.
  public var format: InputFormat

  /// An event.
  public init(
    _ log: ByteString, location: ByteString = "stdin", time: EventTime = .standard, format: InputFormat = .syslog
  ) {
    self.log = log
    self.location = location
    self.time = time
    self.format = format
  }
}
