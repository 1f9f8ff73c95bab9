import Calendar
import TestSupport
import Testing

@Suite("Moments")
struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
    ("2024-01-10T12:00:00Z", 1_704_888_000_000, "2024-01-10T12:00:00Z"),
    ("2024-02-29 23:59:59.5+01:30", 1_709_245_799_500, "2024-02-29T22:29:59.500Z"),
    ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
    ("2000-03-01T00:00:00", 951_868_800_000, "2000-03-01T00:00:00Z"),
    ("9999-12-31t23:59:59z", 253_402_300_799_000, "9999-12-31T23:59:59Z"),
    ("0000-01-01T00:00:00Z", -62_167_219_200_000, "0000-01-01T00:00:00Z"),
  ])
  func readsAndWritesTimes(_ text: String, _ milliseconds: Int, _ written: String) {
    let time = Instant(rfc3339: text.utf8)
    #expect(time?.unixMilliseconds == milliseconds)
    #expect(time?.rfc3339 == written)
  }

  @Test(arguments: [
    "", "2024", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00+1",
    "2024-01-01T00:00:00Zx", "2024-01-01T00:00:00.Z",
  ])
  func refusesWhatIsNoTime(_ text: String) { #expect(Instant(rfc3339: text.utf8) == nil) }

  @Test("What is written is read back, at every moment of the years 0 to 9999")
  func roundTrip() {
    var random = SplitMix(seed: 3339)
    for _ in 0..<2000 {
      let moment = Instant(unixMilliseconds: Int.random(in: -62_167_219_200_000..<253_402_300_800_000, using: &random))
      #expect(Instant(rfc3339: moment.rfc3339.utf8) == moment, "\(moment.rfc3339)")
      #expect(Instant(unixMilliseconds: moment.unixMilliseconds) == moment)
    }
  }

  @Test("The ends of time are where a moment stops")
  func ends() {
    var last = Instant(unixMilliseconds: .max - 1)
    last.advance(by: 2)
    #expect(last.unixMilliseconds == .max)
    #expect(Instant(seconds: .max).unixMilliseconds == .max)
    #expect(Instant(seconds: .min).unixMilliseconds == .min)
    #expect(Instant(unixMilliseconds: .min).unixMilliseconds == .min)
  }

  @Test(arguments: [
    (0.033, 0, 33), (-0.25, -1, 750), (1_704_888_000.033, 1_704_888_000, 33), (Double.nan, 0, 0),
    (1e300, 1_000_000_000_000, 0),
  ])
  func ofFraction(_ unix: Double, _ seconds: Int, _ milliseconds: Int) {
    #expect(Instant(unix: unix) == Instant(seconds: seconds, milliseconds: milliseconds))
  }
}
