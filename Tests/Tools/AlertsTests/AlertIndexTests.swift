import Alerts
import Bytes
import Testing

@Suite("Alerts: counts, histograms, tables")
struct AlertIndexTests {
  private func counts(_ index: AlertIndex, _ field: String, _ size: Int = 10) -> [String] {
    index.terms(of: field, in: RowSet(size: index.count, all: true), size: size).terms.map { "\($0.value) \($0.count)" }
  }

  @Test("Values of a list count one by one, one that is twice in it once; objects in a list give theirs to one field")
  func lists() throws {
    let index = try AlertLines.index([
      AlertLines.alert(
        "10:00:00.000", groups: ["a", "b", "a"], more: #","data":{"l":[{"x":"1"},{"x":"2"},{"x":"1"}],"n":[1,2]}"#),
      AlertLines.alert("10:00:00.000", groups: ["b"], more: #","data":{"l":[],"m":null,"e":""}"#),
    ])
    #expect(counts(index, "rule.groups") == ["b 2", "a 1"])
    #expect(counts(index, "data.l.x") == ["1 1", "2 1"])
    #expect(counts(index, "data.n") == ["1 1", "2 1"])
    #expect(counts(index, "data.m") == [])
    #expect(counts(index, "data.e") == [])
  }

  @Test("What is no document is said, and makes no row")
  func faults() {
    let index = AlertIndex()
    func add(_ line: ByteString) -> AlertIndex.Fault? {
      line.withView { index.add($0, at: AlertPlace(file: 0, offset: 0)) }
    }
    #expect(add("{\"a\":") == .json)
    #expect(add("[]") == .json)
    #expect(add("{\"timestamp\":\"yesterday\"}") == .time)
    #expect(add("{\"a\":1}") == .time)
    #expect(index.count == 0)
    #expect(add("{\"_source\":{\"@timestamp\":\"2026-11-01T10:00:00.000Z\",\"a\":1}}") == nil)
    #expect(counts(index, "a") == ["1 1"])
  }

  /// More rows than a block holds, in three kinds of columns, against plain counting.
  @Test("Blocks of columns, dense and sparse, hold what was put into them")
  func blocks() throws {
    let index = AlertIndex()
    var expected: [String: Int] = [:]
    let count = 150_000
    for row in 0..<count {
      let rare = row % 997 == 0 ? #","rare":"r\#(row % 5)""# : ""
      let time = "2026-11-01T10:00:0\(row % 10).000+0000"
      let text = #"{"timestamp":"\#(time)","few":"f\#(row % 7)","many":"m\#(row % 3000)"\#(rare)}"#
      #expect(ByteString(text).withView { index.add($0, at: AlertPlace(file: 0, offset: row)) } == nil)
      if row % 997 == 0 { expected["r\(row % 5)", default: 0] += 1 }
    }
    let all = RowSet(size: count, all: true)
    let rare = index.terms(of: "rare", in: all, size: 10)
    #expect(Dictionary(uniqueKeysWithValues: rare.terms.map { ($0.value.description, $0.count) }) == expected)
    #expect(
      index.terms(of: "few", in: all, size: 3).others == count
        - index.terms(of: "few", in: all, size: 3).terms.reduce(0) { $0 + $1.count })
    #expect(index.terms(of: "many", in: all, size: 3000).terms.allSatisfy { $0.count == 50 })
    let some = try index.rows(of: AlertQuery(parsing: "few: f3 and many: m10*"))
    #expect(some.count == (0..<count).count { $0 % 7 == 3 && "m\($0 % 3000)".hasPrefix("m10") })
    let page = index.page(of: some, fields: ["few", "many", "rare"], by: .latest, part: 0..<20)
    for line in page.lines {
      #expect(line.values[0] == [ByteString("f\(line.row % 7)")])
      #expect(line.values[1] == [ByteString("m\(line.row % 3000)")])
      #expect(line.values[2] == (line.row % 997 == 0 ? [ByteString("r\(line.row % 5)")] : []))
    }
  }

  @Test("A histogram begins at a round time, of local days too, and counts each row once")
  func histogram() throws {
    let index = try AlertLines.index([
      AlertLines.alert("10:00:59.999", level: 3), AlertLines.alert("10:01:00.000", level: 5),
      AlertLines.alert("10:01:30.000", level: 5), AlertLines.alert("10:03:00.000", level: 7),
    ])
    let all = RowSet(size: 4, all: true)
    let period = try #require(index.period(of: all))
    let plain = index.histogram(of: all, in: period, interval: 60_000)
    #expect(plain.start % 60_000 == 0)
    #expect(plain.series.map(\.counts) == [[1, 2, 0, 1]])
    let split = index.histogram(of: all, by: "rule.level", size: 2, in: period, interval: 60_000)
    #expect(split.series.map(\.value) == ["5", "3"])
    #expect(split.series.map(\.counts) == [[0, 2, 0, 0], [1, 0, 0, 0]])
    let day = index.histogram(of: all, in: period, interval: 86_400_000, zone: 2 * 3_600_000)
    #expect((day.start + 2 * 3_600_000) % 86_400_000 == 0)
    #expect(day.series.map(\.counts) == [[4]])
  }

  @Test("A table is in the order of time or of a field, numbers by what they are worth, without a value last")
  func pages() throws {
    let index = try AlertLines.index([
      AlertLines.alert("10:00:02.000", level: 3), AlertLines.alert("10:00:00.000", level: 12),
      AlertLines.alert("10:00:01.000", level: 5),
      AlertLines.alert("10:00:03.000", level: 5, more: #","data":{"k":"v"}"#),
    ])
    func rows(_ field: String, _ isDescending: Bool, _ part: Range<Int> = 0..<10) -> [Int] {
      index.page(
        of: RowSet(size: 4, all: true), fields: [], by: AlertOrder(field: field, isDescending: isDescending), part: part
      ).lines.map(\.row)
    }
    #expect(rows("timestamp", true) == [3, 0, 2, 1])
    #expect(rows("timestamp", false) == [1, 2, 0, 3])
    #expect(rows("rule.level", true) == [1, 3, 2, 0])
    #expect(rows("rule.level", false) == [0, 3, 2, 1])
    #expect(rows("rule.level", true, 1..<3) == [3, 2])
    #expect(rows("data.k", true) == [3, 0, 2, 1])
    #expect(rows("timestamp", true, 3..<9) == [1])
    #expect(rows("timestamp", true, 7..<9) == [])
  }

  @Test("All panels can be read and answered, also without any alert")
  func panels() throws {
    let index = try AlertLines.index([
      AlertLines.alert("10:00:00.000", level: 12, groups: ["authentication_failed"]),
      AlertLines.alert("10:00:01.000", groups: ["authentication_success"]),
    ])
    for (index, expected) in [(index, [2, 1, 1, 1]), (AlertIndex(), [0, 0, 0, 0])] {
      let all = RowSet(size: index.count, all: true)
      let period = index.period(of: all) ?? 0..<1
      for dashboard in Dashboard.all {
        _ = try AlertQuery(parsing: ByteString(dashboard.filter))
        for panel in dashboard.panels { _ = try index.answer(panel, in: all, period: period) }
      }
      let numbers = try Dashboard.hunt.panels.prefix(4).map { try index.answer($0, in: all, period: period) }
      #expect(numbers == expected.map { .number($0) })
    }
  }
}
