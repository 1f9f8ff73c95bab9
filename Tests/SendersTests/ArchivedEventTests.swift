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
}
