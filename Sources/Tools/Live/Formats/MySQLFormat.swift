import Bytes

/// `mysql_log`: lines get their time and a mark in front.
enum MySQLFormat {
  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var lines = WholeLines()
    while let line = lines.next(&source, &state, outlet) {
      let rest: ByteView
      if let length = timeLength(of: line) {
        state.lastTime = ByteString(line.prefix(length))
        rest = line.from(length).droppingBlanks()
      } else if line.count + 1 > 10, line.starts(with: "\t\t      "), !state.lastTime.isEmpty {
        rest = line.from(2).droppingBlanks()
      } else {
        continue
      }
      let text = "MySQL log: " + state.lastTime + " " + ByteString(rest)
      text.withView { if outlet.accepts($0, for: file) { outlet.send($0, from: file, state.place) } }
    }
    lines.finish(&source, &state)
  }

  /// The length of the time that a line begins with. The reference counts the LF of a line.
  private static func timeLength(of line: ByteView) -> Int? {
    let colon = UInt8(ascii: ":")
    if line.count + 1 > 18, line.hasDigits(0..<6), line.has([6: 0x20, 9: colon, 12: colon]) { return 15 }
    let dash = UInt8(ascii: "-")
    guard line.hasDigits(0..<4),
      line.has([4: dash, 7: dash, 10: UInt8(ascii: "T"), 13: colon, 16: colon, 19: UInt8(ascii: ".")])
    else { return nil }
    if line.count + 1 > 35, line[26] == UInt8(ascii: "+") || line[26] == dash, line.has([29: colon, 32: 0x20]) {
      return 32
    }
    return line.count + 1 > 30 && line.has([26: UInt8(ascii: "Z"), 27: 0x20]) ? 27 : nil
  }
}
