import Bytes

/// `multi-line-regex`: a pattern says where an event begins or ends (docs/reference/live.md §B.9).
enum MultiLineRegexFormat {
  /// An event that is not finished.
  struct Pending {
    fileprivate(set) var text: [UInt8] = []
    /// When something was added, in seconds.
    fileprivate var changed = 0
    /// How far the file was seen, its unfinished last line with it.
    fileprivate var seen: Int64 = 0
  }

  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    guard let regex = file.multiLineRegex else { return }
    var run = Run(regex: regex, file: file, outlet: outlet)
    run.read(&source, &state)
  }

  private struct Run {
    let regex: MultiLineRegex
    let file: LocalFile
    let outlet: Outlet
    var lines = 0

    mutating func read(_ source: inout PieceReader, _ state: inout FollowState) {
      var unfinished: [UInt8] = []
      while outlet.mayRead(after: lines), let piece = source.next() {
        lines += 1
        let line = piece.bytes.prefix(piece.bytes.firstIndex(of: 0) ?? piece.bytes.count)
        if regex.begins(line, after: state.pending.text, outlet.scratch) {
          finish(&state, at: piece.start)
        }
        if piece.kind == .partial {
          // It stays in the file until it is whole, or its time is over.
          unfinished = Array(line.buffer)
          see(piece.start + Int64(piece.bytes.count), &state)
          source.rewind(to: piece.start)
          break
        }
        see(source.offset, &state)
        state.tracker.read(piece.bytes)
        add(line, isCut: piece.kind == .tooLong, &source, &state)
      }
      guard !state.pending.text.isEmpty || !unfinished.isEmpty,
        outlet.isLast || outlet.seconds - state.pending.changed > regex.timeout
      else { return }
      if !unfinished.isEmpty, let piece = source.next() {
        state.tracker.read(piece.bytes)
        state.pending.text.append(contentsOf: unfinished)
      }
      finish(&state, at: source.offset)
    }

    private func see(_ end: Int64, _ state: inout FollowState) {
      guard end != state.pending.seen else { return }
      (state.pending.seen, state.pending.changed) = (end, outlet.seconds)
    }

    /// Adds a line, and sends the event when it is finished or too long.
    private func add(_ line: ByteView, isCut: Bool, _ source: inout PieceReader, _ state: inout FollowState) {
      let isFinished = regex.add(line, isCut: isCut, to: &state.pending.text, outlet.scratch)
      if isCut { source.skipLine(&state.tracker) }
      if isFinished { finish(&state, at: source.offset) }
    }

    private func finish(_ state: inout FollowState, at offset: Int64) {
      MultiLineRegex.removeLineEnd(&state.pending.text)
      state.pending.text.withView { view in
        if outlet.accepts(view, for: file) { outlet.send(view, from: file, state.place) }
      }
      state.pending.text.removeAll(keepingCapacity: state.pending.text.capacity <= 4096)
      state.tracker.settled(at: offset)
    }
  }
}
