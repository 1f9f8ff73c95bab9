import Bytes
import Diagnostics

/// One event of a case: when it comes, how often, and what is expected of it.
public struct Step: Sendable {
  /// The event.
  public var event: EventText
  /// When it comes and how often.
  public var clock: ClockMove
  /// What is expected, in file order; none expects nothing.
  public var expectations: [Expectation]

  /// A step.
  public init(_ event: EventText, clock: ClockMove = ClockMove(), expectations: [Expectation] = []) {
    self.event = event
    self.clock = clock
    self.expectations = expectations
  }
}

/// A log as a case gives it.
public struct EventText: Sendable {
  /// The bytes.
  public var log: ByteString
  /// Where it begins.
  public var location: SourceLocation
  /// Offset in the file of the line behind the event's last line: where further expectations may be put.
  public var endOffset: Int
  /// Whether it is written with C escapes.
  public var isEscaped: Bool

  /// An event.
  public init(_ log: ByteString, at location: SourceLocation, endOffset: Int = 0, isEscaped: Bool = false) {
    self.log = log
    self.location = location
    self.endOffset = endOffset
    self.isEscaped = isEscaped
  }

  /// The log of a repetition: in repeated events `{n}` stands for the repetition's number and `{{n}}` for `{n}`.
  public func log(repetition: Int, of clock: ClockMove) -> ByteString {
    guard clock.isRepeated, log.bytes.contains(UInt8(ascii: "{")) else { return log }
    let bytes = log.bytes
    let number: [UInt8] = Array("{n}".utf8)
    let literal: [UInt8] = Array("{{n}}".utf8)
    var filled: [UInt8] = []
    filled.reserveCapacity(bytes.count + 8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        filled.append(bytes[index])
        index += 1
        continue
      }
      if bytes[index...].starts(with: literal) {
        filled += number
        index += literal.count
      } else if bytes[index...].starts(with: number) {
        filled += Array(String(repetition).utf8)
        index += number.count
      } else {
        filled.append(bytes[index])
        index += 1
      }
    }
    return ByteString(filled)
  }
}

/// How the virtual clock moves before an event.
public struct ClockMove: Sendable, Equatable {
  /// Sets the clock.
  public var at: CaseTime?
  /// Milliseconds by which it moves on (behind `at`).
  public var advance = 0
  /// Milliseconds by which it moves on before each repetition.
  public var interval = 0
  /// How often the event comes.
  public var count = 1
  /// Whether the event is written as a repeated one (`x1` is one, too).
  public var isRepeated = false

  /// The clock stands still.
  public init() {}
}
