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
    "One that compares logs with the last one is named where two parts came to it",
    arguments: [(agents: [1, 2], named: [100130]), (agents: [1, 1], named: [])])
  func checkDiff(agents: [Int], named: [Int]) async throws {
    let own = """
      <rule id="100130" level="9"><if_sid>100100</if_sid><url>^/index</url><check_diff/><description>Changed.</description></rule>
      """
    let fixture = try DiffFixture(
      Self.rules(own), to: Self.rules(own.replacingOccurrences(of: "level=\"9\"", with: "level=\"8\"")))
    let events = (0..<2).map { DiffFixture.event("web: 10.0.0.\($0) 200 /index", agent: agents[$0], at: $0) }
    let (_, parts) = try await tallies(fixture, events, parts: 2)
    #expect(parts.uncertain.sorted() == named)
  }

  @Test(
    "Values that <accumulate> carries over between agents",
    arguments: [
      (agents: [1, 2], ids: [77, 77], changed: 1, inParts: 0, named: [-1, 100140]),
      (agents: [1, 2], ids: [77, 78], changed: 0, inParts: 0, named: []),
      (agents: [1, 1], ids: [77, 77], changed: 1, inParts: 1, named: []),
    ])
  func accumulate(agents: [Int], ids: [Int], changed: Int, inParts: Int, named: [Int]) async throws {
    let decoders = """
      <decoder name="acc"><program_name>^acc</program_name><accumulate/></decoder>
      <decoder name="acc-fields"><parent>acc</parent><regex>^(\\d+) user=(\\S+)</regex><order>id,user</order>
        <accumulate/></decoder>
      <decoder name="acc-fields"><parent>acc</parent><regex>^(\\d+) ip=(\\S+)</regex><order>id,srcip</order>
        <accumulate/></decoder>
      """
    func rules(_ level: Int) -> String {
      """
      <group name="acc,"><rule id="100140" level="\(level)"><decoded_as>acc</decoded_as><user>bob</user>
        <srcip>10.0.0.7</srcip><description>Bob.</description></rule></group>
      """
    }
    let fixture = try DiffFixture(decoders: decoders, rules(7), to: rules(8))
    let events = [
      DiffFixture.event("Jan 10 12:00:00 shared acc: \(ids[0]) user=bob", agent: agents[0], named: "shared"),
      DiffFixture.event("Jan 10 12:00:01 shared acc: \(ids[1]) ip=10.0.0.7", agent: agents[1], named: "shared", at: 1),
      // One that is whole in any case.
      DiffFixture.event("Jan 10 12:00:02 own acc: 90 user=eve", agent: agents[1], named: "shared", at: 2),
    ]
    let (whole, parts) = try await tallies(fixture, events, parts: 2)
    #expect(whole.changed == changed)
    #expect(parts.changed == inParts)
    #expect(parts.uncertain.isSubset(of: named))
    #expect(parts.uncertain.isEmpty == named.isEmpty)
  }

  @Test(
    "A memory that overflows in one session, and in no part",
    arguments: [
      // Agent 1 errs three times in so many seconds; meanwhile the other sends so many events, one each so many seconds.
      Overflow(errors: [0, 1, 300], others: 2100, each: 0.1, kept: 3, isNamed: true),
      Overflow(errors: [0, 1, 300], others: 1500, each: 0.1, kept: 3, isNamed: false),
      // What a memory keeps whenever it overflows: fewer seconds than its events come in.
      Overflow(errors: [0, 1, 10], others: 2100, each: 0.1, kept: 20, isNamed: false),
      // So many in these seconds that the oldest go whatever their age.
      Overflow(errors: [0, 1, 10], others: 2100, each: 0.002, kept: 20, isNamed: true),
    ])
  func eviction(_ given: Overflow) async throws {
    func rules(_ level: Int) -> String {
      Self.rules(
        """
        <rule id="100125" level="\(level)" frequency="3" timeframe="600"><if_matched_sid>100101</if_matched_sid>
          <description>Many errors.</description></rule>
        <rule id="100198" level="3"><if_sid>100100</if_sid><id>^2</id><description>A page.</description></rule>
        <rule id="100199" level="3"><if_sid>100100</if_sid><id>^999</id><description>Nothing.</description></rule>
        <rule id="100126" level="3" frequency="\(given.kept + 2)" timeframe="30"><if_matched_sid>100199</if_matched_sid>
          <description>Never.</description></rule>
        """)
    }
    let fixture = try DiffFixture(rules(9), to: rules(8), memorySize: 2048)
    var events = given.errors.map { (second: Double($0), DiffFixture.event("web: 10.0.0.1 404 /", agent: 1, at: $0)) }
    for number in 0..<given.others {
      let second = 1 + Double(number) * given.each
      events.append((second, DiffFixture.event("web: 10.0.0.2 200 /", agent: 2, at: Int(second))))
    }
    events.sort { $0.second < $1.second }
    let (whole, parts) = try await tallies(fixture, events.map(\.1), parts: 2)
    #expect(parts.changed == 1)
    #expect(whole.changed == (given.isNamed ? 0 : 1))
    #expect(parts.uncertain == (given.isNamed ? [100125] : []))
  }

  struct Overflow: Sendable {
    var errors: [Int]
    var others: Int
    var each: Double
    /// The largest frequency of any rule, as it is stored, which the engine takes for seconds.
    var kept: Int
    var isNamed: Bool
  }

  @Test("A part in which the memory has overflowed, which it might not have in one session")
  func overflowInAPart() async throws {
    func rules(_ level: Int) -> String {
      Self.rules(
        """
        <rule id="100125" level="\(level)" frequency="3" timeframe="600"><if_matched_sid>100101</if_matched_sid>
          <description>Many errors.</description></rule>
        <rule id="100198" level="3"><if_sid>100100</if_sid><id>^2</id><description>A page.</description></rule>
        """)
    }
    let fixture = try DiffFixture(rules(9), to: rules(8), memorySize: 2048)
    // The third error meets none of the first two: they are forgotten in the part just before, in one session sooner.
    var events = [0, 1].map { DiffFixture.event("web: 10.0.0.1 404 /", agent: 1, at: $0) }
    events += (0..<2100).map { DiffFixture.event("web: 10.0.0.1 200 /", agent: 1, at: 2 + $0 / 10) }
    events.append(DiffFixture.event("web: 10.0.0.1 404 /", agent: 1, at: 300))
    #expect(try await tallies(fixture, events, parts: 2).1.uncertain.isEmpty, "one agent: the part is the whole")
    events.append(DiffFixture.event("web: 10.0.0.2 200 /", agent: 2, at: 301))
    #expect(try await tallies(fixture, events, parts: 2).1.uncertain == [100125])
  }

  @Test(
    "Whatever the rules remember: all that one session counts, or named",
    arguments: (1...24 as ClosedRange<UInt64>).map { ($0, 160) } + (25...28 as ClosedRange<UInt64>).map { ($0, 2600) })
  func honest(seed: UInt64, count: Int) async throws {
    var random = SplitMix(seed: seed)
    let own = Self.own.enumerated().filter { _ in random.next() % 2 == 0 }.map(\.element).joined(separator: "\n")
    let before = Self.rules(own)
    let after = Self.rules(own.replacingOccurrences(of: "level=\"8\"", with: "level=\"0\""))
    let fixture = try DiffFixture(decoders: Self.firstTime, before, to: after, memorySize: 2048)
    // One agent sends half of all.
    let events = DiffFixture.random(count, seed: seed &* 31, agents: 4, hot: seed % 2 == 0)
    for parts in [2, 3, 5] {
      let (whole, sum) = try await tallies(fixture, events, parts: parts)
      #expect(whole.isSame(as: sum) || !sum.uncertain.isEmpty, "\(parts) parts, rules:\n\(own)")
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
    #"<rule id="100127" level="8"><if_sid>100101</if_sid><url>etc</url><check_diff/><description>D.</description></rule>"#,
  ]

  @Test("A part of an earlier format does not say all that is needed, and is refused")
  func earlierFormats() async throws {
    let fixture = try DiffFixture(to: DiffFixture.edited(("level=\"5\"", "level=\"4\"")))
    let tally = try await fixture.tally([DiffFixture.event("web: 10.0.0.1 404 /")])
    let text = DiffPartial(identity: "x", old: "old", new: "new", tally: tally).text
    #expect(ByteString(text).withView { DiffPartial(line: $0) } != nil)
    for earlier in 0..<DiffPartial.version {
      let other = text.replacingOccurrences(of: "\"version\":\(DiffPartial.version)", with: "\"version\":\(earlier)")
      #expect(other != text)
      #expect(ByteString(other).withView { DiffPartial(line: $0) } == nil, "version \(earlier)")
    }
    let silent = text.replacingOccurrences(of: "\"old_history\"", with: "\"other\"")
    #expect(ByteString(silent).withView { DiffPartial(line: $0) } == nil)
  }

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
