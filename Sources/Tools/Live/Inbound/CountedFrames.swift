import Bytes

/// Cuts a stream into logs of which each says how long it is: `11 <13>a message` (RFC 6587, octet counting).
struct CountedFrames {
  /// How much of the log under way is still to come; nil while its length is read.
  private var missing: Int?
  private var length = 0
  /// The digits of a length, as far as they have come.
  private var head: [UInt8] = []
  private var rest: [UInt8] = []
  /// Whether the stream makes no sense any more: what follows is read line by line.
  private var lines: StreamLines?
  private var ownCuts = 0
  /// How many logs were cut.
  var cutCount: Int { ownCuts + (lines?.cutCount ?? 0) }

  /// A length of more digits is none.
  private static let mostDigits = 9

  /// Whether a stream begins so: a number, a blank, a priority.
  static func isBeginning(_ bytes: ByteView) -> Bool {
    let digits = bytes.prefix(mostDigits + 1).buffer.prefix(while: ASCII.isDigit).count
    guard (1...mostDigits).contains(digits), bytes[0] != UInt8(ascii: "0") else { return false }
    return bytes.count > digits + 1 && bytes[digits] == 0x20 && bytes[digits + 1] == UInt8(ascii: "<")
  }

  /// Takes bytes and hands over the logs that end in them.
  mutating func take(_ bytes: ByteView, _ receive: (ByteView) -> Void) {
    var at = 0
    while at < bytes.count {
      if lines != nil {
        lines?.take(bytes.from(at), receive)
        return
      }
      if let missing {
        let part = bytes[at..<min(bytes.count, at + missing)]
        add(part)
        at += part.count
        self.missing = missing - part.count
        if missing == part.count { finishLog(receive) }
      } else {
        readLength(bytes[at], receive)
        at += 1
      }
    }
  }

  /// Hands over what is there of a log: nothing follows any more.
  mutating func finish(_ receive: (ByteView) -> Void) {
    lines?.finish(receive)
    if !rest.isEmpty { finishLog(receive) }
  }

  private mutating func readLength(_ byte: UInt8, _ receive: (ByteView) -> Void) {
    if ASCII.isDigit(byte), head.count < Self.mostDigits {
      head.append(byte)
      length = length * 10 + Int(byte - UInt8(ascii: "0"))
    } else if byte == 0x20, length > 0 {
      missing = length
      (head, length) = ([], 0)
    } else if !head.isEmpty || byte != 10 && byte != 13 {
      // Where a length has to stand, something else does: from here on the stream is lines.
      var rest = StreamLines()
      (head + [byte]).withView { rest.take($0, receive) }
      (lines, head) = (rest, [])
    }
  }

  private mutating func add(_ part: ByteView) {
    let room = SyslogText.limit - rest.count
    rest.append(contentsOf: part.prefix(room).buffer)
    guard part.count > room, !isCut else { return }
    (isCut, ownCuts) = (true, ownCuts + 1)
  }

  private var isCut = false

  private mutating func finishLog(_ receive: (ByteView) -> Void) {
    rest.withView(receive)
    rest.removeAll(keepingCapacity: true)
    (missing, isCut) = (nil, false)
  }
}
