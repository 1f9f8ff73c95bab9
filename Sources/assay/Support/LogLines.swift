import Bytes
import Live
import Rulesets
import Senders
import SystemPackage

/// The logs of an input, in the form of their sender: one in each line, or over several.
struct LogLines {
  private var reader: LineReader
  private var assembler: EventAssembler
  private let format: InputFormat
  private var joiner: LineJoiner?
  private var ready: [ByteString] = []
  private var isAtEnd = false
  private var hasBegun = false
  private var eventLog: EventLogReading?

  init(_ reading: LogReading, _ descriptor: FileDescriptor = .standardInput) {
    reader = LineReader(descriptor)
    assembler = EventAssembler(reading.format, recognisesAlerts: reading.recognisesAlerts && reading.joiner == nil)
    format = reading.format
    joiner = reading.joiner
  }

  /// All logs that are left.
  mutating func readAll() throws -> [ByteString] {
    var logs = KeptLogs()
    while let log = try next() { try logs.append(log) }
    return logs.logs
  }

  /// The next log; nil at the end of the input.
  mutating func next() throws -> ByteString? {
    if !hasBegun, format == .windows || format == .eventchannel, try reader.isNext(EventLogReading.magic) {
      eventLog = try EventLogReading(&reader)
    }
    hasBegun = true
    while ready.isEmpty, !isAtEnd {
      if eventLog != nil {
        guard let events = try eventLog?.next(&reader) else {
          isAtEnd = true
          break
        }
        ready = events.reversed()
        continue
      }
      let line = try reader.next()
      isAtEnd = line == nil
      if joiner != nil {
        ready = try joined(line).reversed()
      } else {
        ready = try Self.events(line, &assembler).reversed()
      }
    }
    return ready.popLast()
  }

  /// The joined lines that a line ends; nil is the end of the input.
  private mutating func joined(_ line: ByteString?) throws -> [ByteString] {
    guard let line else {
      let left = joiner?.unfinishedLines ?? 0
      guard left == 0 else {
        throw CommandFailure(
          Diagnostic(
            .error, code: "not-joined",
            "the last \(left == 1 ? "line makes" : "\(left) lines make") no whole event: the collector would lose them"
          ))
      }
      return (joiner?.finish()).map { [$0] } ?? []
    }
    let events = joiner?.add(line) ?? []
    guard joiner?.pendingCount ?? 0 <= LineJoiner.wholeLimit else {
      throw CommandFailure(
        Diagnostic(
          .error, code: "not-joined", "the event has more than \(LineJoiner.wholeLimit) bytes",
          hint: "without --lines each line is an event"))
    }
    return events
  }

  /// The events that a line ends; nil is the end of the input.
  static func events(_ line: ByteString?, _ assembler: inout EventAssembler) throws -> [ByteString] {
    do throws(InputError) {
      guard let line else { return try assembler.finish() }
      return try assembler.add(line)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "not-sent", error.message, hint: error.hint))
    }
  }
}
