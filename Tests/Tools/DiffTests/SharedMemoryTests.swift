import Bytes
import Diff
import Foundation
import TestSupport
import Testing

/// What rules remember for all agents together, when a corpus is counted in parts: a report of parts is that of one session,
/// or it names who may have come out otherwise.
@Suite("Memory that agents share, over parts of a corpus")
struct SharedMemoryTests {
  /// A request as everywhere, and what the two sides differ in.
  private static func rules(_ own: String) -> String {
    """
    <group name="web,">
      <rule id="100100" level="0"><decoded_as>web</decoded_as><description>A request.</description></rule>
      <rule id="100101" level="5"><if_sid>100100</if_sid><id>^4</id><description>An error.</description></rule>
      \(own)
    </group>
    """
  }

  private static let firstTime = """
    <decoder name="web"><prematch>^web: </prematch></decoder>
    <decoder name="web-request"><parent>web</parent><prematch offset="after_parent">^\\S+ </prematch>
      <regex offset="after_parent">^(\\S+) (\\d+) (\\S+)</regex>
      <order>srcip,id,url</order><fts>name, srcip</fts></decoder>
    """

  @Test("One that counts all agents' events is named, although it fires in no part")
  func globalFrequency() async throws {
    let own = """
      <rule id="100102" level="9" frequency="4" timeframe="600"><if_matched_sid>100101</if_matched_sid>
        <global_frequency/><description>Many errors.</description></rule>
      """
    let fixture = try DiffFixture(
      Self.rules(own), to: Self.rules(own.replacingOccurrences(of: "level=\"9\"", with: "level=\"8\"")))
    let events = [1, 1, 2, 2].enumerated().map { DiffFixture.event("web: 10.0.0.1 404 /", agent: $1, at: $0) }
    let (whole, parts) = try await tallies(fixture, events, parts: 2)
    #expect(whole.changed == 1)
    #expect(parts.changed == 0)
    #expect(parts.uncertain.contains(100102))
  }

  @Test(
    "Two rules ask for the first time of one key",
    arguments: [
      // Each agent's event is asked by another rule: the key is the same.
      (agents: [1, 2], clients: ["10.0.0.1", "10.0.0.1"], named: [100110, 100111]),
      (agents: [1, 2], clients: ["10.0.0.1", "10.0.0.2"], named: []),
      (agents: [1, 1], clients: ["10.0.0.1", "10.0.0.1"], named: []),
    ])
  func firstTimeKeys(agents: [Int], clients: [String], named: [Int]) async throws {
    let own = """
      <rule id="100110" level="6"><if_sid>100100</if_sid><url>^/a</url><if_fts/><description>A new client.</description></rule>
      <rule id="100111" level="7"><if_sid>100100</if_sid><url>^/b</url><if_fts/><description>A new one.</description></rule>
      """
    let fixture = try DiffFixture(
      decoders: Self.firstTime, Self.rules(own),
      to: Self.rules(own.replacingOccurrences(of: "level=\"7\"", with: "level=\"4\"")))
    let events = (0..<2).map {
      DiffFixture.event("web: \(clients[$0]) 200 \(["/a", "/b"][$0])", agent: agents[$0], at: $0)
    }
    let (whole, parts) = try await tallies(fixture, events, parts: 2)
    #expect(parts.uncertain.sorted() == named)
    #expect(named.isEmpty == (whole.changed == parts.changed))
  }

  @Test(
    "Whatever the rules remember: the numbers of one session, or named", arguments: 1...24 as ClosedRange<UInt64>)
  func honest(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    let own = Self.own.enumerated().filter { _ in random.next() % 2 == 0 }.map(\.element).joined(separator: "\n")
    let before = Self.rules(own)
    let after = Self.rules(own.replacingOccurrences(of: "level=\"8\"", with: "level=\"0\""))
    let fixture = try DiffFixture(decoders: Self.firstTime, before, to: after)
    let events = DiffFixture.random(160, seed: seed &* 31, agents: 4)
    for count in 2...4 {
      let (whole, parts) = try await tallies(fixture, events, parts: count)
      let same =
        whole.changed == parts.changed && whole.rules == parts.rules
        && whole.groups.mapValues(\.count) == parts.groups.mapValues(\.count)
      #expect(same || !parts.uncertain.isEmpty, "\(count) parts, rules:\n\(own)")
      #expect(whole.uncertain.isEmpty)
    }
  }

  /// Rules with a memory of each kind.
  private static let own = [
    #"<rule id="100120" level="8" ignore="20"><if_sid>100100</if_sid><url>union</url><description>U.</description></rule>"#,
    #"<rule id="100121" level="8"><if_sid>100100</if_sid><url>select</url><if_fts/><description>S.</description></rule>"#,
    #"<rule id="100122" level="6"><if_sid>100100</if_sid><url>img</url><if_fts/><description>I.</description></rule>"#,
    #"<rule id="100123" level="8" frequency="3" timeframe="90"><if_matched_sid>100101</if_matched_sid><global_frequency/><description>G.</description></rule>"#,
    #"<rule id="100124" level="8" frequency="2" timeframe="90"><if_matched_group>web</if_matched_group><global_frequency/><same_source_ip/><description>W.</description></rule>"#,
    #"<rule id="100125" level="8" frequency="3" timeframe="60"><if_matched_sid>100101</if_matched_sid><same_source_ip/><description>A.</description></rule>"#,
  ]

  /// What one session counts, and what parts by agent add up to.
  private func tallies(_ fixture: DiffFixture, _ events: [String], parts: Int) async throws -> (DiffTally, DiffTally) {
    let whole = try await fixture.tally(events)
    var sum = DiffTally()
    for part in 0..<parts {
      let own = events.filter { (Int($0.split(separator: "[")[1].prefix(3)) ?? 0) % parts == part }
      guard !own.isEmpty else { continue }
      // As a part comes from another machine.
      let tally = try await fixture.tally(own)
      let text = DiffPartial(identity: "x", old: "old", new: "new", tally: tally).text
      sum.add(try #require(ByteString(text).withView { DiffPartial(line: $0) }).tally)
    }
    return (whole, sum)
  }
}
