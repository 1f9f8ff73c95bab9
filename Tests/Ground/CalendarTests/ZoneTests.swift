import Calendar
import Testing

@Suite("Local time")
struct ZoneTests {
  @Test("A fixed zone is the same at all times")
  func fixed() {
    #expect(Zone(secondsFromUTC: 10_800).secondsFromUTC(at: 1_704_888_000) == 10_800)
    #expect(Zone.utc.secondsFromUTC(at: -1) == 0)
  }

  /// A file of version 2 with no changes of its own: the rule at its end decides.
  static func file(rule: String, offset: Int32 = 3600) -> [UInt8] {
    func number(_ value: Int32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    func header() -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [0, 0, 0, 0, 1, 4].flatMap { number($0) }
    }
    let body = number(offset) + [0, 0] + Array("CET\0".utf8)
    return header() + body + header() + body + Array("\n\(rule)\n".utf8)
  }

  @Test(
    "A rule changes to summer time and back",
    arguments: [
      (1_711_846_799, 3600),  // 2024-03-31 00:59:59 UTC
      (1_711_846_800, 7200),  // 2024-03-31 01:00:00 UTC
      (1_729_990_799, 7200),  // 2024-10-27 00:59:59 UTC
      (1_729_990_800, 3600),  // 2024-10-27 01:00:00 UTC
      (4_102_444_800, 3600),  // 2100-01-01
    ])
  func rule(moment: Int, seconds: Int) throws {
    let zone = try #require(Zone(timeZoneFile: Self.file(rule: "CET-1CEST,M3.5.0,M10.5.0/3")))
    #expect(zone.secondsFromUTC(at: moment) == seconds)
  }

  @Test("South of the equator summer time spans the new year")
  func south() throws {
    let zone = try #require(Zone(timeZoneFile: Self.file(rule: "<-03>3<-02>,M11.1.0/0,M2.3.0/0", offset: -10_800)))
    #expect(zone.secondsFromUTC(at: 1_704_067_200) == -7200)
    #expect(zone.secondsFromUTC(at: 1_719_792_000) == -10_800)
  }

  @Test("What is no zone file is refused", arguments: 0..<150)
  func broken(length: Int) {
    let file = Self.file(rule: "CET-1")
    _ = Zone(timeZoneFile: Array(file.prefix(length)))
    #expect(Zone(timeZoneFile: Array(file.prefix(min(length, 40)))) == nil)
  }
}
