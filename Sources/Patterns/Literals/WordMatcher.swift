import Bytes

/// What `if_group` does with its value: pieces between bars, looked for in a group string (spec/regex.md §6).
final class WordMatcher: Matcher {
  private enum Piece {
    case prefix(ByteString)
    case anywhere(ByteString)
    case always
    case never
  }

  private let pieces: [Piece]

  init(_ source: ByteString) {
    pieces = source.isEmpty ? [] : Self.split(source.bytes)
  }

  private static func split(_ bytes: [UInt8]) -> [Piece] {
    let bar = UInt8(ascii: "|")
    var pieces: [Piece] = []
    var start = 0
    while true {
      guard let end = bytes[start...].firstIndex(of: bar) else {
        pieces.append(start == bytes.count ? .always : piece(bytes[start...]))
        return pieces
      }
      if start < end {
        pieces.append(piece(bytes[start..<end]))
      } else if let next = bytes[(end + 1)...].firstIndex(of: bar) {
        // An empty piece looks for the text from its own bar up to the next one.
        pieces.append(.anywhere(ByteString(bytes[end..<next]).lowercased))
      } else {
        pieces.append(.never)
      }
      start = end + 1
    }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) -> Piece {
    bytes.first == UInt8(ascii: "^")
      ? .prefix(ByteString(bytes.dropFirst()).lowercased)
      : .anywhere(ByteString(bytes).lowercased)
  }

  func match(_ subject: ByteView, scratch: MatchScratch) -> PatternMatch? {
    let holds = pieces.contains { piece in
      switch piece {
      case .prefix(let text):
        text.withView { subject.count >= $0.count && subject.prefix($0.count).equalsFoldingCase($0) }
      case .anywhere(let text): text.withView { firstFolded($0, in: subject) != nil }
      case .always: true
      case .never: false
      }
    }
    return holds ? PatternMatch(end: nil) : nil
  }
}
