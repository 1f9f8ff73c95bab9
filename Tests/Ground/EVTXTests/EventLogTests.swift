import Testing

@testable import EVTX

/// Event logs whole, optional values, and what is done with damaged ones.
@Suite struct EventLogTests {
  @Test func recordsOfABlockShareTheirTemplate() throws {
    var builder = EventLogBuilder()
    builder.add([.text("first")])
    builder.add([.text("second"), .text("there"), .text("it's")])
    let content = try EventLogContent(builder.file())
    #expect(content.problems.isEmpty)
    #expect(
      content.texts == [
        "<Event><Data Name='v'>first</Data></Event>",
        "<Event><Data Name='v'>second</Data><Data Name='o' Kind='it&apos;s'>there</Data></Event>",
      ])
    #expect(content.records.map(\.number) == [1, 2])
    #expect(content.records.map(\.offset) == [4608, 4608 + Int(firstSize(builder))])
  }

  private func firstSize(_ builder: EventLogBuilder) -> UInt32 {
    builder.chunk[516..<520].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// An optional value that is null takes with it what encloses it, an element or an attribute.
  @Test func nullLeavesOutWhatEnclosesIt() throws {
    var builder = EventLogBuilder()
    builder.add([.null, .text("x"), .null])
    builder.add([.null, .null, .text("x")])
    #expect(
      try EventLogContent(builder.file()).texts == [
        "<Event><Data Name='v'></Data><Data Name='o'>x</Data></Event>",
        "<Event><Data Name='v'></Data></Event>",
      ])
  }

  /// A record may hold its event without a template; elements then have no number of a value before their size.
  @Test func eventsNeedNoTemplate() throws {
    var builder = EventLogBuilder()
    let name =
      EventLogBuilder.little(0, 4) + EventLogBuilder.little(0, 2) + [1, 0] + EventLogBuilder.utf16("E") + [0, 0]
    let place = builder.chunk.count + 24 + 4 + 5 + 4
    builder.add(
      content: [0x0F, 1, 1, 0, 0x01] + EventLogBuilder.little(0, 4) + EventLogBuilder.little(place, 4) + name
        + [0x02, 0x05, 0x01, 1, 0] + EventLogBuilder.utf16("t") + [0x04, 0x00])
    #expect(try EventLogContent(builder.file()).texts == ["<E>t</E>"])
  }

  @Test func whatIsNoEventLogIsRefused() {
    #expect(throws: EVTXProblem(.notAnEventLog, at: 0)) { try EVTXHeader([UInt8]("<Event/>".utf8)) }
    #expect(throws: EVTXProblem(.headerCut, at: 8)) { try EVTXHeader([UInt8]("ElfFile\0".utf8)) }
    var old = EventLogBuilder().file()
    old[38] = 2
    #expect(throws: EVTXProblem(.unsupportedVersion(major: 2, minor: 1), at: 36)) {
      try EVTXHeader(Array(old[..<4096]))
    }
  }

  static let damages: [(name: String, change: @Sendable (inout [UInt8]) -> Void, faults: [EVTXFault], left: Int)] = [
    ("header", { $0[100] = 1 }, [.headerChecksum], 2),
    ("block's header", { $0[4096 + 60] = 1 }, [.chunkChecksum], 2),
    ("block's magic", { $0[4096] = 1 }, [.noChunk], 0),
    ("time of a record", { $0[4608 + 16] ^= 1 }, [.recordsChecksum], 2),
    ("magic of the first record", { $0[4608] = 1 }, [.recordsChecksum, .noRecord], 1),
    (
      "size of the first record",
      {
        $0[4608 + 4] = 3; $0[4608 + 5] = 0
      }, [.recordsChecksum, .recordSize(3)], 1
    ),
    ("cut in the block", { $0.removeLast(20000) }, [.chunkCut(45536)], 2),
    ("cut in a record", { $0.removeLast(65536 - 700) }, [.chunkCut(700), .recordsChecksum], 0),
  ]

  @Test(arguments: damages.indices)
  func damagedPartsAreSaidAndLeftOut(index: Int) throws {
    let damage = Self.damages[index]
    var builder = EventLogBuilder()
    builder.add([.text("first")])
    builder.add([.text("second")])
    var file = builder.file()
    damage.change(&file)
    let content = try EventLogContent(file)
    #expect(content.problems.map(\.fault).starts(with: damage.faults), "\(damage.name): \(content.problems)")
    #expect(content.records.count == damage.left, "\(damage.name)")
  }

  /// A template whose definition names itself, and values that hold each other, end with a message.
  @Test func nothingNestsWithoutEnd() throws {
    var builder = EventLogBuilder()
    let offset = builder.chunk.count + 24 + 4 + 6 + 4
    let inner: [UInt8] = [0x0F, 1, 1, 0, 0x0C, 1, 0, 0, 0, 0] + EventLogBuilder.little(offset, 4) + [0, 0, 0, 0, 0]
    builder.add(
      content: [0x0F, 1, 1, 0, 0x0C, 1, 0, 0, 0, 0] + EventLogBuilder.little(offset, 4)
        + [UInt8](repeating: 0, count: 20)
        + EventLogBuilder.little(inner.count, 4) + inner + [0, 0, 0, 0, 0])
    #expect(try EventLogContent(builder.file()).problems.map(\.fault) == [.nesting])
  }
}
