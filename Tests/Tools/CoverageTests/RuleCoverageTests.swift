import Bytes
import Coverage
import Testing

/// What counts as tried, failed, matched and final, one ruleset per question.
@Suite struct RuleCoverageTests {
  struct Question: CustomTestStringConvertible {
    var testDescription: String
    var rules: String
    var cases: [[ByteString]]
    var story: String
  }

  @Test(arguments: [
    Question(
      testDescription: "a parent that a child takes over from has matched, and is not final",
      rules: """
        <group name="g,">
        <rule id="100" level="3"><match>door</match><description>d</description></rule>
        <rule id="101" level="5"><if_sid>100</if_sid><match>open</match><description>d</description></rule>
        <rule id="102" level="5"><if_sid>101</if_sid><match>wide</match><description>d</description></rule>
        <rule id="103" level="5"><if_sid>102</if_sid><match>now</match><description>d</description></rule>
        </group>
        """,
      cases: [["door open"], ["window"]],
      story: """
        100 matched: tried 0,1 failed 1 matched 0 final -
          match in line 2: held 0 failed 1
        101 final: tried 0 failed - matched 0 final 0
          match in line 3: held 0 failed -
        102 tried: tried 0 failed 0 matched - final -
          match in line 4: held - failed 0
        103 never: tried - failed - matched - final -
          match in line 5: held - failed -
        """),
    Question(
      testDescription: "conditions are tested in the engine's order, up to the first that fails",
      rules: """
        <group name="g,">
        <rule id="100" level="3">
          <hostname>web</hostname>
          <match>door</match>
          <program_name>sshd</program_name>
          <description>d</description>
        </rule>
        </group>
        """,
      cases: [
        ["Jan 10 12:00:00 web cron[1]: door"], ["Jan 10 12:00:00 web sshd[1]: window"],
        ["Jan 10 12:00:00 db sshd[1]: door"],
      ],
      story: """
        100 tried: tried 0,1,2 failed 0,1,2 matched - final -
          program_name in line 5: held 1,2 failed 0
          match in line 4: held 2 failed 1
          hostname in line 3: held - failed 2
        """),
    Question(
      testDescription: "the alternative that matched; of a negated condition, the one that made it fail",
      rules: """
        <group name="g,">
        <rule id="100" level="3">
          <match>red|green|blue</match>
          <regex negate="yes">light|dark\\s</regex>
          <description>d</description>
        </rule>
        </group>
        """,
      cases: [["green and red"], ["red light"], ["blue"]],
      story: """
        100 final: tried 0,1,2 failed 1 matched 0,2 final 0,2
          match in line 3: held 0,1,2 failed -, `red` 0,1, `green` -, `blue` 2
          regex in line 4: held 0,2 failed 1, `light` 1, `dark\\s` -
        """),
    Question(
      testDescription: "a rule behind several parents is one rule",
      rules: """
        <group name="g,">
        <rule id="100" level="3"><match>one</match><description>d</description></rule>
        <rule id="101" level="3"><match>two</match><description>d</description></rule>
        <rule id="102" level="5"><if_sid>100, 101</if_sid><match>more</match><description>d</description></rule>
        </group>
        """,
      cases: [["one"], ["two more"]],
      story: """
        100 final: tried 0,1 failed 1 matched 0 final 0
          match in line 2: held 0 failed 1
        101 matched: tried 1 failed - matched 1 final -
          match in line 3: held 1 failed -
        102 final: tried 0,1 failed 0 matched 1 final 1
          match in line 4: held 1 failed 0
        """),
    Question(
      testDescription: "a silent rule that no child takes over from has matched, and the search goes on",
      rules: """
        <group name="g,">
        <rule id="100" level="3" noalert="1"><match>door</match><description>d</description></rule>
        <rule id="101" level="5"><if_sid>100</if_sid><match>open</match><description>d</description></rule>
        <rule id="102" level="3"><match>shut</match><description>d</description></rule>
        </group>
        """,
      cases: [["door shut"]],
      story: """
        100 matched: tried 0 failed - matched 0 final -
          match in line 2: held 0 failed -
        101 tried: tried 0 failed 0 matched - final -
          match in line 3: held - failed 0
        102 final: tried 0 failed - matched 0 final 0
          match in line 4: held 0 failed -
        """),
    Question(
      testDescription: "a frequency that is not reached: tried, and not matched",
      rules: """
        <group name="g,">
        <rule id="100" level="3"><match>knock</match><description>d</description></rule>
        <rule id="101" level="10" frequency="3" timeframe="60">
          <if_matched_sid>100</if_matched_sid>
          <description>d</description>
        </rule>
        </group>
        """,
      cases: [["knock", "knock"], ["knock", "knock", "knock"]],
      story: """
        100 final: tried 0,1 failed - matched 0,1 final 0,1
          match in line 2: held 0,1 failed -
        101 final: tried 0,1 failed 0,1 matched 1 final 1
          if_matched_sid in line 4: held 1 failed 0,1
        """),
    Question(
      testDescription: "of an overwritten rule the last text is in force",
      rules: """
        <group name="g,">
        <rule id="100" level="3"><match>door</match><description>d</description></rule>
        <rule id="100" level="4" overwrite="yes">
          <match>gate</match>
          <description>d</description>
        </rule>
        </group>
        """,
      cases: [["door"], ["gate"]],
      story: """
        100 final: tried 0,1 failed 0 matched 1 final 1
          match in line 4: held 1 failed 0
        """),
    Question(
      testDescription: "level 0, maxsize, addresses, and a rule without conditions",
      rules: """
        <group name="g,">
        <rule id="100" level="0" maxsize="4"><description>d</description></rule>
        <rule id="101" level="3"><if_sid>100</if_sid><srcip>192.0.2.7</srcip><description>d</description></rule>
        <rule id="102" level="3"><if_sid>100</if_sid><match>a-log</match><description>d</description></rule>
        <rule id="103" level="3"><if_sid>102</if_sid><description>d</description></rule>
        </group>
        """,
      cases: [["log"], ["long"], ["a-log"]],
      story: """
        100 final: tried 0,1,2 failed 0 matched 1,2 final 1
          maxsize in line 2: held 1,2 failed 0
        101 tried: tried 1,2 failed 1,2 matched - final -
          srcip in line 3: held - failed 1,2
        102 matched: tried 1,2 failed 1 matched 2 final -
          match in line 4: held 2 failed 1
        103 final: tried 2 failed - matched 2 final 2
        """),
  ])
  func rules(_ question: Question) throws {
    let map = try Covered.map(rules: question.rules, cases: question.cases)
    #expect(map.story == question.story)
  }

  @Test func aPatternThatAVariableBringsHasThePlaceOfItsElement() throws {
    let map = try Covered.map(
      rules: """
        <var name="COLOURS">red|green</var>
        <group name="g,">
        <rule id="100" level="3">
          <match>$COLOURS</match>
          <match>|blue|grey</match>
          <description>d</description>
        </rule>
        </group>
        """, cases: [["grey"]])
    let alternatives = try #require(map.rules.first { $0.id == 100 }?.conditions.first?.alternatives)
    #expect(alternatives.map(\.text) == ["red", "green", "blue", "grey"])
    #expect(alternatives.map { $0.span == nil } == [true, true, false, false])
    #expect(alternatives.map(\.location.line) == [4, 4, 5, 5])
    #expect(alternatives.map(\.cases.count) == [0, 0, 0, 1])
  }

  @Test func whatIsNotInForceIsSaid() throws {
    let map = try Covered.map(
      rules: """
        <group name="g,">
        <rule id="100" level="3"><match>door</match><description>d</description></rule>
        <rule id="100" level="3"><match>twice</match><description>d</description></rule>
        <rule id="101" level="3"><match>a</match><description>d</description></rule>
        <rule id="101" level="3" overwrite="yes"><match>b</match><description>d</description></rule>
        <rule id="102" level="3"><if_sid>999</if_sid><description>d</description></rule>
        </group>
        """, cases: [])
    let file = try #require(map.counted.files.first)
    #expect(map.counted.rules.map(\.id) == [100, 101])
    #expect(file.idle.map(\.location.line) == [3, 4, 6])
    #expect(file.idle.map { $0.reason == .notLoaded } == [true, false, true])
  }
}
