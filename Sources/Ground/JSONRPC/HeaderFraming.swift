import Bytes

/// Messages that say their length in a header, as the language server protocol has them:
/// `Content-Length: 12`, an empty line, twelve bytes.
///
/// Bytes go in as they come, messages come out. Nothing is kept beyond the limits. Behind something that is no message,
/// the next one is looked for: a body with a length is passed over as a whole, else the next line that begins with
/// `Content-Length:` begins a message.
///
/// ```swift
/// var framing = HeaderFraming()
/// framing.append(bytes)
/// while let frame = framing.next() { … }
/// ```
package struct HeaderFraming: Sendable {
  /// The longest header section, in bytes.
  package static let longestHeader = 8192

  /// The longest body, in bytes.
  package let longestBody: Int

  private enum State {
    case header
    /// In a body that is taken.
    case body(count: Int)
    /// In a body that is passed over.
    case skipping(left: Int, count: Int)
    /// Between messages, behind something that is none.
    case lost
  }

  private var state = State.header
  private var bytes: [UInt8] = []
  /// Where reading goes on in them.
  private var start = 0
  /// How far the end of the header has been looked for.
  private var searched = 0

  /// - Parameter longestBody: in bytes. JSON may take six bytes for one, and a document of the largest size goes through.
  package init(longestBody: Int = 6 * Limits.text) { self.longestBody = longestBody }

  /// Takes bytes of the stream.
  package mutating func append(_ more: some Sequence<UInt8>) {
    if start > 1 << 16 || start == bytes.count {
      bytes.removeSubrange(..<start)
      (searched, start) = (searched - start, 0)
    }
    bytes.append(contentsOf: more)
  }

  /// Whether the stream may end here: no message has begun.
  package var isBetweenMessages: Bool {
    switch state {
    case .header, .lost: start == bytes.count
    case .body, .skipping: false
    }
  }

  /// The next message; nil when more bytes are needed.
  package mutating func next() -> RPCFrame? {
    while true {
      switch state {
      case .header:
        guard let frame = header() else { return nil }
        if case .fault = frame { return frame }
      case .body(let count):
        guard bytes.count - start >= count else { return nil }
        let body = Array(bytes[start..<start + count])
        advance(to: start + count)
        state = .header
        return .body(body)
      case .skipping(let left, let count):
        let skipped = min(left, bytes.count - start)
        advance(to: start + skipped)
        guard skipped == left else {
          state = .skipping(left: left - skipped, count: count)
          return nil
        }
        state = .header
        return .fault(.tooLong(count))
      case .lost:
        guard findHeader() else { return nil }
      }
    }
  }

  /// The frame of a message: its bytes are sent as they are.
  package static func frame(_ body: [UInt8]) -> [UInt8] { Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body }

  private mutating func advance(to place: Int) { (start, searched) = (place, place) }

  /// Reads the header section; nil when it is not whole. An empty body stands for "go on with the state".
  private mutating func header() -> RPCFrame? {
    guard let end = endOfHeader() else {
      guard bytes.count - start > Self.longestHeader else { return nil }
      return lose(.tooLong(bytes.count - start), behind: start + 1)
    }
    guard end.section.count <= Self.longestHeader else { return lose(.tooLong(end.section.count), behind: start + 1) }
    var lengths: [ArraySlice<UInt8>] = []
    for line in bytes[end.section].split(separator: 10) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      guard ByteString(Array(line[..<colon])).equalsFoldingCase("content-length") else { continue }
      lengths.append(Self.trimmed(line[(colon + 1)...]))
    }
    guard let length = lengths.first, lengths.allSatisfy({ $0.elementsEqual(length) }) else {
      return lose(.missingLength, behind: end.body)
    }
    guard length.count <= 18, !length.isEmpty, length.allSatisfy(ASCII.isDigit) else {
      return lose(.badLength, behind: end.body)
    }
    let count = length.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    advance(to: end.body)
    state = count > longestBody ? .skipping(left: count, count: count) : .body(count: count)
    return .body([])
  }

  /// The header section, and where the body begins; line ends may lack their carriage return.
  private mutating func endOfHeader() -> (section: Range<Int>, body: Int)? {
    var at = max(start, searched)
    while at < bytes.count {
      guard bytes[at] == 10 else {
        at += 1
        continue
      }
      let next = at + 1
      // An empty line before the first field is no section.
      if next < bytes.count, bytes[next] == 10 { return (start..<at, next + 1) }
      if next + 1 < bytes.count, bytes[next] == 13, bytes[next + 1] == 10 { return (start..<at, next + 2) }
      // What decides is not there yet.
      if next == bytes.count || (next + 1 == bytes.count && bytes[next] == 13) { break }
      at += 1
    }
    searched = at
    return nil
  }

  /// Passes over what is no message, and looks for one behind it.
  private mutating func lose(_ fault: RPCFramingFault, behind end: Int) -> RPCFrame {
    advance(to: end)
    state = .lost
    return .fault(fault)
  }

  /// Goes to the next line that begins a header; false when there is none yet.
  private mutating func findHeader() -> Bool {
    let name = Array("content-length:".utf8)
    var at = start
    while bytes.count - at >= name.count {
      if zip(bytes[at...], name).allSatisfy({ ASCII.fold($0) == $1 }) {
        advance(to: at)
        state = .header
        return true
      }
      at += 1
    }
    // The name may come in two pieces.
    advance(to: at)
    return false
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let byte = text.first, byte <= 0x20 { text = text.dropFirst() }
    while let byte = text.last, byte <= 0x20 { text = text.dropLast() }
    return text
  }
}
