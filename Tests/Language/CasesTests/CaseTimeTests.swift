import Cases
import Testing

@Suite struct CaseTimeTests {
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
    let time = CaseTime(rfc3339: text.utf8)
    #expect(time?.milliseconds == milliseconds)
    #expect(time?.rfc3339 == written)
  }

  @Test(arguments: [
    "", "2024", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00+1",
    "2024-01-01T00:00:00Zx", "2024-01-01T00:00:00.Z",
  ])
  func refusesWhatIsNoTime(_ text: String) { #expect(CaseTime(rfc3339: text.utf8) == nil) }

  @Test(arguments: [
    ("10s", 10_000, "10s"), ("5m", 300_000, "5m"), ("1h30m", 5_400_000, "1h30m"), ("250ms", 250, "250ms"),
    ("1.5s", 1500, "1500ms"),
    ("0s", 0, "0s"), ("2w1d", 1_296_000_000, "2w1d"), ("90m", 5_400_000, "1h30m"),
  ])
  func readsAndWritesSpans(_ text: String, _ milliseconds: Int, _ written: String) {
    #expect(CaseDuration.milliseconds(text.utf8) == milliseconds)
    #expect(CaseDuration.text(milliseconds) == written)
  }

  @Test(arguments: ["", "10", "s", "10x", "1.5ms", "99999999999999w", "10 s", "-1s"])
  func refusesWhatIsNoSpan(_ text: String) { #expect(CaseDuration.milliseconds(text.utf8) == nil) }
}
