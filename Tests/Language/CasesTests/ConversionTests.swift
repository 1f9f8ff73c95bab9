import Bytes
import Cases
import Testing

@Suite struct ConversionTests {
  private func toCases(_ ini: String) -> (text: String, codes: [String]) {
    let (suite, notes) = IniToCases.convert(IniReader.parse(path: "a.ini", bytes: Array(ini.utf8)))
    return (CasePrinter.print(suite), notes.map(\.code))
  }

  @Test func iniTestsBecomeCases() {
    let (text, codes) = toCases(
      """
      [sshd: burst]
      log 1 pass = one
      log 1 pass = two
      log 2 fail = three
      rule = 5712
      alert = 10
      decoder = sshd

      [nothing matches]
      log 1 fail = four
      rule =
      alert =
      decoder =
      """)
    #expect(
      text == """
        [sshd: burst: log 1]
        > one
        > two
        decoder = sshd
        rule    = 5712
        level   = 10

        [sshd: burst: log 2]
        > three
        rule != 5712

        [nothing matches]
        > four
        decoder = none
        rule    = none

        """)
    #expect(codes.isEmpty)
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test func whatCasesCannotSayIsNoted() {
    let (text, codes) = toCases("[a]\nlog 1 fail = x\nrule = 1\nrule = 1\nalert = 2\ndecoder =\n")
    #expect(text == "[a]\n> x\n")
    #expect(codes == ["ini-no-expectation"])
  }

  @Test func casesBecomeIniTests() {
    let suite = parse(
      """
      [burst]
      +0s x2
      > one {n}
      > two
      decoder = sshd
      rule    = 5712
      level   = 10
      .srcip  = 192.0.2.7
      [none]
      > x
      decoder = none
      rule    = none
      [has a clock]
      > a
      +10s
      > b
      decoder = d
      rule = 1
      level = 1
      [has no level]
      > a
      decoder = d
      rule = 1
      """)
    #expect(suite.diagnostics.isEmpty)
    let (text, notes) = CasesToIni.convert(suite)
    #expect(
      text == """
        [burst]
        log 1 pass = one 1
        log 1 pass = one 2
        log 1 pass = two
        rule = 5712
        alert = 10
        decoder = sshd

        [none]
        log 1 fail = x
        rule = 
        alert = 
        decoder = 

        """)
    #expect(
      notes.map(\.message) == [
        "[burst] loses 1 expectation", "[has a clock] is left out: ini tests have no clock",
        "[has no level] is left out: an ini test needs `rule =`, `level =` and `decoder =` for the last event",
      ])
  }

  @Test func alertsBecomeCases() {
    var alerts = AlertsToCases(path: "alerts.json")
    alerts.add(
      #"{"timestamp":"2023-05-12T14:12:15.318+0000","rule":{"level":7,"description":"SQL injection attempt.","id":"31103","groups":["web","attack"]},"agent":{"id":"001","name":"Ubuntu22","ip":"192.168.132.140"},"full_log":"a \"b\"","decoder":{"parent":"json","name":"web-accesslog-docker"},"data":{"srcip":"192.168.132.1","docker":{"Actor":{"ID":"x"}},"n":[1]},"location":"/var/lib/x.log"}"#
    )
    alerts.add("")
    alerts.add("nonsense")
    alerts.add(
      #"{"rule":{"id":"5712","level":10,"description":"Burst","frequency":8},"full_log":"x","decoder":{"name":"sshd"}}"#
    )
    alerts.add(#"{"rule":{"id":"5712","level":10,"description":"Burst"},"full_log":"y"}"#)
    #expect(
      CasePrinter.print(alerts.suite) == """
        [SQL injection attempt. (31103)]
        location = /var/lib/x.log
        agent = 001 (Ubuntu22) 192.168.132.140
        at = 2023-05-12T14:12:15.318Z
        > a "b"
        decoder          = web-accesslog-docker
        parent           = json
        .srcip           = 192.168.132.1
        .docker.Actor.ID = x
        rule             = 31103
        level            = 7
        groups           = web, attack

        [Burst (5712)]
        todo = needs the 8 events that came before it
        > x
        decoder = sshd
        rule    = 5712
        level   = 10

        [Burst (5712) (2)]
        > y
        rule  = 5712
        level = 10

        """)
    #expect(alerts.notes.map(\.code) == ["no-alert"])
    #expect(alerts.notes.first?.location?.line == 3)
  }

  @Test func anAlertMayBeLaidOutInAnyWay() {
    var alerts = AlertsToCases(path: "alert.json")
    alerts.add(
      file: Array(
        """
        {
          "_index": "wazuh-alerts-4.x",
          "_source": {
            "rule": { "id": "5710", "level": 5, "description": "d" },
            "full_log": "x"
          }
        }

        """.utf8))
    alerts.add(file: Array("{\"full_log\":\"y\"}\n{\"full_log\":\"z\"}\n".utf8))
    #expect(alerts.suite.cases.map { $0.steps[0].event.log } == ["x", "y", "z"])
    #expect(alerts.suite.cases.map(\.title) == ["d (5710)", "No rule", "No rule (2)"])
    #expect(alerts.notes.isEmpty)
  }

  @Test func alertsOfWindowsAreSentAsWindowsEvents() {
    var alerts = AlertsToCases(path: "alerts.json")
    let win = #"{"win":{"system":{"eventID":"6416"}}}"#
    alerts.add(ByteString(#"{"decoder":{"name":"windows_eventchannel"},"full_log":"{}","data":\#(win)}"#))
    alerts.add(ByteString(#"{"decoder":{"name":"windows_eventchannel"},"data":\#(win),"location":"EventChannel"}"#))
    alerts.add(ByteString(#"{"decoder":{"name":"json"},"data":{"integration":"x","n":"1"}}"#))
    alerts.add(ByteString(#"{"decoder":{"name":"sshd"},"data":{"srcip":"192.0.2.7"}}"#))
    #expect(
      CasePrinter.print(alerts.suite) == """
        [No rule]
        format = eventchannel
        > {}
        decoder             = windows_eventchannel
        .win.system.eventID = 6416

        [No rule (2)]
        # The alert does not hold the log: it is rebuilt from the alert's fields.
        location = EventChannel
        format = eventchannel
        > {"win":{"system":{"eventID":"6416"}}}
        decoder             = windows_eventchannel
        .win.system.eventID = 6416

        [No rule (3)]
        # The alert does not hold the log: it is rebuilt from the alert's fields.
        > {"integration":"x","n":"1"}
        decoder      = json
        .integration = x
        .n           = 1

        """)
    #expect(alerts.notes.map(\.code) == ["no-log"])
    #expect(parse(CasePrinter.print(alerts.suite)).diagnostics.isEmpty)
  }

  @Test func eventsOfModulesAreSentByTheirSenders() {
    var alerts = AlertsToCases(path: "alerts.json")
    alerts.add(
      #"{"decoder":{"name":"syscheck_new_entry"},"full_log":"File 'x' added\n","syscheck":{"path":"x","event":"added"},"location":"syscheck"}"#
    )
    alerts.add(
      #"{"decoder":{"name":"sca"},"full_log":"{\"type\":\"check\",\"check\":{\"result\":\"failed\"}}","location":"sca"}"#
    )
    alerts.add(#"{"decoder":{"name":"rootcheck"},"full_log":"System Audit: x","location":"rootcheck"}"#)
    alerts.add(#"{"decoder":{},"full_log":"b","previous_log":"a","previous_output":"a","location":"x"}"#)
    #expect(
      CasePrinter.print(alerts.suite) == """
        [No rule]
        # The alert does not hold the log: it is rebuilt from the alert's fields.
        location = syscheck
        format = fim
        > {"path":"x","event":"added"}
        decoder = syscheck_new_entry

        [No rule (2)]
        location = sca
        format = sca
        previous = failed
        > {"type":"check","check":{"result":"failed"}}
        decoder = sca

        [No rule (3)]
        location = rootcheck
        format = rootcheck
        > System Audit: x
        decoder = rootcheck

        [No rule (4)]
        location = x
        > a
        > b
        decoder = none

        """)
    #expect(parse(CasePrinter.print(alerts.suite)).diagnostics.isEmpty)
  }

  @Test(
    "An alert whose rule cannot be expected makes no case, and an error",
    arguments: [
      (#"{"id":"abc","level":5}"#, "the id 'abc' of the alert's rule is no number"),
      (#"{"id":"-1","level":5}"#, "the id '-1' of the alert's rule is no number"),
      (#"{"id":"99999999999999999999","level":5}"#, "the id '99999999999999999999' of the alert's rule is no number"),
      (#"{"id":1e300,"level":5}"#, "the id '1e+300' of the alert's rule is no number"),
      (#"{"level":5}"#, "the alert's rule has no id"),
      (#"{"id":"5710","level":"high"}"#, "the level of the alert's rule is no number"),
    ])
  func alertsOfOddRules(rule: String, message: String) {
    var alerts = AlertsToCases(path: "alerts.json")
    alerts.add(ByteString(#"{"rule":\#(rule),"full_log":"x"}"#))
    alerts.add(#"{"rule":{"id":5710,"level":5},"full_log":"y"}"#)
    #expect(alerts.suite.cases.map { $0.steps[0].event.log } == ["y"])
    #expect(alerts.notes.map(\.severity) == [.error])
    #expect(alerts.notes.map(\.message) == ["\(message): left out"])
  }

  @Test func linesOfArchivesAndTextAlertsBecomeCases() {
    var alerts = AlertsToCases(path: "alerts.log")
    alerts.add(
      file: Array(
        """
        2021 Mar 22 20:41:51 fw->192.0.2.5 Mar 18 17:05:41 fw mgd[7]: x
        ** Alert 1616445915.1: - syslog,
        2021 Mar 22 20:45:15 (web) 10.0.0.7->/var/log/a
        Rule: 5710 (level 5) -> 'd'
        Src IP: 192.0.2.7
        a log

        neither
        ** Alert 1616445916.1: - syslog,
        2021 Mar 22 20:45:16 vm->syscheck
        Rule: 550 (level 7) -> 'd'
        File 'x' modified
        """.utf8))
    #expect(
      CasePrinter.print(alerts.suite) == """
        [An event from 192.0.2.5]
        location = 192.0.2.5
        at = 2021-03-22T20:41:51Z
        > Mar 18 17:05:41 fw mgd[7]: x

        [d (5710)]
        location = /var/log/a
        agent = 001 (web) 10.0.0.7
        at = 2021-03-22T20:45:15Z
        > a log
        .srcip = 192.0.2.7
        rule   = 5710
        level  = 5
        groups = syslog

        """)
    #expect(alerts.notes.map(\.code) == ["no-verdict", "no-alert", "no-log"])
    #expect(alerts.notes.map { $0.location?.line } == [1, 8, 9])
    alerts.judge { test in
      var test = test
      test.steps[0].expectations = [Expectation(.rule, .equal, .same(Operand("none")))]
      return test
    }
    #expect(alerts.suite.cases.map { $0.steps[0].expectations.count } == [1, 4])
    #expect(alerts.notes.map(\.code) == ["no-alert", "no-log"])
  }

  @Test(arguments: ["1e300", "-1e19", "1e19", "-0", "1.5", "9223372036854775808", "1e-400"])
  func noNumberEndsTheProcess(_ number: String) {
    var alerts = AlertsToCases(path: "alerts.json")
    for member in ["id", "level", "frequency"] {
      alerts.add(ByteString(#"{"full_log":"x","rule":{"\#(member)":\#(number)}}"#))
    }
    // Whatever is no number of a rule is said.
    #expect(alerts.suite.cases.count + alerts.notes.count == 3)
    #expect(parse(CasePrinter.print(alerts.suite)).diagnostics.isEmpty)
  }

  @Test func whatAnAlertSaysCannotBecomeALineOfTheCase() {
    var alerts = AlertsToCases(path: "alerts.json")
    alerts.add(
      ByteString(
        #"{"full_log":"x\u001b\u202e","agent":{"id":"001","name":"a\nrule = 1","ip":"x"},"location":"l\r\n[b]","rule":{"id":"7","description":"d\n> y"},"data":{"k\nrule = 2":"v\u009b"},"decoder":{"name":"n\nrule = 3"}}"#
      ))
    let suite = parse(CasePrinter.print(alerts.suite))
    #expect(suite.diagnostics.isEmpty && suite.cases.count == 1)
    #expect(suite.cases.first?.steps.map(\.event.log) == [ByteString("x\u{1B}\u{202E}")])
    #expect(suite.cases.first?.steps.first?.expectations.map(\.subject) == [.decoder, .field("k\nrule = 2"), .rule])
    #expect(
      !CasePrinter.print(alerts.suite).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{9B}" })
  }
}
