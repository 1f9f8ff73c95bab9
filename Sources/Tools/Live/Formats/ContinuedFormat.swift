import Bytes

/// `mssql_log` and `postgresql_log`: an event begins with a time, and lines behind it may belong to it. It ends with what
/// can be read at the moment.
struct ContinuedFormat {
  let isStart: (ByteView) -> Bool
  let continues: (ByteView) -> Bool

  func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var event: [UInt8] = []
    func send() {
      guard !event.isEmpty else { return }
      event.withView { view in
        if outlet.accepts(view, for: file) { outlet.send(view, from: file, state.place) }
      }
    }
    var lines = WholeLines()
    while let line = lines.next(&source, &state, outlet) {
      if isStart(line) {
        send()
        event = Array(line.buffer)
      } else if !event.isEmpty, continues(line), event.count + 1 + line.count <= PieceReader.limit {
        event.append(0x20)
        event.append(contentsOf: line.buffer)
      }
    }
    lines.finish(&source, &state)
    send()
  }
}

enum MSSQL {
  static func isStart(_ line: ByteView) -> Bool {
    let (dash, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
    return line.count + 1 >= 20 && line.hasDigits(0..<4)
      && line.has([4: dash, 7: dash, 10: 0x20, 13: colon, 16: colon])
  }

  /// The reference counts the LF of a line.
  static func continues(_ line: ByteView) -> Bool { line.count + 1 > 2 }
}

enum PostgreSQL {
  static func isStart(_ line: ByteView) -> Bool {
    let (dash, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
    return line.count + 1 > 32 && line.hasDigits(1..<5)
      && line.has([
        0: UInt8(ascii: "["), 5: dash, 8: dash, 11: 0x20, 14: colon, 17: colon, 20: UInt8(ascii: "."),
      ])
  }

  static func continues(_ line: ByteView) -> Bool { !line.isEmpty && line[0] == 9 }
}
