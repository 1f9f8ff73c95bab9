import Foundation
import Testing
import TestSupport

@testable import Live

/// Every line once, whatever happens to the files: many of them grow, are rotated and truncated, and the collector ends
/// and starts again.
@Suite struct ManyFilesTests {
  /// `ASSAY_LIVE_LINES=1000000` for the large one.
  private static let lineCount = FuzzSettings.count("ASSAY_LIVE_LINES", default: 20_000)
  private static let fileCount = 200

  @Test(arguments: [false, true])
  func everyLineOnce(restarting: Bool) throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/*.log</location><only-future-events>no</only-future-events>"
        + "</localfile>", settings: .fast)
    for file in 0..<Self.fileCount { try desk.write("\(file).log", "") }
    desk.start()
    var numbers = SplitMix(seed: FuzzSettings.seed)
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &numbers) }
    var written: [[String]] = Array(repeating: [], count: Self.fileCount)
    var read: [[String]] = Array(repeating: [], count: Self.fileCount)
    var unfinished: [String] = Array(repeating: "", count: Self.fileCount)
    var count = 0
    while count < Self.lineCount {
      var rotated: Set<Int> = []
      for _ in 0..<50 {
        let file = roll(Self.fileCount)
        let lines = roll(20)
        var text = unfinished[file].isEmpty ? "" : "-end\n"
        if !text.isEmpty { written[file].append(unfinished[file] + "-end") }
        for _ in 0..<lines {
          count += 1
          written[file].append("\(file) \(count)")
          text += "\(file) \(count)\n"
        }
        unfinished[file] = roll(4) == 0 ? "\(file) part \(count)" : ""
        try desk.append("\(file).log", text + unfinished[file])
        // Of a file that is rotated twice between two turns nobody can see the one between.
        if roll(10) == 0, unfinished[file].isEmpty, rotated.insert(file).inserted {
          // The old file still holds lines that were not read.
          desk.rename("\(file).log", "\(file).old")
          try desk.write("\(file).log", "")
        }
      }
      collect(desk.poll(1), &read)
      // Whoever truncates a file loses what was not read: a file that was rotated just now was only opened.
      let file = roll(Self.fileCount)
      if unfinished[file].isEmpty, !rotated.contains(file) { try desk.write("\(file).log", "") }
      collect(desk.poll(1), &read)
      if restarting, roll(5) == 0 {
        // As after SIGKILL: nothing is said any more.
        try desk.restart()
      }
    }
    collect(desk.poll(3), &read)
    for file in 0..<Self.fileCount { #expect(read[file] == written[file], "file \(file)") }
  }

  private func collect(_ messages: [String], _ read: inout [[String]]) {
    for message in messages where !message.hasPrefix("logcollector:") {
      let parts = message.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let file = Int(parts[0].dropFirst(3).dropLast(4)) else {
        Issue.record("what is \(message)?")
        continue
      }
      read[file].append(String(parts[1]))
    }
  }
}
