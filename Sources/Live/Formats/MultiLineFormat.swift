import Bytes

/// `multi-line: N`: so many lines make an event.
struct MultiLineFormat {
  let count: Int

  func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var (events, lines) = (0, 0)
    var text: [UInt8] = []
    var isTooLong = false
    var start = source.offset
    while outlet.mayRead(after: events), let piece = source.next() {
      // An unfinished line: all of the group is read again. A group that is short of whole lines is lost instead.
      if piece.kind == .partial { return source.rewind(to: start) }
      state.tracker.read(piece.bytes)
      lines += 1
      if !piece.bytes.holdsNUL {
        if !text.isEmpty { text.append(0x20) }
        text.append(contentsOf: piece.bytes.withoutLineFeed.buffer)
        if piece.kind == .tooLong || text.count > PieceReader.limit {
          isTooLong = true
          text.removeLast(max(0, text.count - PieceReader.limit))
        }
      }
      guard lines == count else { continue }
      text.withUnsafeBufferPointer { buffer in
        let view = ByteView(buffer)
        if outlet.accepts(view, for: file) { outlet.send(view, from: file, state.place) }
      }
      if isTooLong {
        outlet.tellLargeMessage(piece.bytes, in: state.place)
        // Whole or not, the reference then looks for a line's end, and so loses a line.
        source.skipLine(&state.tracker)
      }
      state.tracker.reached(source.offset)
      start = source.offset
      (events, lines, isTooLong) = (events + 1, 0, false)
      text.removeAll(keepingCapacity: true)
    }
  }
}
