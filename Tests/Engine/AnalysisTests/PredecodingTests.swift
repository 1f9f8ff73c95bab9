import Bytes
import Memory
import Testing

@testable import Analysis

/// What pre-decoding makes of a log: the texts, or nil where it finds none.
struct Predecoded: Equatable, CustomStringConvertible {
  var timestamp: String?
  var hostname: String
  var program: String?
  var log: String

  init(_ timestamp: String?, _ hostname: String, _ program: String?, _ log: String) {
    (self.timestamp, self.hostname, self.program, self.log) = (timestamp, hostname, program, log)
  }

  init(of log: ByteString, location: ByteString = "stdin", manager: ByteString = "manager.example") {
    let event = EventState(names: FieldNames(FoldedTexts()))
    event.reset(time: .standard)
    let isOpen = log.withView { log in location.withView { Envelope.open(log, location: $0, into: event) } }
    guard isOpen else {
      self.init(nil, "", nil, "not opened")
      return
    }
    manager.withView { Predecoder.run(on: event, managerName: $0) }
    func text(_ range: ByteRange) -> String { event.arena.copy(range).description }
    self.init(event.timestamp.map(text), text(event.hostname), event.programName.map(text), text(event.log))
  }

  var description: String { "\(timestamp ?? "-") | \(hostname) | \(program ?? "-") | \(log)" }
}

@Suite("Pre-decoding, docs/reference/decoders.md §2")
struct PredecodingTests {
  @Test(
    "Header forms with host and program",
    arguments: [
      ("Mar 05 08:09:10 host prog[12]: hello", Predecoded("Mar 05 08:09:10", "host", "prog", "hello")),
      ("Mar 05 08:09:10 host prog: hello", Predecoded("Mar 05 08:09:10", "host", "prog", "hello")),
      ("Xxx XX XX:XX:XX host p: m", Predecoded("Xxx XX XX:XX:XX", "host", "p", "m")),
      ("Mar 05 08:09:10  host p: m", Predecoded("Mar 05 08:09:10", "host", "p", "m")),
      ("Mar 05 08:09:10   host prog: m", Predecoded("Mar 05 08:09:10", "", nil, "host prog: m")),
      ("2021-03-05 08:09:10,123 host prog[1]: m", Predecoded("2021-03-05 08:09:10,123", "host", "prog", "m")),
      ("2021-03-05T08:09:10-04:00 host p: mm", Predecoded("2021-03-05T08:09:10-04:00", "host", "p", "mm")),
      ("2021-03-05T08:09:10-04:00 h p: m", Predecoded(nil, "manager", nil, "2021-03-05T08:09:10-04:00 h p: m")),
      ("2021-03-05T08:09:10.123+00:00 host p: m", Predecoded("2021-03-05T08:09:10.123+00:00", "host", "p", "m")),
      (
        "2021-03-05T08:09:10.654321-07:00 host p: m",
        Predecoded("2021-03-05T08:09:10.654321-07:00", "host", "p", "m")
      ),
      (
        "2021-03-05T08:09:10.003Z host prog[12]: message is here",
        Predecoded("2021-03-05T08:09:10.003Z host p", "manager", nil, "og[12]: message is here")
      ),
      (
        "2021-03-05T08:09:10.65-07:00 host prog[1]: m",
        Predecoded("2021-03-05T08:09:10.65-07:00 ho", "t", "prog", "m")
      ),
      (
        "2021-03-05T08:09:10Z host prog[12]: hello there",
        Predecoded(nil, "manager", nil, "2021-03-05T08:09:10Z host prog[12]: hello there")
      ),
      ("2021 Mar 05 08:09:10 host prog: m", Predecoded("2021 Mar 05 08:09:10", "host", "prog", "m")),
      (
        "2021-03-05 08:09:10.654321-0700 host prog[1]: m",
        Predecoded("2021-03-05 08:09:10.654321-0700", "host", "prog", "m")
      ),
      ("<34>Mar 05 08:09:10 host prog: m", Predecoded(nil, "manager", nil, "<34>Mar 05 08:09:10 host prog: m")),
    ] as [(ByteString, Predecoded)])
  func forms(log: ByteString, expected: Predecoded) {
    #expect(Predecoded(of: log) == expected)
  }

  @Test(
    "Host and program",
    arguments: [
      ("prog: msg", Predecoded(Self.date, "manager", "prog", "msg")),
      ("host: prog: msg", Predecoded(Self.date, "manager", "host", "prog: msg")),
      (": msg", Predecoded(Self.date, "manager", "", "msg")),
      ("prog:msg", Predecoded(Self.date, "manager", nil, "prog:msg")),
      ("host", Predecoded(Self.date, "manager", nil, "host")),
      ("host prog:msg", Predecoded(Self.date, "host", "prog", "msg")),
      ("host prog:  m", Predecoded(Self.date, "host", "prog", " m")),
      ("host prog[12] m", Predecoded(Self.date, "host", "prog", "m")),
      ("host prog[12]msg", Predecoded(Self.date, "host", nil, "prog[12]msg")),
      ("host prog[12x]: m", Predecoded(Self.date, "host", nil, "prog[12x]: m")),
      ("last message repeated 2 times", Predecoded(Self.date, "last", nil, "message repeated 2 times")),
      ("host auth|security:info sshd[12]: hello", Predecoded(Self.date, "host", "sshd", "hello")),
      (
        "host auth|security:info sshd[12] hello",
        Predecoded(Self.date, "host", "sshd", "auth|security:info sshd")
      ),
      ("host auth|security:info sshd hello", Predecoded(Self.date, "host", "sshd hello", " hello")),
      ("host p: [ID 123456 auth.notice] hello", Predecoded(Self.date, "host", "p", "hello")),
      ("host p: [ID x] [ID y] z", Predecoded(Self.date, "host", "p", "[ID y] z")),
      ("host p: [ID x]", Predecoded(Self.date, "host", "p", "")),
    ] as [(String, Predecoded)])
  func hostAndProgram(text: String, expected: Predecoded) {
    #expect(Predecoded(of: ByteString("\(Self.date) \(text)")) == expected)
  }

  private static let date = "Mar 05 08:09:10"

  @Test(
    "Forms without host",
    arguments: [
      (
        "Fri Mar 05 08:09:10 2021 1 192.0.2.7 x",
        Predecoded("Fri Mar 05 08:09:10 2021", "manager", nil, "1 192.0.2.7 x")
      ),
      ("03/05-08:09:10.654321  [**] x", Predecoded("03/05-08:09:10.654321", "manager", nil, "[**] x")),
      ("03/05-08:09:10.654321 [**] x", Predecoded("03/05-08:09:10.654321", "manager", nil, "**] x")),
      ("03/05/2021-08:09:10.654321  [**] x", Predecoded("03/05/2021-08:09:10.654321", "manager", nil, "[**] x")),
      ("[Fri Mar 05 08:09:10 2021] [warn] x", Predecoded("Fri Mar 05 08:09:10 2021", "manager", nil, "[warn] x")),
      (
        "[Time 2021.03.05 08:09:10 UTC] [Facility a] [Sender sshd] [Message one] [Host h]",
        Predecoded(nil, "h", "sshd", "one")
      ),
      (
        "[Time 2021.03.05 08:09:10 UTC] [Sender sshd] [PID 1] text",
        Predecoded(nil, "manager", "sshd", " UTC] [Sender sshd")
      ),
      (
        "1614931750.368  24680 1.2.3.4 TCP_MISS",
        Predecoded("1614931750.368 ", "manager", nil, "24680 1.2.3.4 TCP_MISS")
      ),
    ] as [(ByteString, Predecoded)])
  func plainForms(log: ByteString, expected: Predecoded) {
    #expect(Predecoded(of: log) == expected)
  }

  @Test("A German March is repaired for the tests, not for the cuts")
  func umlaut() {
    #expect(
      Predecoded(of: "Mär 05 08:09:10 host prog[12]: hello") == Predecoded("Mär 05 08:09:1", "host", "prog", "hello"))
  }

  @Test(
    "An agent's location decides the host name",
    arguments: [
      ("[001] (ag) 1.2.3.4->/var/log/x", "ag"), ("[001]", ""), ("[001] 1.2.3.4->x", ""), ("[002] (ag 1.2.3.4->x", ""),
      ("(ag) 1.2.3.4->/var/log/x", "host"), ("host->/var/log/x", "host"),
    ] as [(ByteString, String)])
  func agents(location: ByteString, hostname: String) {
    #expect(Predecoded(of: "Mar 05 08:09:10 host p: m", location: location).hostname == hostname)
  }

  @Test("Locations survive their envelope, up to 2048 escaped bytes")
  func envelope() {
    func kept(_ location: String) -> Int? {
      let event = EventState(names: FieldNames(FoldedTexts()))
      event.reset(time: .standard)
      let isOpen = ("m" as ByteString).withView { log in
        ByteString(location).withView { Envelope.open(log, location: $0, into: event) }
      }
      return isOpen ? Int(event.location.count) : nil
    }
    #expect(kept("host->C:\\a|b:c") == 14)
    #expect(kept(String(repeating: "x", count: 3000)) == 2048)
    #expect(kept(String(repeating: ":", count: 3000)) == 1024)
    // The cut splits an escape, which takes the colon behind the location: nothing ends it.
    #expect(kept("x" + String(repeating: ":", count: 3000)) == nil)
    #expect(kept("[001 (x)") == nil)
  }

  @Test("Any bytes of any length are pre-decoded", arguments: 0..<40)
  func randomLogs(seed: UInt64) {
    var random = SystemRandomNumberGenerator()
    let starts: [ByteString] = [
      "Mar 05 08:09:10 ", "[Time 2021.03.05 08:09:10 UTC] [", "Mär 05 08:09:10 h p|a", "1614931750.368        ",
      "2021-03-05T08:09:10.", "Mar 05 08:09:10 h auth|s:i p[1", "Mar 05 08:09:10 h p: [ID ",
    ]
    for start in starts {
      let tail = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 1...255, using: &random) }
      for length in 0...start.count {
        _ = Predecoded(of: ByteString(Array(start.bytes.prefix(length)) + tail))
      }
    }
  }
}
