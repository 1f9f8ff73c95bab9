import Testing

/// What the daemon does otherwise than logtest (docs/reference/rules.md §11, §13.4, §14.3).
@Suite("As the daemon")
struct DaemonTests {
  @Test("Step by step", arguments: Transcript.names(of: "daemon"))
  func daemon(_ name: String) throws { try Transcript(name).check() }
}
