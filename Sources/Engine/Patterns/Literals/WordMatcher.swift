import Bytes

/// What `if_group` does with its value: pieces between bars, looked for in a group string (docs/reference/regex.md §6).
final class WordMatcher: Matcher, @unchecked Sendable {
  private typealias Piece = (place: LiteralProgram.Place, text: ByteString)

  private let program: LiteralProgram

  init(_ source: ByteString) {
    program = LiteralProgram(source.isEmpty ? [] : Self.split(source.bytes))
  }

  private static func split(_ bytes: [UInt8]) -> [Piece] {
    let bar = UInt8(ascii: "|")
    var pieces: [Piece] = []
    var start = 0
    while true {
      guard let end = bytes[start...].firstIndex(of: bar) else {
        pieces.append(start == bytes.count ? (.always, "") : piece(bytes[start...]))
        return pieces
      }
      if start < end {
        pieces.append(piece(bytes[start..<end]))
      } else if let next = bytes[(end + 1)...].firstIndex(of: bar) {
        // An empty piece looks for the text from its own bar up to the next one.
        pieces.append((.anywhere, ByteString(bytes[end..<next]).lowercased))
      }
      start = end + 1
    }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) -> Piece {
    bytes.first == UInt8(ascii: "^")
      ? (.start, ByteString(bytes.dropFirst()).lowercased)
      : (.anywhere, ByteString(bytes).lowercased)
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    program.holds(subject) ? PatternMatch(end: nil) : nil
  }
}
