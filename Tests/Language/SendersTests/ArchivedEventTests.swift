import Bytes
import Testing

@testable import Senders

/// What the manager keeps, and what it had received.
@Suite("Events of archives and alerts")
struct ArchivedEventTests {
  @Test("A line of archives.log: date and place are the manager's")
  func line() throws {
    let agent = try #require(ArchivedEvent(#"2025 Apr 01 14:34:14 (WS-11) any->EventChannel {"win":{"system":{}}}"#))
    #expect(agent.text == #"{"win":{"system":{}}}"#)
    #expect(agent.format == .windows)
    #expect(agent.location == "[001] (WS-11) any->EventChannel")
    #expect(agent.seconds == 1_743_518_054)
    let local = try #require(ArchivedEvent("2021 Mar 22 20:41:51 fw-2->192.168.0.5 Mar 18 17:05:41 fw-2 mgd[7]: x"))
    #expect(local.text == "Mar 18 17:05:41 fw-2 mgd[7]: x")
    #expect(local.location == "192.168.0.5")
    #expect(local.format == .syslog)
  }

  @Test(
    "A time that no clock shows is none",
    arguments: [
      "2021-03-22T2584013122808491:41:51.1+0000", "2021-03-22T20:666666666666666660:12", "2021-13-22T20:41:51",
      "2021-03-00T20:41:51", "2021-03", "9223372036854775807-01-01T00:00:00",
    ])
  func noTime(text: String) throws {
    let event = try #require(
      ArchivedEvent(
        ByteString(
          "{\"timestamp\":\"\(text)\",\"agent\":{\"id\":\"001\"},\"manager\":{\"name\":\"m\"},\"decoder\":{},\"full_log\":\"x\",\"location\":\"/x\"}"
        )))
    #expect(event.text == "x")
    #expect(event.seconds == nil)
  }

  @Test("Documents")
  func documents() throws {
    let log = try #require(
      ArchivedEvent(
        #"{"timestamp":"2021-03-22T20:45:15.835+0100","agent":{"id":"003","name":"w","ip":"192.0.2.1"},"manager":{"name":"m"},"full_log":"Mar 18 x","decoder":{},"location":"/var/log/x"}"#
      ))
    #expect(log.text == "Mar 18 x")
    #expect(log.location == "[003] (w) 192.0.2.1->/var/log/x")
    #expect(log.seconds == 1_616_442_315)
    let windows = try #require(
      ArchivedEvent(
        #"{"_source":{"agent":{"id":"000"},"manager":{},"data":{"win":{"a":"b"}},"decoder":{"name":"windows_eventchannel"},"location":"EventChannel"}}"#
      ))
    #expect(windows.kind == .hit)
    #expect(windows.isRebuilt)
    #expect(windows.format == .windows)
    #expect(windows.text == #"{"win":{"a":"b"}}"#)
    let fim = try #require(
      ArchivedEvent(
        #"{"manager":{},"full_log":"File 'x' added","syscheck":{"path":"x","event":"added"},"decoder":{"name":"syscheck_new_entry"},"location":"syscheck"}"#
      ))
    #expect(fim.format == .fim)
    #expect(fim.text == #"{"path":"x","event":"added"}"#)
  }

  @Test(
    "Everything else is a log",
    arguments: [
      "", "2021 Mar 22 20:41:51 fw-2 mgd[7]: a->b", "2021 Foo 22 20:41:51 a->b c", "2021 Mar 22 20:41:51 a->b",
      #"{"win":{}}"#, #"{"full_log":"x","location":"y"}"#, "{", "Mar 22 20:41:51 a->b c", "2021 Mar 22 20:41:5",
    ])
  func logs(_ text: String) {
    #expect(ArchivedEvent(ByteString(text))?.text == nil)
  }

  /// A document and what is got back from it.
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var members: String
    var format: InputFormat
    var text: String?
    var location = "sca"
    var previous: String?
    var isRebuilt = false

    var testDescription: String { name }
  }

  static let check =
    #"{"type":"check","id":7,"policy":"P","policy_id":"p","check":{"id":1,"title":"T","result":"failed"}}"#
  static let escaped = check.replacing("\"", with: "\\\"")

  static let rows: [Row] = [
    Row(
      name: "a check that was unknown",
      members:
        #""decoder":{"name":"sca"},"location":"sca","full_log":"\#(escaped)","data":{"sca":{"check":{"result":"failed"}}}"#,
      format: .sca, text: check),
    Row(
      name: "a check that had passed",
      members:
        #""decoder":{"name":"sca"},"location":"sca","full_log":"\#(escaped)","data":{"sca":{"check":{"previous_result":"passed"}}}"#,
      format: .sca, text: check, previous: "passed"),
    Row(
      name: "a check without news has no fields",
      members: #""decoder":{"name":"sca"},"location":"sca","full_log":"\#(escaped)""#,
      format: .sca, text: check, previous: "failed"),
    Row(
      name: "a check of its fields",
      members:
        #""decoder":{"name":"sca"},"location":"sca","data":{"sca":{"type":"check","scan_id":"7","policy":"P","check":{"id":"1","title":"T","file":["/a","/b"],"result":"failed","previous_result":"passed"}}}"#,
      format: .sca,
      text:
        #"{"type":"check","id":7,"policy":"P","policy_id":"policy","check":{"id":1,"title":"T","file":"/a,/b","result":"failed"}}"#,
      previous: "passed", isRebuilt: true),
    Row(
      name: "what the sender would not send is a whole message",
      members:
        #""decoder":{"name":"sca"},"location":"sca","full_log":"hello","agent":{"id":"001","name":"w","ip":"::1"}"#,
      format: .queue, text: "p:[001] (w) |:|:1->sca:hello", location: "[001] (w) ::1->sca"),
    Row(
      name: "CIS-CAT", members: #""decoder":{"name":"ciscat"},"location":"wodle_cis-cat","data":{"type":"scan_info"}"#,
      format: .queue, text: #"e:wodle_cis-cat:{"type":"scan_info"}"#, location: "wodle_cis-cat", isRebuilt: true),
    Row(
      name: "a device without an agent",
      members:
        #""decoder":{"name":"ossec"},"location":"agentless","full_log":"x","agentless":{"script":"s","user":"root","host":"h"}"#,
      format: .syslog, text: "x", location: "(s) root@h->agentless"),
    Row(
      name: "fields of sshd do not tell the log",
      members: #""decoder":{"name":"sshd"},"location":"/l","data":{"srcip":"1"}"#,
      format: .syslog, text: nil, location: "/l"),
    Row(
      name: "a title is not the line of rootcheck",
      members: #""decoder":{"name":"rootcheck"},"location":"rootcheck","data":{"title":"t"}"#, format: .rootcheck,
      text: nil, location: "rootcheck"),
    Row(
      name: "a key of an old agent",
      members: #""decoder":{"name":"syscheck_new_entry"},"location":"syscheck","syscheck":{"path":"HKEY_X"}"#,
      format: .fim, text: #"{"path":"HKEY_X","entry_type":"registry"}"#, location: "syscheck", isRebuilt: true),
  ]

  @Test("What the fields tell", arguments: rows)
  func fields(row: Row) throws {
    let event = try #require(ArchivedEvent(ByteString("{\"manager\":{},\(row.members)}")))
    #expect(event.format == row.format)
    #expect(event.text == row.text.map { ByteString($0) })
    #expect(event.location == ByteString(row.location))
    #expect(event.previous == row.previous.map { ByteString($0) })
    #expect(event.isRebuilt == row.isRebuilt)
    #expect((event.text == nil) == (event.doubt != nil))
  }

  @Test("alerts.log: an empty line ends an alert, and other lines stay what they are")
  func textAlerts() throws {
    let lines: [ByteString] = [
      "x", "** Alert 1616445915.1: mail  - syslog,sshd,pci_dss_10.2.4,",
      "2021 Mar 22 20:45:15 (web) 10.0.0.7->/var/log/a",
      "Rule: 5710 (level 5) -> 'It's d'", "Src IP: 192.0.2.7", "User: bob", "Mar 22 sshd[1]: first", " second",
      "win.a: b",
      "Mar 22 sshd[1]: earlier", "", "y", "** Alert 2.1: - a,", "2021 Mar 22 20:45:16 vm->syscheck",
      "Rule: 550 (level 7) -> 'c'", "File 'x' modified", "", "Attributes:", "** Alert 3.1: - b,",
    ]
    var assembler = EventAssembler(.syslog, recognisesAlerts: true)
    var events = try lines.flatMap { try assembler.add($0) }
    events += try assembler.finish()
    #expect(events.count == 5)
    #expect(events[0] == "x" && events[2] == "y")
    let alert = try #require(ArchivedEvent(events[1]))
    #expect(alert.kind == .textAlert)
    #expect(alert.text == "Mar 22 sshd[1]: first\n second")
    #expect(alert.location == "[001] (web) 10.0.0.7->/var/log/a")
    #expect(alert.seconds == 1_616_445_915)
    #expect(alert.doubt?.hasSuffix("2 of 4 lines are taken for it") == true)
    #expect(
      alert.document
        == #"{"rule":{"level":5,"description":"It's d","id":"5710","groups":["syslog","sshd"]},"agent":{"id":"001","name":"web","ip":"10.0.0.7"},"full_log":"Mar 22 sshd[1]: first\n second","data":{"srcip":"192.0.2.7","dstuser":"bob"},"location":"/var/log/a"}"#
    )
    let change = try #require(ArchivedEvent(events[3]))
    #expect(change.text == nil && change.format == .fim)
    // Cut off behind its first line it is no alert.
    #expect(ArchivedEvent(events[4]) == nil)
    var plain = EventAssembler(.syslog)
    #expect(try plain.add(lines[1]) == [lines[1]])
  }
}
