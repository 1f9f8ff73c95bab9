import Bytes
import Calendar
import Senders

/// Who sends an event.
public typealias InputFormat = Senders.InputFormat
/// Why a sender would not send what it is given.
public typealias InputError = Senders.InputError
/// What the manager's database answers.
public typealias DatabaseAnswers = Senders.DatabaseAnswers
/// When an event arrived.
public typealias EventTime = Instant
/// How far local time is ahead of UTC.
public typealias Zone = Calendar.Zone

/// One log as it reaches the engine.
public struct Event: Sendable {
  /// The log, byte for byte; it ends at its first NUL.
  public var log: ByteString
  /// Where it comes from: a path, or `[001] (name) 10.0.0.1->/var/log/x` for an agent (docs/reference/decoders.md
  /// §2.7).
  public var location: ByteString
  /// When it arrived.
  public var time: EventTime
  /// Who sends it. `InputFormat` makes the log what its sender would send.
  public let format: InputFormat
  /// Which decoders it goes to.
  let queue: Queue
  /// Whether the log is a whole message, `Q:LOCATION:TEXT`, which is always taken the daemon's way.
  public let isMessage: Bool
  /// What the database answers while the event is decoded.
  public var answers = DatabaseAnswers()
  /// What is to be known about it before it is sent.
  public var warnings: [InputError] = []

  /// An event.
  public init(
    _ log: ByteString, location: ByteString = "stdin", time: EventTime = .standard, format: InputFormat = .syslog
  ) {
    self.init(log, location: location, time: time, format: format, queue: Self.queue(of: format))
  }

  /// A message of the manager's queue, `Q:LOCATION:TEXT`: what reaches the daemon, byte for byte.
  public init(message: ByteString, time: EventTime = .standard, answers: DatabaseAnswers = DatabaseAnswers()) {
    self.init(message, location: "", time: time, format: .queue, queue: .log)
    self.answers = answers
  }

  fileprivate init(_ log: ByteString, location: ByteString, time: EventTime, format: InputFormat, queue: Queue) {
    self.log = log
    self.location = location
    self.time = time
    self.format = format
    self.queue = queue
    isMessage = format == .queue
  }

  /// Whether it is a log that the ruleset's decoders take.
  public var isPlainLog: Bool { queue == .log && !isMessage }

  private static func queue(of format: InputFormat) -> Queue {
    switch format {
    case .syslog, .json, .docker, .queue: return .log
    case .fim: return .fim
    case .sca: return .policy
    case .rootcheck: return .rootcheck
    case .inventory: return .inventory
    case .windows: return .windows
    case .eventchannel: return .decodedWindows
    }
  }
}

extension InputFormat {
  /// The event that a sender makes of a text.
  /// - Parameters:
  ///   - text: what a person has.
  ///   - location: where it comes from; `stdin` stands for what the sender itself would say.
  ///   - time: when it arrives.
  ///   - previous: what the manager knew before (`passed`, `failed`, …), for results that are compared with it.
  /// - Throws: `InputError` when it would not be sent.
  public func event(
    _ text: ByteString, location: ByteString = "stdin", time: EventTime = .standard, previous: ByteString? = nil
  ) throws(InputError) -> Event {
    let sent = try send(text, previous: previous)
    let queue = self == .queue ? Queue.log : sent.queue
    var event = Event(
      sent.text, location: sent.location(given: location), time: time, format: self, queue: queue)
    event.answers = sent.answers
    event.warnings = sent.warnings
    return event
  }
}
