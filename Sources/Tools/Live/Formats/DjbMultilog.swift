import Bytes
import System

/// `djb-multilog`: lines with a TAI64 time, as daemontools writes them.
enum DjbMultilog {
  /// The service whose log a path is: the NAME of `/NAME/current`.
  static func service(of path: ByteString) -> ByteString? {
    let parts = path.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count >= 3, ByteString(parts[parts.count - 1]) == "current", !parts[parts.count - 2].isEmpty else {
      return nil
    }
    return ByteString(parts[parts.count - 2])
  }

  static func read(_ source: inout PieceReader, _ state: inout FollowState, _ file: LocalFile, _ outlet: Outlet) {
    guard let service = service(of: state.place.location) else { return }
    var lines = WholeLines()
    while let line = lines.next(&source, &state, outlet) {
      guard let text = text(of: line), outlet.accepts(line, for: file) else { continue }
      if hasHeader(text) {
        outlet.send(text.from(16), from: file, state.place)
      } else {
        let time = LocalTime(outlet.time).text("%b %d %H:%M:%S", limit: 32) ?? ""
        let host = ByteString(outlet.hostname.bytes.prefix { $0 != UInt8(ascii: ".") })
        let event = time + " " + host + " " + service + ": " + ByteString(text)
        event.withView { outlet.send($0, from: file, state.place) }
      }
    }
    lines.finish(&source, &state)
  }

  /// What stands behind `@` and 24 letters and digits.
  private static func text(of line: ByteView) -> ByteView? {
    guard line.count > 26, line[0] == UInt8(ascii: "@"), line[25] == 0x20,
      (1...24).allSatisfy({ ASCII.isAlphanumeric(line[$0]) })
    else { return nil }
    return line.from(26).droppingBlanks(tabs: true)
  }

  /// Whether a text begins with syslog's own time.
  private static func hasHeader(_ text: ByteView) -> Bool {
    text.count > 17 && text.has([3: 0x20, 6: 0x20, 9: UInt8(ascii: ":"), 12: UInt8(ascii: ":"), 15: 0x20])
  }
}
