import Foundation
import TestSupport
import Testing

@testable import EVTX

/// Damaged event logs: no reader may crash, hang or grow without bound. `ASSAY_FUZZ=1000000` tries that many.
@Suite struct DamagedLogFuzzTests {
  static let tries = FuzzSettings.count("ASSAY_FUZZ", default: 2000)

  /// A log with every kind of value in it.
  private static func log() -> [UInt8] {
    var builder = EventLogBuilder()
    for value in ValueTests.values {
      builder.add([.init(type: value.type, bytes: value.bytes), .text("o"), .text("k")])
    }
    for list in ValueTests.lists { builder.add([.init(type: list.type, bytes: list.bytes)]) }
    // A value that is binary XML and names the template again.
    builder.add([.init(type: 0x21, bytes: [0x0F, 1, 1, 0, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0x03, 0x00])])
    return builder.file()
  }

  @Test func damagedBytesEndInProblems() throws {
    let whole = Self.log()
    let used = 4096 + EventLogBuilderUse.end(of: whole)
    var random = SplitMix(seed: FuzzSettings.seed)
    var left = 0
    for _ in 0..<Self.tries {
      var file = whole
      for _ in 0...Int.random(in: 0..<4, using: &random) { damage(&file, 4096 + 512..<used, &random) }
      let content = try EventLogContent(file)
      left += content.records.count
      #expect(content.records.allSatisfy { $0.xml.count <= BinaryXML.largest })
    }
    // Most records of most files survive: the damage is of a few bytes.
    #expect(left > Self.tries * 5)
  }

  private func damage(_ file: inout [UInt8], _ range: Range<Int>, _ random: inout SplitMix) {
    let place = Int.random(in: range, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: file[place] = UInt8.random(in: 0...255, using: &random)
    case 1: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2:
      file[place] = [0x00, 0x01, 0x04, 0x0C, 0x0D, 0x0F, 0x21, 0x41, 0x81, 0xFF].randomElement(using: &random) ?? 0
    default:
      let count = min(Int.random(in: 1..<32, using: &random), range.upperBound - place)
      let source = Int.random(in: range.lowerBound...range.upperBound - count, using: &random)
      file.replaceSubrange(place..<place + count, with: Array(file[source..<source + count]))
    }
  }

  /// Public logs, whole and damaged, where they are there.
  @Test(
    .enabled(if: SharedFolder.path("evtx") != nil, "needs ../shared/evtx"),
    arguments: SharedFolder.files(in: "evtx", endingIn: ".evtx"))
  func publicLogsAreRead(path: String) throws {
    var file = [UInt8](try Data(contentsOf: URL(filePath: path)).prefix(EVTXHeader.size + 2 * EVTXLog.chunkSize))
    #expect(try !EventLogContent(file).records.isEmpty)
    var random = SplitMix(seed: FuzzSettings.seed)
    for _ in 0..<min(20, Self.tries) {
      for _ in 0..<8 { damage(&file, 4096 + 512..<file.count, &random) }
      _ = try EventLogContent(file)
    }
  }
}

/// Where the records of a built log end in its block.
private enum EventLogBuilderUse {
  static func end(of file: [UInt8]) -> Int {
    file[4096 + 48..<4096 + 52].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
