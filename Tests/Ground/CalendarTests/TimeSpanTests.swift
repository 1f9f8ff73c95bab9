import Calendar
import Testing

@Suite("Lengths of time")
struct TimeSpanTests {
  @Test(arguments: [
    ("10s", 10_000, "10s"), ("5m", 300_000, "5m"), ("1h30m", 5_400_000, "1h30m"), ("250ms", 250, "250ms"),
    ("1.5s", 1500, "1500ms"),
    ("23269060.2690m", 1_396_143_616_140, "1396143616140ms"), ("1396143616140ms", 1_396_143_616_140, "1396143616140ms"),
    ("0s", 0, "0s"), ("2w1d", 1_296_000_000, "2w1d"), ("90m", 5_400_000, "1h30m"),
  ])
  func readsAndWritesSpans(_ text: String, _ milliseconds: Int, _ written: String) {
    #expect(TimeSpan.milliseconds(text.utf8) == milliseconds)
    #expect(TimeSpan.text(milliseconds) == written)
  }

  @Test(arguments: ["", "10", "s", "10x", "1.5ms", "99999999999999w", "10 s", "-1s"])
  func refusesWhatIsNoSpan(_ text: String) { #expect(TimeSpan.milliseconds(text.utf8) == nil) }
}
