import Analysis
import Bytes
import Foundation
import JSONText
import Rulesets
import TestSupport
import Testing

/// The engine walks flat memory, with an index when nobody watches and without when somebody does; the oracle walks the
/// trees as they were loaded. All must come to the same end for every event, and those who watch must see the same.
@Suite("The walk over flat memory agrees with the plain one")
struct DifferentialTests {
  @Test("On the golden events and mutations of them", .enabled(if: RecordedAnswers.isThere))
  func golden() throws {
    let ruleset = try #require(GoldenTests.stock)
    var oracle = PlainSession(ruleset)
    var watched = Session(ruleset)
    var unwatched = Session(ruleset)
    var random = SplitMix(seed: 7)
    var count = 0
    for line in try RecordedAnswers.lines("golden/sequences.jsonl.gz") {
      let record = try #require(RecordedAnswers.parse(line))
      if record["new_session"]?.bool == true, count % 3 == 0 {
        oracle = PlainSession(ruleset)
        watched = Session(ruleset)
        unwatched = Session(ruleset)
      }
      let time = RecordedAnswers.time(record) ?? .standard
      var event = try #require(RecordedAnswers.event(record, time: time))
      if count % 4 == 3, !event.log.isEmpty {
        let place = Int.random(in: 0..<event.log.count, using: &random)
        event.log.bytes[place] = UInt8.random(in: 1...255, using: &random)
      }
      count += 1
      if count % 2 == 0 { continue }
      var (expected, trace) = (Trace(), Trace())
      let plain = oracle.analyze(event, observer: &expected)
      let seen = watched.analyze(event, observer: &trace)
      let fast = unwatched.analyze(event)
      for outcome in [seen, fast] {
        #expect(plain.document == outcome.document)
        #expect(plain.verdict == outcome.verdict)
        #expect(plain.diagnostics == outcome.diagnostics)
      }
      #expect(expected.decoding == trace.decoding)
      #expect(expected.rules == trace.rules)
    }
    #expect(count > 2000)
  }

  /// How many mutated events are compared; `make fuzz` takes a million.
  private static let mutations = ProcessInfo.processInfo.environment["ASSAY_FUZZ_MUTATIONS"].flatMap { Int($0) } ?? 1500

  @Test("On golden events with bytes changed, cut, doubled and mixed", .enabled(if: RecordedAnswers.isThere))
  func mutations() throws {
    let ruleset = try #require(GoldenTests.stock)
    ruleset.prepareForManyEvents()
    var random = SplitMix(seed: FuzzTests.firstSeed)
    let logs = try RecordedAnswers.lines("golden/ini.jsonl.gz").compactMap { line in
      RecordedAnswers.parse(line).flatMap { RecordedAnswers.event($0, time: .standard)?.log }
    }
    var (oracle, watched, unwatched) = (PlainSession(ruleset), Session(ruleset), Session(ruleset))
    var now = 1_704_888_000
    for count in 0..<Self.mutations {
      if count % 5000 == 4999 {
        (oracle, watched, unwatched) = (PlainSession(ruleset), Session(ruleset), Session(ruleset))
      }
      now += Int.random(in: -1...5, using: &random)
      let log = Self.mutate(logs[Int.random(in: 0..<logs.count, using: &random)], logs, &random)
      let event = Event(log, time: EventTime(seconds: now))
      var (expected, trace) = (Trace(), Trace())
      let plain = oracle.analyze(event, observer: &expected)
      let seen = watched.analyze(event, observer: &trace)
      let fast = unwatched.analyze(event)
      #expect(plain.document == seen.document, "\(log)")
      #expect(expected.decoding == trace.decoding, "\(log)")
      #expect(expected.rules == trace.rules, "\(log)")
      #expect(plain.document == fast.document, "\(log)")
      #expect(plain.verdict == fast.verdict, "\(log)")
      #expect(plain.decoder == fast.decoder, "\(log)")
    }
  }

  private static func mutate(
    _ log: ByteString, _ logs: [ByteString], _ random: inout SplitMix
  ) -> ByteString {
    var bytes = log.bytes
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 1...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(UInt8.random(in: 1...255, using: &random), at: place)
      case 3: bytes.removeLast(bytes.count - place)
      case 4: bytes[place] ^= 0x20
      default:
        let other = logs[Int.random(in: 0..<logs.count, using: &random)].bytes
        let cut = Int.random(in: 0...other.count, using: &random)
        bytes = Array(bytes[..<place]) + Array(other[cut...])
      }
    }
    return ByteString(Array(bytes.prefix(8000)))
  }

  @Test("On a burst rule with values that come and go, with a clock that runs back", arguments: 0..<20)
  func bursts(seed: UInt64) throws {
    var rules = """
      <group name="own,">
        <rule id="100" level="3"><decoded_as>json</decoded_as><description>d</description><group>foo,</group></rule>
        <rule id="110" level="5" frequency="3" timeframe="10"><if_matched_sid>100</if_matched_sid><same_source_ip/>
          <description>d</description></rule>
        <rule id="111" level="6" frequency="4" timeframe="20"><if_matched_sid>100</if_matched_sid>
          <same_field>user.name</same_field><different_srcip/><description>d</description></rule>
        <rule id="112" level="7" frequency="5" timeframe="30"><if_matched_group>foo</if_matched_group><same_id/>
          <global_frequency/><description>d</description></rule>

      """
    for number in 0..<40 {
      rules += "<rule id=\"\(1000 + number)\" level=\"4\"><if_sid>100</if_sid>"
      rules += "<field name=\"kind\">^k\(number)$|^K\(number)x$</field><description>d</description></rule>\n"
    }
    let ruleset = try BriefRuleset(rules: rules + "</group>").compile()
    let (oracle, watched, unwatched) = (PlainSession(ruleset), Session(ruleset), Session(ruleset))
    var random = SplitMix(seed: seed)
    var now = 1_704_888_000
    for _ in 0..<300 {
      now += seed % 2 == 0 ? Int.random(in: 0...3, using: &random) : Int.random(in: -2...4, using: &random)
      let log = """
        {"srcip":"10.0.0.\(Int.random(in: 1...3, using: &random))","id":"\(Int.random(in: 1...2, using: &random))",\
        "user":{"name":"u\(Int.random(in: 1...2, using: &random))"},"kind":"K\(Int.random(in: 0...80, using: &random))"}
        """
      let agent = Int.random(in: 1...2, using: &random)
      let event = Event(
        ByteString(log), location: ByteString("[00\(agent)] (a\(agent)) 10.0.0.9->/x"), time: EventTime(seconds: now))
      var (expected, trace) = (Trace(), Trace())
      let document = oracle.analyze(event, observer: &expected).document
      #expect(watched.analyze(event, observer: &trace).document == document)
      #expect(expected.rules == trace.rules)
      #expect(unwatched.analyze(event).document == document)
    }
  }
}
