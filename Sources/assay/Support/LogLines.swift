import Bytes
import Rulesets
import Senders
import SystemPackage

/// The logs of an input, in the form of their sender: one in each line, or over several.
struct LogLines {
  private var reader: LineReader
  private var assembler: EventAssembler
  private let format: InputFormat
  private var ready: [ByteString] = []
  private var isAtEnd = false
  private var hasBegun = false
  private var isFirstLine = true
  private var eventLog: EventLogReading?

  init(_ format: InputFormat, _ descriptor: FileDescriptor = .standardInput) {
    reader = LineReader(descriptor)
    assembler = EventAssembler(format)
    self.format = format
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
      if let line = try reader.next() {
        if isFirstLine { try Self.refuse(line) }
        isFirstLine = false
        ready = try Self.events(line, &assembler).reversed()
      } else {
        isAtEnd = true
        ready = try Self.events(nil, &assembler).reversed()
      }
    }
    return ready.popLast()
  }

  /// Refuses what is no text with a log in each line: one would come out, and it would mean nothing.
  /// - Parameter line: the first line of the input.
  static func refuse(_ line: ByteString) throws {
    let start = line.bytes.prefix(8)
    if start.elementsEqual(EventLogReading.magic) {
      throw CommandFailure(
        Diagnostic(
          .error, code: "event-log", "this is an event log of Windows (.evtx), and no lines of text",
          hint: "--format windows reads it, on a command that has the option"))
    }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw CommandFailure(
        Diagnostic(
          .error, code: "utf-16", "this is text in UTF-16, which no manager reads as it is",
          hint: "iconv -f utf-16 -t utf-8 makes UTF-8 of it"))
    }
    if start.starts(with: [0x1F, 0x8B]) {
      throw CommandFailure(Diagnostic(.error, code: "compressed", "this is compressed", hint: "zcat FILE | assay …"))
    }
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
