import Bytes
import Diagnostics
import Live
import Rulesets
import Senders
import System

/// The logs of an input, in the form of their sender: one in each line, or over several.
package struct LogLines {
  private var reader: LineReader
  private var assembler: EventAssembler
  private let format: InputFormat
  private var joiner: LineJoiner?
  private var ready: [ByteString] = []
  private var isAtEnd = false
  private var hasBegun = false
  private var isFirstLine = true
  private var eventLog: EventLogReading?

  package init(_ reading: LogReading, _ reader: LineReader) {
    self.reader = reader
    assembler = EventAssembler(reading.format, recognisesAlerts: reading.recognisesAlerts && reading.joiner == nil)
    format = reading.format
    joiner = reading.joiner
  }

  /// All logs that are left.
  package mutating func readAll() throws -> [ByteString] {
    var logs = KeptLogs()
    while let log = try next() { try logs.append(log) }
    return logs.logs
  }

  /// The next log; nil at the end of the input.
  package mutating func next() throws -> ByteString? {
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
      if isFirstLine, let line { try refuse(line) }
      isFirstLine = false
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
        throw BadInput(
          Diagnostic(
            .error, code: "not-joined",
            "the last \(left == 1 ? "line makes" : "\(left) lines make") no whole event: the collector would lose them"
          ))
      }
      return (joiner?.finish()).map { [$0] } ?? []
    }
    let events = joiner?.add(line) ?? []
    guard joiner?.pendingCount ?? 0 <= LineJoiner.wholeLimit else {
      throw BadInput(
        Diagnostic(
          .error, code: "not-joined", "the event has more than \(LineJoiner.wholeLimit) bytes",
          hint: "without --lines each line is an event"))
    }
    return events
  }

  /// Refuses what is no text with a log in each line. Exports of Windows events may be UTF-16.
  private func refuse(_ line: ByteString) throws {
    guard format != .windows && format != .eventchannel || line.bytes.starts(with: [0x1F, 0x8B]) else { return }
    try Self.refuse(line)
  }

  /// Refuses what is no text with a log in each line: one would come out, and it would mean nothing.
  /// - Parameter line: the first line of the input.
  static func refuse(_ line: ByteString) throws(BadInput) {
    let start = line.bytes.prefix(8)
    if start.elementsEqual(EventLogReading.magic) {
      throw BadInput(
        Diagnostic(
          .error, code: "event-log", "this is an event log of Windows (.evtx), and no lines of text",
          hint: "--format windows reads it, on a command that has the option"))
    }
    if WideText(beginning: line.bytes) != nil {
      throw BadInput(
        Diagnostic(
          .error, code: "utf-16", "this is text in UTF-16, which no manager reads as it is",
          hint: "iconv -f utf-16 -t utf-8 makes UTF-8 of it"))
    }
    if start.starts(with: [0x1F, 0x8B]) {
      throw BadInput(Diagnostic(.error, code: "compressed", "this is compressed", hint: "zcat FILE | assay …"))
    }
  }

  /// The events that a line ends; nil is the end of the input.
  package static func events(_ line: ByteString?, _ assembler: inout EventAssembler) throws(BadInput) -> [ByteString] {
    do throws(InputError) {
      guard let line else { return try assembler.finish() }
      return try assembler.add(line)
    } catch {
      throw BadInput(Diagnostic(.error, code: "not-sent", error.message, hint: error.hint))
    }
  }
}
