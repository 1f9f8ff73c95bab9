import Testing

@testable import Rulesets

@Suite("Messages")
struct MessageTests {
  @Test("Each message comes from its mistake, in the engine's words and at its place", arguments: MessageFixture.all)
  func message(_ fixture: MessageFixture) {
    let loaded = fixture.ruleset.load()
    #expect(loaded.isLoaded == fixture.isLoaded)
    #expect(loaded.said == fixture.messages)
    let found = loaded.diagnostics.map { diagnostic in
      MessageFixture.Expected(
        place: diagnostic.location?.description ?? "", severity: diagnostic.severity.rawValue, code: diagnostic.code,
        hint: "")
    }
    let expected = fixture.diagnostics.map { expected in
      var expected = expected
      expected.hint = ""
      return expected
    }
    #expect(found == expected)
    for (diagnostic, expected) in zip(loaded.diagnostics, fixture.diagnostics) where !expected.hint.isEmpty {
      #expect(diagnostic.hint?.contains(expected.hint) == true, "\(diagnostic.hint ?? "no hint")")
    }
  }

  @Test("There are cases")
  func count() { #expect(MessageFixture.all.count > 100) }

  @Test("The chain of what follows from what is told at both ends")
  func consequences() throws {
    let rule = SmallRuleset.rule
    let loaded = SmallRuleset.rules(
      rule(100_200, 3, "<if_sid>555</if_sid>", "") + rule(100_201, 3, "<if_sid>100200</if_sid>", "")
        + rule(100_202, 3, "<if_sid>100201</if_sid>", ""))
    #expect(loaded.diagnostics.count == 3)
    let first = loaded.diagnostics[0]
    let last = loaded.diagnostics[2]
    #expect(first.notes.contains { $0.message.hasPrefix("Rule 100201 is left out") })
    #expect(
      last.notes.filter { $0.message.hasPrefix("Because of an earlier problem") }.map { $0.location?.line }
        == [loaded.diagnostics[1].location?.line, first.location?.line])
    #expect(last.hint == "Rule 100201 is there, but was left out itself.")
  }

  @Test("The engine stops at the first error; the diagnostics go on")
  func allErrors() {
    let rule = SmallRuleset.rule
    let ruleset = SmallRuleset(
      decoders: [
        (
          "a.xml",
          "<decoder name=\"a\"><prematch>(</prematch></decoder>\n<decoder name=\"c\"><parent>a</parent></decoder>"
        ),
        ("b.xml", "<decoder"),
      ],
      rules: [
        (
          "r.xml",
          "<rules/><group name=\"g,\">" + rule(100, 3, "<matsch>x</matsch>", "")
            + rule(101, 3, "<if_sid>100</if_sid>", "") + rule(102, 3, "<decoded_as>a</decoded_as>", "")
            + rule(103, 3, "<time>8</time>", "") + "</group>"
        )
      ])
    let loaded = ruleset.load()
    #expect(!loaded.isLoaded)
    #expect(
      loaded.said == ["ERROR: (1452): Syntax error on regex: '('", "ERROR: (2107): Decoder configuration error: 'a'."])
    #expect(
      loaded.diagnostics.map(\.code) == ["1452", "1226", "root-element", "rule-element", "7617", "1274"],
      "what follows from a decoder's failing is not told again")
    #expect(loaded.diagnostics[4].notes.contains { $0.message.contains("matsch") })
  }

  @Test("Without a root of each kind the engine refuses to start")
  func rootKinds() {
    let ruleset = SmallRuleset(
      decoders: [("a.xml", "<decoder name=\"a\"><prematch>x</prematch></decoder>")], isComplete: false)
    let loaded = ruleset.load()
    #expect(!loaded.isLoaded)
    #expect(loaded.said == ["ERROR: (2106): Error adding decoder plugin."])
  }
}
