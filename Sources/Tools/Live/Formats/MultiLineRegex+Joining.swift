import Bytes
import Patterns

/// How lines are joined to an event (docs/reference/live.md §B.9).
extension MultiLineRegex {
  /// Whether a line begins the next event, so that the text before it is finished.
  func begins(_ line: ByteView, after text: [UInt8], _ scratch: MatchScratch) -> Bool {
    match == .start && !text.isEmpty && pattern.matches(line, scratch: scratch)
  }

  /// Adds a line with its LF to the text of an event.
  /// - Returns: whether the event is finished, or too long.
  func add(_ line: ByteView, isCut: Bool, to text: inout [UInt8], _ scratch: MatchScratch) -> Bool {
    let room = PieceReader.limit - text.count
    guard line.count <= room, !isCut else {
      text.append(contentsOf: line.prefix(room).buffer)
      return true
    }
    text.append(contentsOf: line.buffer)
    switch match {
    case .start: break
    case .end: if pattern.matches(line, scratch: scratch) { return true }
    case .all:
      if text.withView({ pattern.matches($0, scratch: scratch) }) { return true }
    }
    replaceLineEnd(&text)
    return false
  }

  private func replaceLineEnd(_ text: inout [UInt8]) {
    guard replacement != .keep, Self.removeLineEnd(&text) else { return }
    switch replacement {
    case .keep, .none: break
    case .wspace: text.append(0x20)
    case .tab: text.append(9)
    }
  }

  /// Removes one line end; false when there is none.
  @discardableResult
  static func removeLineEnd(_ text: inout [UInt8]) -> Bool {
    guard text.last == 10 else { return false }
    text.removeLast()
    if text.last == 13 { text.removeLast() }
    return true
  }
}
