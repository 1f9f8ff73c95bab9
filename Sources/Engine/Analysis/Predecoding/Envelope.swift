import Bytes
import Memory

/// The record in which a log reaches the engine: `1:LOCATION:LOG` (docs/reference/decoders.md §2.1, §2.7).
enum Envelope {
  /// The largest record, its end included (docs/reference/decoders.md §6.2).
  static let limit = 65_536

  /// Puts a log with its location into the event, the way logtest does.
  /// - Returns: false when the engine refuses the record, message (1106).
  static func open(_ log: ByteView, location: ByteView, into event: EventState) -> Bool {
    let arena = event.arena
    if location.count <= 1024,
      location.firstIndex(of: UInt8(ascii: "|"), or: UInt8(ascii: ":"), from: 0) == location.count
    {
      // Nothing to escape, nothing to cut.
      event.fullLog = arena.append(log[0..<lengthUpToNUL(log)])
      event.log = event.fullLog
      return split(arena.append(location), into: event)
    }
    // logtest escapes the location, cuts the escaped form, and the engine undoes the escapes up to the first bare colon.
    var escaped: [UInt8] = []
    escaped.reserveCapacity(location.count + 8)
    for byte in location.buffer {
      if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") { escaped.append(UInt8(ascii: "|")) }
      escaped.append(byte)
    }
    if escaped.count > 2048 { escaped.removeLast(escaped.count - 2048) }

    let length = lengthUpToNUL(log)
    let record = arena.append(log[0..<length])
    let splitsInLocation = escaped.reversed().prefix { $0 == UInt8(ascii: "|") }.count % 2 == 1
    if splitsInLocation {
      // The cut fell inside an escape, which now takes the colon behind the location.
      escaped.append(UInt8(ascii: ":"))
      escaped.append(contentsOf: log[0..<length].buffer)
    }
    let start = arena.count
    var at = 0
    while at < escaped.count {
      if escaped[at] == UInt8(ascii: "|"), at + 1 < escaped.count {
        at += 1
      } else if escaped[at] == UInt8(ascii: ":"), splitsInLocation {
        break
      }
      arena.append(escaped[at])
      at += 1
    }
    if splitsInLocation {
      guard at < escaped.count else { return false }
      event.fullLog = ByteRange(offset: length - (escaped.count - at - 1), count: escaped.count - at - 1)
    } else {
      event.fullLog = record
    }
    event.log = event.fullLog
    return split(arena.range(from: start), into: event)
  }

  /// Puts a message of the queue into the event, the way the daemon does.
  /// - Parameter end: index of the colon behind the location.
  /// - Returns: false when the engine refuses the record, message (1106).
  static func open(message: ByteView, endOfLocation end: Int, into event: EventState) -> Bool {
    let text = message.from(end + 1)
    event.fullLog = event.arena.append(text[0..<lengthUpToNUL(text)])
    event.log = event.fullLog
    let start = event.arena.count
    var at = 2
    while at < end {
      if message[at] == UInt8(ascii: "|"), at + 1 < end { at += 1 }
      event.arena.append(message[at])
      at += 1
    }
    return split(event.arena.range(from: start), into: event)
  }

  /// Number of bytes in front of the first NUL.
  ///
  /// PERF: sixty-four bytes in a step, for this walks through the whole of every log. The last step looks once more at
  /// some of the bytes before it: a loop over the rest would be mispredicted at every log's end.
  static func lengthUpToNUL(_ log: ByteView) -> Int {
    guard log.count >= 64 else { return log.firstIndex(of: 0) ?? log.count }
    var index = 0
    while index + 64 < log.count, !hasNUL(log, index) { index += 64 }
    if index + 64 >= log.count, !hasNUL(log, log.count - 64) { return log.count }
    return log.firstIndex(of: 0, from: index) ?? log.count
  }

  /// Whether one of the sixty-four bytes from an index on is NUL.
  @inline(__always)
  private static func hasNUL(_ log: ByteView, _ index: Int) -> Bool {
    func areNUL(_ index: Int) -> SIMDMask<SIMD16<Int8>> { log.chunk(at: index) .== SIMD16(repeating: 0) }
    return ((areNUL(index) .| areNUL(index + 16)) .| (areNUL(index + 32) .| areNUL(index + 48))).bits != 0
  }

  /// Takes agent, hostname and remaining location from the location.
  private static func split(_ location: ByteRange, into event: EventState) -> Bool {
    let view = event.arena.view(location)
    guard view.count > 0, view[0] == UInt8(ascii: "[") else {
      event.location = location
      event.agentID = event.arena.append(literal: "000")
      return true
    }
    guard let close = view.firstIndex(of: UInt8(ascii: "]")) else { return false }
    event.agentID = location[1..<close]
    event.location = location.from(min(close + 2, view.count))
    event.isFromAgent = true
    return true
  }

  /// The host name of an agent's event: the text in the parentheses that the location starts with
  /// (docs/reference/decoders.md §2.7), else nothing. Nil for local events.
  static func agentHostname(of event: EventState) -> ByteRange? {
    guard event.isFromAgent else { return nil }
    let location = event.arena.view(event.location)
    guard location.count > 0, location[0] == UInt8(ascii: "("), let close = location.firstIndex(of: UInt8(ascii: ")"))
    else { return ByteRange(offset: 0, count: 0) }
    return event.location[1..<close]
  }
}
