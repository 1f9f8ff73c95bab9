import Bytes

/// `nmapg`: what `nmap -oG` writes, as host information.
enum NmapFormat {
  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    var lines = WholeLines()
    while let line = lines.next(&source, &state, outlet) {
      if line.isEmpty || line[0] == UInt8(ascii: "#") || isStatus(line) { continue }
      guard let text = text(of: line) else {
        // The line is no place to go on at after a restart, but the next turn begins behind it.
        return outlet.log.add(.error, "Bad formated nmap grepable file.")
      }
      text.withView {
        if outlet.accepts($0, for: file) { outlet.send($0, from: file, state.place, queue: UInt8(ascii: "3")) }
      }
    }
    lines.finish(&source, &state)
  }

  private static func isStatus(_ line: ByteView) -> Bool {
    line.starts(with: "Host: ") && ("Status:" as ByteString).withView { line.firstIndex(of: $0) } != nil
      && ("Ports: " as ByteString).withView { line.firstIndex(of: $0) } == nil
  }

  /// `Host: IP (NAME), open ports: 22(tcp) 53(udp)`; nil for what is no such line.
  private static func text(of line: ByteView) -> ByteString? {
    guard line.starts(with: "Host: "), let mark = ("Ports: " as ByteString).withView({ line.firstIndex(of: $0) }),
      mark > 6
    else { return nil }
    let host = ByteString(line[0..<mark]).bytes
    let front = ByteString(host.reversed().drop { $0 == 9 || $0 == 0x20 }.reversed())
    guard front.bytes.last == UInt8(ascii: ")") else { return nil }
    let ports = line.from(mark + 7).buffer.prefix { $0 != 9 }
    var text = front + ", open ports:"
    for port in ports.split(separator: UInt8(ascii: ",")) {
      let fields = port.drop { $0 == 0x20 }.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard fields.count >= 3 else { return nil }
      guard fields[1].elementsEqual("open".utf8) else { continue }
      text = text + " " + ByteString(fields[0]) + "(" + ByteString(fields[2]) + ")"
    }
    return text
  }
}
