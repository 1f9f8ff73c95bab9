import Testing

/// Alerts as `alerts.log` has them (docs/reference/alerts.md §10).
@Suite("Text alerts")
struct TextAlertTests {
  @Test("Line by line", arguments: Transcript.names(of: "text-alerts"))
  func text(_ name: String) throws { try Transcript(name).check() }
}
