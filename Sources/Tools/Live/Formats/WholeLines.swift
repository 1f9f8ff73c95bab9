import Bytes

/// The lines of a file for the formats that look into them: cut where they are too long, left out where they hold a NUL.
struct WholeLines {
  private var mustSkip = false
  private var count = 0
  /// Where the line that was returned last begins.
  private(set) var start: Int64 = 0

  /// The next line without its LF; nil where there is none that is finished, or where the turn ends.
  mutating func next(_ source: inout PieceReader, _ state: inout FollowState, _ outlet: Outlet) -> ByteView? {
    while true {
      finish(&source, &state)
      guard outlet.mayRead(after: count), let piece = source.next() else { return nil }
      guard piece.kind != .partial else {
        source.rewind(to: piece.start)
        return nil
      }
      count += 1
      start = piece.start
      state.tracker.read(piece.bytes)
      if piece.kind == .tooLong {
        outlet.tellLargeMessage(piece.bytes, in: state.place)
        mustSkip = true
      }
      if !piece.bytes.holdsNUL {
        return mustSkip ? piece.bytes.prefix(piece.bytes.count - 1) : piece.bytes.withoutLineFeed
      }
      outlet.losses.withNUL += 1
    }
  }

  /// All of the line that was returned last is done with.
  mutating func finish(_ source: inout PieceReader, _ state: inout FollowState) {
    if mustSkip { source.skipLine(&state.tracker) }
    mustSkip = false
    if count > 0 { state.tracker.reached(source.offset) }
  }
}

extension ByteView {
  /// Whether certain bytes stand at certain places.
  func has(_ bytes: KeyValuePairs<Int, UInt8>) -> Bool {
    bytes.allSatisfy { $0.key < count && self[$0.key] == $0.value }
  }

  /// Whether digits stand in a range.
  func hasDigits(_ range: Range<Int>) -> Bool {
    range.upperBound <= count && range.allSatisfy { ASCII.isDigit(self[$0]) }
  }

  /// All behind the blanks at the beginning.
  func droppingBlanks(tabs: Bool = false) -> ByteView {
    var start = 0
    while start < count, self[start] == 0x20 || tabs && self[start] == 9 { start += 1 }
    return from(start)
  }
}
