import Analysis
import Bytes
import Rulesets
import TestSupport
import Testing

/// What the engine does with input that no author had in mind.
@Suite("Bad input")
struct BadInputTests {
  static let any = """
    <group name="any,"><rule id="100001" level="3"><description>Any.</description></rule></group>
    """

  // MARK: Logs

  @Test("A log that is too long is refused, and said to be", arguments: [65_535, 70_000, 1_000_000])
  func tooLong(length: Int) throws {
    let session = Session(try SmallRuleset.compile(rules: Self.any))
    let outcome = session.analyze(Event(ByteString([UInt8](repeating: 0x61, count: length))))
    #expect(outcome.verdict == .refused)
    #expect(outcome.messageCode == -1)
    #expect(outcome.document == nil)
    #expect(outcome.diagnostics.map(\.code) == ["log-too-long"])
    #expect(outcome.diagnostics.first?.message.contains("\(length) bytes") == true)
    #expect(outcome.diagnostics.first?.hint != nil)
    // The session goes on.
    #expect(session.analyze(Event("x")).rule?.firedTimes == 1)
  }

  @Test("The longest log that fits is analysed whole")
  func longest() throws {
    let session = Session(try SmallRuleset.compile(rules: Self.any))
    func verdict(_ length: Int) -> Verdict {
      session.analyze(Event(ByteString([UInt8](repeating: 0x61, count: length)))).verdict
    }
    var (fits, tooLong) = (60_000, 70_000)
    while tooLong - fits > 1 {
      let middle = (fits + tooLong) / 2
      if verdict(middle) == .refused { tooLong = middle } else { fits = middle }
    }
    #expect(fits > 65_500)
    #expect(fits + "1:stdin:".utf8.count < 65_536)
    let outcome = session.analyze(Event(ByteString([UInt8](repeating: 0x61, count: fits))))
    #expect(outcome.predecoding.log.count == fits)
    #expect(outcome.verdict == .alert)
  }

  @Test("A log ends at its first NUL")
  func nul() throws {
    let session = Session(try SmallRuleset.compile(rules: Self.any))
    let outcome = session.analyze(Event(ByteString([0x61, 0, 0x62])))
    #expect(outcome.predecoding.log == "a")
    #expect(session.analyze(Event(ByteString([0]))).predecoding.log == "")
    #expect(session.analyze(Event("")).verdict == .alert)
  }

  @Test("A location that is not closed is refused in the reference's words", arguments: ["[1", "[", "[001 (x) any->y"])
  func location(_ location: String) throws {
    let session = Session(try SmallRuleset.compile(rules: Self.any))
    let outcome = session.analyze(Event("x", location: ByteString(location)))
    #expect(outcome.verdict == .refused)
    #expect(outcome.messageCode == -1)
    #expect(
      outcome.messages.map(\.line.description) == [
        "ERROR: (1106): String not correctly formatted.", "ERROR: (7312): Failed to process the event",
      ])
  }

  // MARK: Time

  @Test("A clock that goes backwards is a clock that stands still")
  func backwards() throws {
    let rules = """
      <group name="time,">
        <rule id="100001" level="3" ignore="60"><match>^a</match><description>Quiet.</description></rule>
        <rule id="100002" level="3"><match>^b</match><description>Base.</description></rule>
        <rule id="100003" level="8" frequency="2" timeframe="10"><if_matched_sid>100002</if_matched_sid>
          <description>Two.</description></rule>
      </group>
      """
    let session = Session(try SmallRuleset.compile(rules: rules))
    func verdict(_ log: ByteString, _ second: Int) -> Verdict {
      session.analyze(Event(log, time: EventTime(seconds: second))).verdict
    }
    #expect(verdict("a", 10_000) == .alert)
    #expect(verdict("a", 5000) == .suppressed)
    #expect(verdict("a", 10_060) == .alert)
    _ = verdict("b", 10_000)
    #expect(session.analyze(Event("b", time: EventTime(seconds: 1))).rule?.id == 100_003)
  }

  @Test(
    "Years far away have their hours and weekdays",
    arguments: [
      (0, "1970-01-01", 5, false),  // a Thursday, 00:00
      (1, "1970-01-01", 5, false),
      (28_800, "1970-01-01", 5, true),
      (951_782_400, "2000-02-29", 3, false),  // a Tuesday, 00:00
      (4_102_444_800 + 43_200, "2100-01-01", 6, true),  // a Friday, noon
      (4_107_542_400, "2100-03-01", 2, false),  // no 29th of February before it
    ])
  func years(seconds: Int, date: String, weekday: Int, isDay: Bool) throws {
    let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    let rules = days.enumerated().map { index, day in
      """
      <rule id="\(100_011 + index)" level="3"><weekday>\(day)</weekday><description>.</description></rule>
      <rule id="\(100_021 + index)" level="4"><weekday>\(day)</weekday><time>8-18</time><description>.</description></rule>

      """
    }
    let session = Session(try SmallRuleset.compile(rules: "<group name=\"t,\">\(rules.joined())</group>"))
    let outcome = session.analyze(Event("x", time: EventTime(seconds: seconds)))
    #expect(outcome.rule?.id == (isDay ? 100_020 : 100_010) + weekday)
    if seconds > 0 {
      #expect(outcome.document?.description.hasPrefix(#"{"timestamp":"\#(date)T"#) == true)
    }
  }

  @Test("Any moment of an integer is a moment", arguments: [Int.min / 4, -1, Int.max / 4])
  func anyMoment(seconds: Int) throws {
    for isDaemon in [false, true] {
      let session = Session(
        try SmallRuleset.compile(rules: FuzzRuleset.rules, lists: FuzzRuleset.lists) {
          $0.mode = isDaemon ? .daemon : .logtest
        })
      for step in [0, 1, 100_000] {
        let event = Event("a x", time: EventTime(seconds: seconds + step))
        #expect(session.analyze(event).document != nil)
        _ = session.alertText()
      }
    }
  }

  // MARK: Many events

  /// A rule that fires on `b` when `count` earlier events `a` are remembered.
  static func asking(for count: Int) throws -> Session {
    let rules = """
      <group name="many,">
        <rule id="100001" level="3"><match>^a</match><description>Base.</description></rule>
        <rule id="100002" level="3"><match>^b</match><description>Asks.</description></rule>
        <rule id="100003" level="8" frequency="\(count + 1)" timeframe="99999">
          <if_matched_sid>100001</if_matched_sid><if_sid>100002</if_sid><description>So many.</description></rule>
      </group>
      """
    return Session(CompiledRuleset(try SmallRuleset.load(rules: rules) { $0.memorySize = 2048 }))
  }

  static func feed(_ session: Session, events: Int, step: Int = 0) -> EventTime {
    let log: ByteString = "a"
    let location: ByteString = "stdin"
    var time = EventTime.standard
    log.withView { log in
      location.withView { location in
        for _ in 0..<events {
          time = time + step
          _ = session.process(log, location: location, time: time)
        }
      }
    }
    return time
  }

  /// Enough events to fill the memory many times over; the release build takes more of them.
  #if DEBUG
    static let manyEvents = 12_049
  #else
    static let manyEvents = 102_049
  #endif

  @Test(
    "The memory holds what it is said to hold, however many events there are; when it is full, ten go (rules §10.5)",
    arguments: [
      (2048, 2048, true), (2049, 2039, true), (2049, 2040, false), (2058, 2048, true), (2059, 2040, false),
      (manyEvents, 2039, true), (manyEvents, 2040, false),
    ])
  func memory(events: Int, count: Int, fires: Bool) throws {
    let session = try Self.asking(for: count)
    let time = Self.feed(session, events: events)
    #expect(session.analyze(Event("b", time: time)).rule?.id == (fires ? 100_003 : 100_002))
  }

  @Test(
    "When it is full, all go that are older than the largest frequency, taken for seconds (rules §17 number 14)",
    arguments: [(2048, true), (2049, false)])
  func eviction(events: Int, fires: Bool) throws {
    let session = try Self.asking(for: 2)
    let time = Self.feed(session, events: events, step: 2)
    #expect(session.analyze(Event("b", time: time)).rule?.id == (fires ? 100_003 : 100_002))
  }

  // MARK: Rulesets

  @Test(
    "Rulesets that the engine refuses, in its words",
    arguments: [
      // spec: decoders §3.6, §15 point 2: one decoder of each kind has to be there.
      (#"<decoder name="a"><prematch>^a</prematch></decoder>"#, ["ERROR: (2106): Error adding decoder plugin."], false),
      // Point 8: two levels, and no more.
      (
        """
        <decoder name="a"><prematch>^a</prematch></decoder>
        <decoder name="p"><program_name>^p</program_name></decoder>
        <decoder name="b"><parent>a</parent><prematch>^b</prematch></decoder>
        <decoder name="c"><parent>b</parent><prematch>^c</prematch></decoder>
        """,
        ["ERROR: (2101): Parent decoder name invalid: 'b'.", "ERROR: (2106): Error adding decoder plugin."], false
      ),
      // Point 21: a variable makes a dollar sign in front of anything else an error.
      (
        #"<var name="X">x</var><decoder name="a"><prematch>^a(b$)</prematch></decoder>"#,
        ["ERROR: (1227): Error applying XML variables 'decoders.xml': XMLERR: Unknown variable: ')'.."], false
      ),
      // Point 19: an error that does not end the loading; logtest then answers nothing, the daemon runs.
      (
        """
        <decoder name="a"><prematch>^a</prematch></decoder>
        <decoder name="p"><program_name>^p</program_name></decoder>
        <decoder name="b"><parent>a</parent><prematch offset="behind">^b</prematch></decoder>
        """,
        [
          """
          ERROR: (7601): Invalid value for attribute 'offset' in 'prematch' option (decoder `b`). Default value will be used.
          """
        ], true
      ),
    ])
  func refused(decoders: String, messages: [String], isLoaded: Bool) throws {
    let rules = """
      <group name="root,"><rule id="1" level="3"><category>syslog</category><description>.</description></rule></group>
      """
    let loaded = try SmallRuleset.load(decoders: decoders, rules: rules, base: RulesetOptions.Base.none)
    #expect(loaded.isLoaded == isLoaded)
    #expect(loaded.messages.map(\.line.description) == messages)
  }

  @Test("Without any root rule no event is processed")
  func noRoot() throws {
    let decoders = """
      <decoder name="a"><prematch>^a</prematch></decoder>
      <decoder name="p"><program_name>^p</program_name></decoder>
      """
    let loaded = try SmallRuleset.load(decoders: decoders, rules: Self.any, base: RulesetOptions.Base.none)
    let outcome = Session(CompiledRuleset(loaded)).analyze(Event("a"))
    #expect(outcome.verdict == .refused)
    #expect(outcome.messages.map(\.line.description) == ["ERROR: (7312): Failed to process the event"])
  }
}
