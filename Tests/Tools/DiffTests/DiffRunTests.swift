import Analysis
import Bytes
import Corpora
import Diff
import TestSupport
import Testing

@Suite("What comes out differently")
struct DiffRunTests {
  private static let silent = DiffFixture.edited((#"id="100101" level="5""#, #"id="100101" level="0""#))

  private func kinds(_ tally: DiffTally) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (key, group) in tally.groups { counts["\(key.kind) \(key.old.id) \(key.new.id)", default: 0] += group.count }
    return counts
  }

  @Test("Each difference is of one kind")
  func kindsOfDifference() async throws {
    let events = [
      DiffFixture.event("web: 1.1.1.1 404 /index"), DiffFixture.event("web: 1.1.1.1 200 /select", at: 1),
      DiffFixture.event("web: 1.1.1.1 200 /index", at: 2), DiffFixture.event("something else", at: 3),
    ]
    func changes(_ changes: (String, String)..., decoders: String? = nil) async throws -> [String: Int] {
      let rules = changes.reduce(DiffFixture.rules) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      return kinds(try await DiffFixture(to: rules, newDecoders: decoders).tally(events))
    }
    #expect(try await changes((#"id="100101" level="5""#, #"id="100101" level="8""#)) == ["level 100101 100101": 1])
    // With <id>^4 gone the rule takes what had none, too: two events more, of which one was another rule's.
    #expect(
      try await changes(("<id>^4</id>", "<id>^2</id>")) == [
        "lost 100101 100100": 1, "gained 100100 100101": 1,
      ])
    #expect(try await changes(("union|select", "union")) == ["lost 100103 100100": 1])
    #expect(try await changes(("id=\"100103\"", "id=\"100105\"")) == ["rule 100103 100105": 1])
    #expect(
      try await changes(decoders: DiffFixture.decoders.replacingOccurrences(of: "srcip,id,url", with: "dstip,id,url"))
        == ["fields 100101 100101": 1, "fields 100103 100103": 1, "fields 100100 100100": 1])
  }

  @Test("A rule that is not touched loses its alerts to a sibling at level 0, and one that counts has nothing to count")
  func siblings() async throws {
    let fixture = try DiffFixture(to: Self.silent)
    let events = [
      DiffFixture.event("web: 1.1.1.1 404 /select"), DiffFixture.event("web: 2.2.2.2 404 /a", at: 100),
      DiffFixture.event("web: 2.2.2.2 404 /b", at: 101), DiffFixture.event("web: 2.2.2.2 404 /c", at: 102),
      DiffFixture.event("web: 3.3.3.3 200 /select", at: 103),
    ]
    let result = try await fixture.result(events)
    // The third of three errors is the counting rule's.
    #expect(
      kinds(result.tally) == [
        "lost 100101 100101": 2, "lost 100103 100101": 1, "lost 100151 100101": 1,
      ])
    #expect((result.tally.oldAlerts, result.tally.newAlerts) == (5, 1))
    let counts = try #require(result.tally.rules[100103])
    #expect([counts.old, counts.new, counts.lost, counts.gained] == [2, 1, 1, 0])
    #expect(result.edits.map(\.summary) == ["level 5 -> 0"])
    #expect(result.edits.map(\.location.line) == [3])
    let reasons = result.entries.map { "\($0.key.old.id) \($0.cause.isProven) \($0.cause.reason ?? "")" }
    #expect(
      Set(reasons) == [
        "100101 true ", "100103 true because 100101 at level 0 is tried before its siblings",
        "100151 true fires no more: nothing counts towards it",
      ])
  }

  @Test("Of several edits each is found out by itself; what only two do together, too")
  func attribution() async throws {
    let rules = DiffFixture.edited(
      (#"id="100101" level="5""#, #"id="100101" level="0""#), ("union|select", "union"),
      (#"id="100104" level="6""#, #"id="100104" level="9""#))
    let result = try await DiffFixture(to: rules).result([
      DiffFixture.event("web: 1.1.1.1 200 /select"), DiffFixture.event("web: 1.1.1.1 200 /../", at: 1),
      DiffFixture.event("web: 1.1.1.1 404 /index", at: 2),
    ])
    #expect(
      result.edits.map(\.subject) == [
        #"rule 100101 "An error.""#, #"rule 100103 "An injection.""#, #"rule 100104 "A traversal.""#,
      ])
    #expect(result.edits.map(\.summary) == ["level 5 -> 0", "url `union|select` -> union", "level 6 -> 9"])
    let causes = Dictionary(uniqueKeysWithValues: result.entries.map { ($0.key.old.id, $0.cause) })
    #expect(causes[100101]?.edits == [0] && causes[100103]?.edits == [1] && causes[100104]?.edits == [2])
    #expect(result.entries.allSatisfy { $0.cause.isProven })

    // Neither edit alone makes an alert of it: the rule has to match, and to have a level.
    let both = DiffFixture.edited(
      (#"id="100100" level="0""#, #"id="100100" level="4""#),
      ("<decoded_as>web</decoded_as>", "<decoded_as>other</decoded_as>"))
    let decoders = DiffFixture.decoders + #"<decoder name="other"><prematch>^other: </prematch></decoder>"#
    let together = try await DiffFixture(to: both, newDecoders: decoders).result([DiffFixture.event("other: x")])
    #expect(together.entries.count == 1)
    #expect(together.entries[0].cause.edits.count == 2 && together.entries[0].cause.isProven)
  }

  @Test(
    "Rules that come and go, groups that come and go, and lists are edits",
    arguments: [
      (
        "<rule id=\"100104\"",
        "<rule id=\"100109\" level=\"3\"><if_sid>100100</if_sid><url>index</url><description>New.</description></rule>\n<rule id=\"100104\"",
        "added"
      ),
      (
        "<rule id=\"100104\" level=\"6\"><if_sid>100100</if_sid><url>../</url><description>A traversal.</description></rule>",
        "", "removed"
      ),
      (
        "</group>",
        "</group>\n<group name=\"more,\"><rule id=\"100109\" level=\"3\"><if_sid>100100</if_sid><url>index</url><description>New.</description></rule></group>",
        "added"
      ),
    ])
  func comingAndGoing(from: String, to: String, summary: String) async throws {
    // A second edit, so that each has to be proven.
    let rules = DiffFixture.edited((from, to), (#"id="100101" level="5""#, #"id="100101" level="6""#))
    let result = try await DiffFixture(to: rules).result([
      DiffFixture.event("web: 1.1.1.1 200 /index"), DiffFixture.event("web: 1.1.1.1 200 /../", at: 1),
      DiffFixture.event("web: 1.1.1.1 404 /x", at: 2),
    ])
    #expect(result.edits.map(\.summary).sorted() == [summary, "level 5 -> 6"].sorted())
    #expect(result.entries.count == 2)
    #expect(result.entries.allSatisfy { $0.cause.edits.count == 1 && $0.cause.isProven })
    #expect(Set(result.entries.flatMap(\.cause.edits)) == [0, 1])
  }

  @Test("What differs in documents alone is asked for")
  func documents() async throws {
    let fixture = try DiffFixture(to: DiffFixture.edited(("An error.", "A mistake.")))
    let events = [DiffFixture.event("web: 1.1.1.1 404 /index")]
    #expect(try await fixture.tally(events).changed == 0)
    var options = DiffOptions()
    options.comparesDocuments = true
    #expect(kinds(try await fixture.tally(events, options)) == ["document 100101 100101": 1])
  }

  // MARK: Laws

  @Test("A ruleset does not differ from itself", arguments: 1...4 as ClosedRange<UInt64>)
  func identity(seed: UInt64) async throws {
    let tally = try await DiffFixture(to: DiffFixture.rules).tally(DiffFixture.random(400, seed: seed))
    #expect(tally.changed == 0 && tally.groups.isEmpty)
    #expect(tally.oldAlerts == tally.newAlerts && tally.oldAlerts > 0)
  }

  @Test("The other way round, what was lost is gained", arguments: 1...4 as ClosedRange<UInt64>)
  func mirror(seed: UInt64) async throws {
    let fixture = try DiffFixture(to: Self.silent)
    let events = DiffFixture.random(400, seed: seed)
    let there = try await fixture.tally(events)
    let back = try await fixture.tally(events, reversed: true)
    #expect(there.changed == back.changed && there.changed > 0)
    #expect((there.oldAlerts, there.newAlerts) == (back.newAlerts, back.oldAlerts))
    let mirrored = back.groups.map { key, group -> (GroupKey, Int) in
      var key = key
      (key.old, key.new) = (key.new, key.old)
      key.kind = key.kind == .gained ? .lost : key.kind == .lost ? .gained : key.kind
      return (key, group.count)
    }
    #expect(Dictionary(uniqueKeysWithValues: mirrored) == there.groups.mapValues(\.count))
  }

  @Test(
    "Cut by agent into any number of parts, the parts add up, in any order", arguments: 1...3 as ClosedRange<UInt64>)
  func parts(seed: UInt64) async throws {
    let fixture = try DiffFixture(to: Self.silent)
    let events = DiffFixture.random(400, seed: seed)
    let whole = try await fixture.tally(events)
    for count in [2, 3, 5] {
      var parts: [DiffTally] = []
      for part in 0..<count {
        parts.append(
          try await fixture.tally(
            events.filter { event in
              let agent = event.split(separator: "[")[1].prefix(3)
              return (Int(agent) ?? 0) % count == part
            }))
      }
      #expect(added(parts).isSame(as: whole))
      #expect(added(parts.reversed()).isSame(as: whole))
      var grouped = parts[0]
      grouped.add(added(Array(parts[1...])))
      #expect(grouped.isSame(as: whole))
    }
  }

  @Test("At once or in turn: the same", arguments: 1...2 as ClosedRange<UInt64>)
  func threads(seed: UInt64) async throws {
    let fixture = try DiffFixture(to: Self.silent)
    // More than one batch.
    let events = DiffFixture.random(2000, seed: seed)
    var options = DiffOptions()
    let inTurn = try await fixture.tally(events, options)
    options.threads = 3
    #expect(try await fixture.tally(events, options) == inTurn)
    #expect(inTurn.changed > 0)
  }

  @Test("What was counted comes back from its file as it was")
  func partials() async throws {
    let fixture = try DiffFixture(to: Self.silent)
    let tally = try await fixture.tally(DiffFixture.random(300, seed: 9))
    let part = DiffPartial(identity: "x", old: "old", new: "new", tally: tally)
    let back = ByteString(part.text).withView { DiffPartial(line: $0) }
    #expect(back?.tally == tally)
    #expect(back?.text == part.text)
    // Half of one is none.
    let half = ByteString(String(part.text.prefix(part.text.count / 2)))
    #expect(half.withView { DiffPartial(line: $0) } == nil)
  }

  private func added(_ parts: [DiffTally]) -> DiffTally {
    parts.reduce(into: DiffTally()) { $0.add($1) }
  }
}
