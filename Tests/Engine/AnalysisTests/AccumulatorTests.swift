import Bytes
import Rulesets
import Testing

@testable import Analysis

@Suite("Accumulated fields")
struct AccumulatorTests {
  private func ruleset() throws -> CompiledRuleset {
    try BriefRuleset(
      decoders: BriefRuleset.decoders + """
        <decoder name="acc"><program_name>^acc$</program_name><regex>^id=(\\S+) u=(\\S*)</regex><order>id,user</order>
          <accumulate/></decoder>

        """,
      rules: "<group name=\"own,\"><rule id=\"100\" level=\"3\"><description>d</description></rule></group>"
    ).compile()
  }

  private func event(_ id: Int, _ user: String) -> Event {
    Event(ByteString("Jan 10 12:00:00 h acc: id=\(id) u=\(user)"))
  }

  @Test("While the clock stands still the older half goes when there are too many, and that is said")
  func limit() throws {
    let session = Session(try ruleset())
    _ = session.analyze(event(0, "first"))
    for id in 1..<Accumulator.entryLimit {
      _ = event(id, "bob").log.withView { log in
        ByteString("stdin").withView { session.process(log, location: $0, time: .standard) }
      }
    }
    // Used again, so it is not among the older half.
    let kept = session.analyze(event(0, ""))
    #expect(kept.fields.contains { $0.name == "dstuser" && $0.value == "first" } && kept.diagnostics.isEmpty)
    let full = session.analyze(event(Accumulator.entryLimit, "bob"))
    #expect(full.diagnostics.map(\.code) == ["accumulator-full"])
    #expect(session.analyze(event(0, "")).fields.contains { $0.value == "first" })
    #expect(!session.analyze(event(1, "")).fields.contains { $0.value == "bob" })
    #expect(session.analyze(event(Accumulator.entryLimit - 1, "")).fields.contains { $0.value == "bob" })
  }
}
