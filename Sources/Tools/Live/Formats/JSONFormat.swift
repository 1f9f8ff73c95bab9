import Bytes
import JSONText

/// `json`: each line is an object, which is printed anew with the block's labels.
enum JSONFormat {
  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var count = 0
    var isTold = false
    // The reference forgets that a line was too long only when an event was sent: what comes behind a long line that is
    // dropped loses the line after it.
    var mustSkip = false
    var writer = ByteWriter()
    while outlet.mayRead(after: count), let piece = source.next() {
      if piece.kind == .partial { return source.rewind(to: piece.start) }
      count += 1
      state.tracker.read(piece.bytes)
      if piece.kind == .tooLong { mustSkip = true }
      let text = piece.kind == .tooLong ? piece.bytes.prefix(piece.bytes.count - 1) : piece.bytes.withoutLineFeed
      guard !piece.bytes.holdsNUL else {
        outlet.losses.withNUL += 1
        continue
      }
      guard outlet.accepts(text, for: file) else { continue }
      guard outlet.json.parse(text), outlet.json.root.kind == .object else {
        outlet.losses.withoutObject += 1
        continue
      }
      writer.removeAll()
      if file.labels.isEmpty {
        writer.write(compactJSON: outlet.json.root)
      } else {
        file.labels.write(outlet.json.root, to: &writer)
      }
      writer.bytes.withView { outlet.send($0, from: file, state.place) }
      if mustSkip {
        if !isTold { outlet.tellLargeMessage(piece.bytes, in: state.place) }
        isTold = true
        source.skipLine(&state.tracker)
        mustSkip = false
      }
      state.tracker.reached(source.offset)
    }
  }
}
