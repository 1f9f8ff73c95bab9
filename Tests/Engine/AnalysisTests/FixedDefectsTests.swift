import Analysis
import Bytes
import Rulesets
import Testing

/// The sixteen defects of docs/reference/rules.md §17: what the engine does, and what its author would expect.
@Suite("Known defects, exact and fixed")
struct FixedDefectsTests {
  /// Runs the same logs exactly, and with one defect mended.
  private func both(_ quirk: Quirk, _ ruleset: BriefRuleset, _ events: [Event]) throws -> (exact: [Int?], fixed: [Int?])
  {
    var fixed = ruleset
    fixed.mended = quirk
    return (try ruleset.rules(for: events), try fixed.rules(for: events))
  }

  private func group(_ rules: String) -> String { "<group name=\"own,\">\n\(rules)\n</group>" }

  @Test("1: check_if_ignored never suppresses")
  func checkIfIgnored() throws {
    let rules = group(
      """
      <rule id="100" level="5"><match>seen</match><ignore>location</ignore><description>d</description></rule>
      <rule id="101" level="4"><match>again</match><check_if_ignored>location</check_if_ignored>
        <description>d</description></rule>
      """)
    for (fixed, verdicts) in [(false, [Verdict.alert, .alert]), (true, [.alert, .suppressed])] {
      let session = Session(try BriefRuleset(rules: rules, mended: fixed ? .forgottenValues : nil).compile())
      #expect([Event("seen"), Event("again")].map { session.analyze($0).verdict } == verdicts)
    }
  }

  @Test("2: address_match_key_value is inverted")
  func invertedLookup() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><decoded_as>json</decoded_as>
          <list field="srcip" lookup="address_match_key_value" check_value="bad">ips</list>
          <description>d</description></rule>
        """), lists: ["ips": "10.0.0.1:bad\n10.0.0.2:good\n"])
    let (exact, fixed) = try both(
      .invertedLookup, ruleset,
      [Event(#"{"srcip":"10.0.0.1"}"#), Event(#"{"srcip":"10.0.0.2"}"#), Event(#"{"srcip":"9.9.9.9"}"#)])
    #expect(exact == [nil, 100, 100])
    #expect(fixed == [100, nil, nil])
  }

  @Test("3: of three lists only the last two count")
  func threeLists() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><list field="a">la</list><list field="b">lb</list><list field="c">lc</list>
          <description>d</description></rule>
        """), lists: ["la": "k:\n", "lb": "k:\n", "lc": "k:\n"])
    let (exact, fixed) = try both(
      .lastTwoLists, ruleset, [Event(#"{"a":"no","b":"k","c":"k"}"#), Event(#"{"a":"k","b":"k","c":"k"}"#)])
    #expect(exact == [100, 100])
    #expect(fixed == [nil, 100])
  }

  @Test("4: ! is ignored in srcip, refused in weekday, and lost in a time over midnight")
  func bangs() throws {
    let address = BriefRuleset(
      rules: group(
        "<rule id=\"100\" level=\"5\"><srcip>!10.0.0.1</srcip><description>d</description></rule>"))
    let (exact, fixed) = try both(
      .lostNegation, address, [Event(#"{"srcip":"10.0.0.1"}"#), Event(#"{"srcip":"10.0.0.2"}"#)])
    #expect(exact == [100, nil])
    #expect(fixed == [nil, 100])

    // The standard time is a Wednesday at noon.
    let night = BriefRuleset(
      rules: group("<rule id=\"100\" level=\"5\"><time>!6 pm - 8 am</time><description>d</description></rule>"))
    let (exactNight, fixedNight) = try both(.lostNegation, night, [Event("noon"), Event("night", after: 8 * 3600)])
    #expect(exactNight == [nil, 100])
    #expect(fixedNight == [100, nil])

    let weekday = BriefRuleset(
      rules: group("<rule id=\"100\" level=\"5\"><weekday>!sunday</weekday><description>d</description></rule>"))
    #expect(throws: BriefRuleset.NotLoaded.self) { try weekday.compile() }
    var mended = weekday
    mended.mended = .lostNegation
    #expect(try mended.rules(for: [Event("x"), Event("x", after: 4 * 86_400)]) == [100, nil])
  }

  @Test("5: an IPv6 entry contains IPv4 addresses")
  func families() throws {
    let ruleset = BriefRuleset(
      rules: group("<rule id=\"100\" level=\"5\"><srcip>::1</srcip><description>d</description></rule>"))
    let (exact, fixed) = try both(
      .mixedFamilies, ruleset, [Event(#"{"srcip":"10.0.0.1"}"#), Event(#"{"srcip":"::1"}"#)])
    #expect(exact == [100, 100])
    #expect(fixed == [nil, 100])
  }

  @Test("6: a rule below two parents counts twice")
  func twoParents() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="0"><match>a</match><description>d</description></rule>
        <rule id="101" level="0"><match>b</match><description>d</description></rule>
        <rule id="102" level="5"><if_sid>100,101</if_sid><description>d</description><group>foo,</group></rule>
        <rule id="110" level="8" frequency="5"><if_matched_group>foo</if_matched_group>
          <description>d</description></rule>
        """))
    let (exact, fixed) = try both(.multipleCounting, ruleset, Array(repeating: Event("a"), count: 5))
    #expect(exact == [102, 102, 110, 102, 102])
    #expect(fixed == [102, 102, 102, 102, 110])
  }

  @Test("7: a rule that an if_matched_sid names is not counted for its groups")
  func sidHidesGroup() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><match>a</match><description>d</description><group>foo,</group></rule>
        <rule id="110" level="8" frequency="3"><if_matched_group>foo</if_matched_group>
          <description>d</description></rule>
        <rule id="111" level="9" frequency="9"><if_matched_sid>100</if_matched_sid><description>d</description></rule>
        """))
    let (exact, fixed) = try both(.hiddenFromGroup, ruleset, Array(repeating: Event("a"), count: 3))
    #expect(exact == [100, 100, 100])
    #expect(fixed == [100, 100, 110])
  }

  @Test("8: if_matched_regex never ends when it meets another agent; here it goes on, and says so")
  func endlessLoop() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><match>m</match><description>d</description></rule>
        <rule id="110" level="8" frequency="2"><if_sid>100</if_sid><if_matched_regex>foo</if_matched_regex>
          <description>d</description></rule>
        """))
    let session = Session(try ruleset.compile())
    _ = session.analyze(Event("m foo", location: "[001] (a) 10.0.0.1->/x"))
    let outcome = session.analyze(Event("m foo", location: "[002] (b) 10.0.0.2->/x"))
    #expect(outcome.rule?.id == 100)
    #expect(outcome.diagnostics.map(\.code) == ["endless-loop"])
  }

  @Test("9: a frequency rule of level 0 never fires; level 0 with accuracy 0 becomes 99")
  func levelZero() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><match>a</match><description>d</description></rule>
        <rule id="110" level="0" frequency="2"><if_matched_sid>100</if_matched_sid><description>d</description></rule>
        <rule id="120" level="0" accuracy="0"><match>b</match><description>d</description></rule>
        """))
    let (exact, fixed) = try both(.levelZero, ruleset, [Event("a"), Event("a")])
    #expect(exact == [100, 100])
    #expect(fixed == [100, 110])
    var mended = ruleset
    mended.mended = .levelZero
    #expect(Session(try ruleset.compile()).analyze(Event("b")).isAlert)
    #expect(Session(try mended.compile()).analyze(Event("b")).verdict == .silenced)
  }

  @Test("10: if_level takes rules of level 0, and a separator behind if_sid adds the category's root")
  func parents() throws {
    let levels = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="0"><match>a</match><description>d</description></rule>
        <rule id="101" level="12"><match>c</match><description>d</description></rule>
        <rule id="110" level="5"><if_level>10</if_level><match>b</match><description>d</description></rule>
        """))
    let (exact, fixed) = try both(.wideRelations, levels, [Event("a b"), Event("c b")])
    #expect(exact == [110, 110])
    #expect(fixed == [100, 110])

    let separator = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="3"><match>a</match><description>d</description></rule>
        <rule id="110" level="5"><if_sid>100, </if_sid><description>d</description></rule>
        """))
    let (exactTop, fixedTop) = try both(.wideRelations, separator, [Event("x"), Event("a")])
    #expect(exactTop == [110, 110])
    #expect(fixedTop == [nil, 110])
  }

  @Test("11: clearing the mail flag wipes an earlier no_counter")
  func options() throws {
    let rules = group(
      """
      <rule id="100" level="12"><match>a</match><options>no_counter</options><options>no_email_alert</options>
        <description>d</description></rule>
      """)
    for (fixed, hasCounter) in [(false, true), (true, false)] {
      let outcome = Session(try BriefRuleset(rules: rules, mended: fixed ? .wipedCounter : nil).compile()).analyze(
        Event("a"))
      #expect(outcome.document?.description.contains("firedtimes") == hasCounter)
    }
  }

  @Test("12: an overwrite with if_group always warns, and rule.frequency outlives the frequency")
  func overwrite() throws {
    let warning = group(
      """
      <rule id="100" level="3"><match>a</match><description>d</description><group>foo,</group></rule>
      <rule id="110" level="5"><if_group>foo</if_group><description>d</description></rule>
      <rule id="110" level="6" overwrite="yes"><if_group>foo</if_group><description>e</description></rule>
      """)
    let frequency = group(
      """
      <rule id="100" level="3"><match>a</match><description>d</description></rule>
      <rule id="110" level="5" frequency="4"><if_matched_sid>100</if_matched_sid><description>d</description></rule>
      <rule id="110" level="6" overwrite="yes"><description>e</description></rule>
      """)
    for (fixed, messages, shown) in [(false, 1, 2 as Int?), (true, 0, nil)] {
      let warned = try BriefRuleset(rules: warning, mended: fixed ? .overwriteLeftovers : nil).compile()
      #expect(warned.loaded.messages.count == messages)
      let outcome = Session(try BriefRuleset(rules: frequency, mended: fixed ? .overwriteLeftovers : nil).compile())
        .analyze(Event("a"))
      #expect(outcome.rule?.id == 110)
      #expect(outcome.rule?.frequency == shown)
    }
  }

  @Test("13: variables behind $(…) cut the text, and texts of two bytes are never replaced")
  func variables() throws {
    let rules = """
      <var name="L">100</var>
      <group name="own,">
        <rule id="100" level="3"><match>a</match><description>$(x) $L end</description></rule>
        <rule id="101" level="4"><if_sid>$L</if_sid><description>d</description></rule>
      </group>
      """
    let exact = try BriefRuleset(rules: rules).compile()
    let fixed = try BriefRuleset(rules: rules, mended: .damagedVariables).compile()
    #expect(exact.loaded.rules.rules.first { $0.id == 100 }?.description == "$100 end")
    #expect(fixed.loaded.rules.rules.first { $0.id == 100 }?.description == "$(x) 100 end")
    #expect(Session(exact).analyze(Event("a")).rule?.id == 100)
    #expect(Session(fixed).analyze(Event("a")).rule?.id == 101)
  }

  @Test("14: the largest frequency is taken for the seconds that a full memory keeps")
  func eviction() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="3"><match>a</match><description>d</description></rule>
        <rule id="101" level="3"><match>b</match><description>d</description></rule>
        <rule id="102" level="3"><match>c</match><description>d</description></rule>
        <rule id="110" level="5" frequency="2" timeframe="3600"><if_matched_sid>100</if_matched_sid>
          <if_sid>101</if_sid><description>d</description></rule>
        """))
    // 8,192 events fill the memory; one more pushes ten out, and those that are older than the largest frequency.
    var events = Array(repeating: Event("a"), count: 20)
    events += Array(repeating: Event("c", after: 60), count: 8173)
    events.append(Event("b", after: 61))
    let (exact, fixed) = try both(.shortMemory, ruleset, events)
    #expect(exact.last == 101)
    #expect(fixed.last == 110)
  }

  @Test("15: logtest clears the ignore time instead of starting it anew, and disregards no_log")
  func logtest() throws {
    let ignoring = group(
      "<rule id=\"100\" level=\"5\" ignore=\"60\"><match>a</match><description>d</description></rule>")
    let moments = [0, 10, 60, 61, 62]
    for (fixed, alerts) in [(false, [true, false, true, true, false]), (true, [true, false, true, false, false])] {
      let session = Session(try BriefRuleset(rules: ignoring, mended: fixed ? .logtestAlerts : nil).compile())
      #expect(moments.map { session.analyze(Event("a", after: $0)).isAlert } == alerts)
    }
    let silent = group(
      "<rule id=\"100\" level=\"5\"><match>a</match><options>no_log</options><description>d</description></rule>")
    for (fixed, isAlert) in [(false, true), (true, false)] {
      let session = Session(try BriefRuleset(rules: silent, mended: fixed ? .logtestAlerts : nil).compile())
      #expect(session.analyze(Event("a")).isAlert == isAlert)
    }
  }

  @Test("16: a text that is too long takes its condition away")
  func longText() throws {
    let ruleset = BriefRuleset(
      rules: group(
        """
        <rule id="100" level="5"><match>\(String(repeating: "x", count: 2048))</match>
          <description>d</description></rule>
        """))
    let (exact, fixed) = try both(.lostCondition, ruleset, [Event("anything")])
    #expect(exact == [100])
    #expect(fixed == [nil])
  }
}
