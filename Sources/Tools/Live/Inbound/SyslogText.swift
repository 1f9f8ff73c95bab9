import Bytes

/// What the syslog receiver makes of what it gets.
enum SyslogText {
  /// Most bytes of a log.
  static let limit = 65_535

  /// The log that goes on: without its priority, which is everything from a first `<` to the first `>`.
  static func log(_ text: ByteView) -> ByteView {
    var text = text
    if text.count > 0, text[text.count - 1] == 10 { text = text.prefix(text.count - 1) }
    guard text.count > 0, text[0] == UInt8(ascii: "<"), let end = text.firstIndex(of: UInt8(ascii: ">")) else {
      return text
    }
    return text.from(end + 1)
  }
}

/// Cuts a stream into lines, of which none grows without bound.
struct StreamLines {
  private var rest: [UInt8] = []
  /// Whether the line under way was cut, so that its remainder is left out.
  private var isCut = false
  /// How many lines were cut.
  private(set) var cutCount = 0

  /// Takes bytes and hands over the lines that end in them.
  mutating func take(_ bytes: ByteView, _ receive: (ByteView) -> Void) {
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 10, from: start)
      add(bytes[start..<(end ?? bytes.count)])
      guard let end else { return }
      finish(receive)
      start = end + 1
    }
  }

  /// Hands over what has no line end: nothing follows any more.
  mutating func finish(_ receive: (ByteView) -> Void) {
    if !rest.isEmpty { rest.withView(receive) }
    rest.removeAll(keepingCapacity: true)
    isCut = false
  }

  private mutating func add(_ bytes: ByteView) {
    guard !isCut else { return }
    let room = SyslogText.limit - rest.count
    rest.append(contentsOf: bytes.prefix(room).buffer)
    guard bytes.count > room else { return }
    isCut = true
    cutCount += 1
  }
}
