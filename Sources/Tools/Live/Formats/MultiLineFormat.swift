import Bytes

/// `multi-line: N`: so many lines make an event.
struct MultiLineFormat {
  let count: Int

  func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var events = 0
    var group = LineGroup(count: count)
    var start = source.offset
    while outlet.mayRead(after: events), let piece = source.next() {
      // An unfinished line: all of the group is read again. A group that is short of whole lines is lost instead.
      if piece.kind == .partial { return source.rewind(to: start) }
      state.tracker.read(piece.bytes)
      if piece.bytes.holdsNUL { outlet.losses.withNUL += 1 }
      guard group.add(piece.bytes.withoutLineFeed, isCut: piece.kind == .tooLong) else { continue }
      group.text.withView { view in
        if outlet.accepts(view, for: file) { outlet.send(view, from: file, state.place) }
      }
      if group.isTooLong {
        outlet.tellLargeMessage(piece.bytes, in: state.place)
        // Whole or not, the reference then looks for a line's end, and so loses a line.
        source.skipLine(&state.tracker)
      }
      state.tracker.reached(source.offset)
      start = source.offset
      events += 1
      group.begin()
    }
  }
}
