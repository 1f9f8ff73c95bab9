import Bytes

/// `audit`: records of one event that follow each other are joined (docs/reference/live.md §B.9).
enum AuditFormat {
  /// The records of one event.
  private struct Group {
    var key = ByteString()
    var text: [UInt8] = []
    var count = 0

    static let maximumCount = 64
    static let longestKey = 63

    /// Whether a record belongs to it: compared is the length of the new key only.
    func takes(_ new: ByteView) -> Bool {
      count > 0 && new.count <= Self.longestKey && key.withView { $0.starts(with: new) }
    }
  }

  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var group = Group()
    defer { send(&group, state.place, file, outlet) }
    var count = 0
    while outlet.mayRead(after: count), let piece = source.next() {
      if piece.kind == .partial { return source.rewind(to: piece.start) }
      count += 1
      guard piece.kind == .line else {
        source.skipLine(&state.tracker)
        return state.tracker.reached(source.offset)
      }
      state.tracker.read(piece.bytes)
      if piece.bytes.holdsNUL {
        outlet.losses.withNUL += 1
        continue
      }
      state.tracker.reached(source.offset)
      let line = piece.bytes.withoutLineFeed
      if line.isEmpty { return }
      guard let key = key(of: line) else {
        return outlet.log.add(.warning, "Discarding audit message because of invalid syntax.")
      }
      if group.takes(key) {
        add(line, to: &group, outlet)
      } else {
        send(&group, state.place, file, outlet)
        group = Group(key: ByteString(key), text: Array(line.buffer), count: 1)
      }
    }
  }

  /// What stands between the parentheses of `type=… msg=audit(…):`.
  private static func key(of line: ByteView) -> ByteView? {
    func place(_ text: ByteString, from start: Int) -> Int? {
      text.withView { line.firstIndex(of: $0, from: start) }
    }
    guard let type = place("type=", from: 0), let message = place(" msg=audit(", from: type),
      let end = place("):", from: message)
    else { return nil }
    return line[message + 11..<end]
  }

  private static func add(_ line: ByteView, to group: inout Group, _ outlet: Outlet) {
    guard group.count < Group.maximumCount else {
      return outlet.log.add(.error, "Discarding audit message because cache is full.")
    }
    guard group.text.count + 1 + line.count <= PieceReader.limit else { return }
    group.text.append(0x20)
    group.text.append(contentsOf: line.buffer)
    group.count += 1
  }

  private static func send(_ group: inout Group, _ place: Outlet.Place, _ file: LocalFile, _ outlet: Outlet) {
    guard group.count > 0 else { return }
    group.text.withView { view in
      if outlet.accepts(view, for: file) { outlet.send(view, from: file, place) }
    }
    group = Group()
  }
}
