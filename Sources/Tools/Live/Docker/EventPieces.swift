import Bytes
import JSONText

/// Events out of the pieces of a stream: a line each, and also what has no line end but is whole.
struct EventPieces: Sendable {
  /// A longer event is dropped: the engine reads 65,535 bytes of a message.
  static let maximumSize = 4 << 20

  private var rest: [UInt8] = []
  private var isDropping = false

  /// The events that are whole with this piece.
  mutating func take(_ piece: [UInt8], fault: (String) -> Void) -> [[UInt8]] {
    var events: [[UInt8]] = []
    var lines = piece.split(separator: 10, omittingEmptySubsequences: false)[...]
    let last = lines.popLast() ?? []
    for line in lines {
      add(line, fault)
      if !isDropping, let event = Self.event(rest) { events.append(event) }
      (rest, isDropping) = ([], false)
    }
    add(last, fault)
    if let event = whole() {
      events.append(event)
      rest = []
    }
    return events
  }

  /// The last event, where nothing but the line end is missing.
  mutating func finish(fault: (String) -> Void) -> [[UInt8]] {
    defer { (rest, isDropping) = ([], false) }
    guard let event = Self.event(rest) else { return [] }
    if whole() != nil { return [event] }
    fault("the stream ended within an event of \(event.count) bytes, which was left out")
    return []
  }

  private mutating func add(_ part: ArraySlice<UInt8>, _ fault: (String) -> Void) {
    guard !isDropping else { return }
    guard rest.count + part.count <= Self.maximumSize else {
      fault("an event of more than \(Self.maximumSize) bytes was left out")
      (rest, isDropping) = ([], true)
      return
    }
    rest += part
  }

  private static func event(_ line: [UInt8]) -> [UInt8]? { line.contains { $0 > 0x20 } ? line : nil }

  /// An object that ends where the piece ends. Only then is it worth reading.
  private func whole() -> [UInt8]? {
    guard rest.last(where: { $0 > 0x20 }) == UInt8(ascii: "}"), let event = Self.event(rest) else { return nil }
    let reader = JSONReader()
    return ByteString(event).withView { reader.parse($0) } && reader.consumed >= event.count - 2 ? event : nil
  }
}
