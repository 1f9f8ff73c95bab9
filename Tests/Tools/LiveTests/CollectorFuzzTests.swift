import TestSupport
import Testing

@testable import Live

/// Whatever bytes a file holds, every format reads on to its end, and no event is longer than a datagram.
@Suite struct CollectorFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", "\0", "[", "]", "{", "}", "\"a\":", "type=A msg=audit(1.1:1): x", "** Alert 1.0: x",
      "Rule: 1 (level",
      "2024-01-01 10:20:30 ", "240101 10:20:30 x", "\t\t      ", "@400000005e3a1b2c0a1b2c3d ",
      "Host: 1.1.1.1 ()\tPorts: 1/open",
      "[2024-01-01 10:20:30.123 UTC] x", "\u{FEFF}", "\\u00", "Src IP: ", "User: ", " -> '",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], Array(repeating: 0x78, count: 70_000)]

  @Test(arguments: [
    "syslog", "json", "multi-line:3", "multi-line-regex", "audit", "mysql_log", "mssql_log", "postgresql_log",
    "djb-multilog", "nmapg", "ossecalert",
  ])
  func readsOn(_ format: String) throws {
    var numbers = SplitMix(seed: FuzzSettings.seed)
    let desk = try CollectorDesk(
      "<localfile><log_format>\(format)</log_format><location>$D/current</location>"
        + "<multiline_regex>^\\[</multiline_regex><only-future-events>no</only-future-events></localfile>")
    try desk.write("current", "")
    desk.start()
    for _ in 0..<FuzzSettings.count("ASSAY_FUZZ_FILES", default: 150) {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<12, using: &numbers) {
        // The longest piece is a rare one.
        let last = Int.random(in: 0..<8, using: &numbers) == 0 ? Self.pieces.count : Self.pieces.count - 1
        bytes += Self.pieces[Int.random(in: 0..<last, using: &numbers)]
      }
      switch Int.random(in: 0..<20, using: &numbers) {
      case 0: try desk.write("current", bytes)
      case 1:
        desk.rename("current", "old")
        try desk.write("current", bytes)
      case 2: try desk.restart()
      default: try desk.append("current", bytes)
      }
      for message in desk.poll(2) { #expect(message.utf8.count < 3 * 65_535) }
    }
    // Whatever was left unfinished, the next event begins at a line.
    try desk.append("current", "\n\n\n")
    _ = desk.poll(8)
    #expect(desk.collector.isRunning)
  }
}
