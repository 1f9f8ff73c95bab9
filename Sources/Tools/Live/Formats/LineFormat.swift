import Bytes

/// `syslog` and all that is read like it: each line is an event.
enum LineFormat {
  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var count = 0
    var isTold = false
    while outlet.mayRead(after: count), let piece = source.next() {
      if piece.kind == .partial { return source.rewind(to: piece.start) }
      count += 1
      state.tracker.read(piece.bytes)
      let isTooLong = piece.kind == .tooLong
      let text = isTooLong ? piece.bytes.prefix(piece.bytes.count - 1) : piece.bytes.withoutLineFeed
      let isText = !piece.bytes.holdsNUL
      if !isText { outlet.losses.withNUL += 1 }
      if isText, outlet.accepts(text, for: file) { outlet.send(text, from: file, state.place) }
      if isTooLong {
        if isText, !isTold { outlet.tellLargeMessage(piece.bytes, in: state.place) }
        isTold = isTold || isText
        source.skipLine(&state.tracker)
      }
      if isText { state.tracker.reached(source.offset) }
    }
  }
}
