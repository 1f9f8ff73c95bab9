import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets
import TestSupport
import Testing

@testable import Analysis

@Suite("What a session remembers of events, docs/reference/rules.md §10")
struct EventMemoryTests {
  private static let rules = """
    <group name="test,">
      <rule id="100" level="3"><match>^base</match><description>Base.</description></rule>
      <rule id="101" level="10" frequency="4" timeframe="60">
        <if_matched_sid>100</if_matched_sid><description>Three before it.</description>
      </rule>
      <rule id="102" level="3"><match>^filler</match><description>Nobody counts it.</description></rule>
    </group>
    """

  private static func session(_ rules: String = rules) throws -> Session {
    let ruleset = CompiledRuleset(try SmallRuleset.load(rules: rules) { $0.memorySize = 2048 })
    ruleset.prepareForManyEvents()
    return Session(ruleset)
  }

  private static func earlierLogs(_ outcome: Outcome) throws -> Bool {
    try #require(outcome.document).description.contains(#""previous_output":"base 3\nbase 2\nbase 1""#)
  }

  @Test("An alert repeats logs that its own event drives out of the memory", arguments: [2044, 2045])
  func forgottenByTheirOwnAlert(fillers: Int) throws {
    let session = try Self.session()
    for number in 1...3 { _ = session.analyze(Event(ByteString("base \(number)"))) }
    for _ in 0..<fillers { _ = session.analyze(Event("filler")) }
    let outcome = session.analyze(Event("base 4"))
    #expect(outcome.rule?.id == 101)
    #expect(try Self.earlierLogs(outcome))
    // Told twice, as before.
    #expect(try Self.earlierLogs(session.outcome()))
    #expect(session.history.memory.oldest == (fillers == 2045 ? 10 : 0))
  }

  @Test("What has been driven out counts no more")
  func forgotten() throws {
    let session = try Self.session()
    for number in 1...3 { _ = session.analyze(Event(ByteString("base \(number)"))) }
    for _ in 0..<2046 { _ = session.analyze(Event("filler")) }
    #expect(session.analyze(Event("base 4")).rule?.id == 100)
  }

  @Test("Only events that a search looks at leave texts")
  func demand() throws {
    let session = try Self.session()
    for log in ["base", "filler"] as [ByteString] { _ = session.analyze(Event(log)) }
    let memory = session.history.memory
    #expect([memory[0].hasBlock, memory[1].hasBlock] == [true, false])
    #expect(memory[0].fullLog == "base")

    let everything = """
      <rule id="103" level="10" frequency="4"><if_matched_regex>x</if_matched_regex><description>All.</description></rule>
      """
    let other = try Self.session(Self.rules.replacing("</group>", with: everything + "</group>"))
    for log in ["base", "filler"] as [ByteString] { _ = other.analyze(Event(log)) }
    #expect([0, 1].map { other.history.memory[$0].hasBlock } == [true, true])
  }

  @Test("A remembered event answers for its fields as the event did")
  func values() throws {
    var names = FoldedTexts()
    let subjects: [HistorySubject] = [.field(.srcip), .field(.dstuser), .location, .dynamic("a.b"), .dynamic("c")]
    var rule = RuleDefinition(id: 1, level: 3, location: SourceLocation(file: "rules.xml", line: 1, column: 1))
    rule.history = .memory(nil)
    rule.historyFilters = subjects.map { HistoryFilter($0, wantsSame: true) }
    let demand = HistoryDemand(rules: [rule], keys: [-1], lists: [[]], names: &names)
    let event = EventState(names: FieldNames(names))
    event.reset(time: .standard)
    event.fullLog = event.arena.append(literal: "head: 192.0.2.7 did it")
    event.log = event.fullLog.from(6)
    event.agentID = event.arena.append(literal: "001")
    event.location = event.arena.append(literal: "/var/log/x")
    event[.srcip] = event.log[0..<9]
    event.addDynamic(name: event.arena.append(literal: "A.B"), value: event.arena.append(literal: "elsewhere"))
    event.addDynamic(name: event.arena.append(literal: "a.b"), value: event.arena.append(literal: "too late"))
    event.mark = 7

    let memory = EventMemory(capacity: 2048, keptSeconds: 0, demand: demand)
    let remembered = memory[memory.remember(event, number: 5, under: 0)]
    #expect((remembered.number, remembered.mark, remembered.dynamicCount) == (5, 7, 2))
    let texts =
      [remembered.agent, remembered.fullLog, remembered.log] + (0..<5).map { remembered.value(of: $0) ?? .empty }
    #expect(
      texts.map(String.init) == [
        "001", "head: 192.0.2.7 did it", "192.0.2.7 did it", "192.0.2.7", "", "/var/log/x", "elsewhere", "",
      ])
    #expect(remembered.value(of: 1) == nil)
  }

  @Test("Lists by value hold what was put into them, as long as it is remembered", arguments: 0..<4)
  func keyedLists(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var lists = KeyedLists(subject: .location)
    var expected: [UInt64: [Int]] = [:]
    let kinds = UInt64([3, 50, 5000, 1 << 40][Int(seed)])
    for place in 0..<20_000 {
      let oldest = max(0, place - 1000)
      // Keys whose low bits are all alike, too.
      let key = UInt64.random(in: 0..<kinds, using: &random) << (place % 2 == 0 ? 0 : 20)
      lists.append(place, key: key, oldest: oldest)
      expected[key, default: []].append(place)
      guard place % 97 == 0 else { continue }
      for (key, places) in expected.shuffled(using: &random).prefix(20) {
        let found = lists.places(of: key)?.filter { $0 >= oldest } ?? []
        #expect(found == places.filter { $0 >= oldest })
      }
      #expect(lists.count <= 4096)
    }
  }
}

@Suite("The bytes that pre-decoding looks at")
struct PredecodingBytesTests {
  @Test("A log ends at its first NUL, wherever it stands", arguments: 0...200)
  func firstNUL(count: Int) {
    var log = [UInt8](repeating: 1, count: count)
    #expect(log.withUnsafeBufferPointer { Envelope.lengthUpToNUL(ByteView($0)) } == count)
    for place in log.indices.reversed() {
      log[place] = 0
      #expect(log.withUnsafeBufferPointer { Envelope.lengthUpToNUL(ByteView($0)) } == place)
    }
  }

  @Test("Names of hosts and programs are made of letters, digits and _-./@()")
  func wordBytes() {
    for byte in UInt8.min...UInt8.max {
      let isWord = ASCII.isAlphanumeric(byte) || "_-./@()".utf8.contains(byte)
      #expect(Header.isWordByte(byte) == isWord, "\(byte)")
    }
  }
}
