import Bytes
import Cases
import Harness
import Diagnostics
import Rulesets
import Testing

/// Reads a text as a case file.
func parse(_ text: String, path: String = "a.ruletest") -> TestSuite {
  CaseParser.parse(path: path, bytes: Array(text.utf8), patterns: .engine)
}

@Suite struct CaseParserTests {
  @Test func readsTheExampleOfTheFormat() throws {
    let suite = parse(
      #"""
      # Comments start with # and are kept by every tool that rewrites the file.

      location = /var/lib/docker/containers/f736/f736-json.log      # before the first case: defaults for the file

      [SQL injection is seen in a container's access log]
      > {"log":"192.168.132.1 - - \"GET /users/?id=SELECT+*+FROM+users HTTP/1.1\" 404\n"}
      decoder   = web-accesslog-docker
      parent    = json
      .srcip    = 192.168.132.1
      .url      ~ ^/users/
      .user     absent
      rule      = 31103
      groups    has sql_injection
      mitre     has T1190

      [Three failed logins within a minute raise the burst rule, a fourth far later does not]
      at = 2026-01-01T00:00:00Z
      > Jan  1 00:00:00 web sshd[1]: Failed password for root from 192.0.2.7 port 22 ssh2
      rule = 100100
      +10s x2                                       # the next event comes 10 s later, twice
      > Jan  1 00:00:10 web sshd[1]: Failed password for root from 192.0.2.7 port 22 ssh2
      rule = 100100, 100101                         # one value per repetition
      +10m
      > Jan  1 00:10:20 web sshd[1]: Failed password for root from 192.0.2.7 port 22 ssh2
      rule = 100100

      """#)
    #expect(suite.diagnostics.isEmpty)
    let (first, second) = (try #require(suite.cases.first), try #require(suite.cases.last))
    #expect(first.title == "SQL injection is seen in a container's access log")
    #expect(first.location.line == 5)
    #expect(first.settings.location?.value == "/var/lib/docker/containers/f736/f736-json.log")
    #expect(first.steps[0].event.log.description.hasSuffix(#"404\n"}"#))
    #expect(
      first.steps[0].expectations.map { "\($0.subject.name) \($0.comparison.rawValue) \(CasePrinter.text(of: $0))" }
        == [
          "decoder = web-accesslog-docker", "parent = json", ".srcip = 192.168.132.1", ".url ~ ^/users/",
          ".user absent ",
          "rule = 31103", "groups has sql_injection", "mitre has T1190",
        ])
    #expect(second.settings.start?.value.rfc3339 == "2026-01-01T00:00:00Z")
    #expect(second.steps.map(\.clock.count) == [1, 2, 1])
    #expect(second.steps.map(\.clock.interval) == [0, 10_000, 0])
    #expect(second.steps.map(\.clock.advance) == [0, 0, 600_000])
    #expect(second.steps[1].expectations[0].value == .each([Operand("100100"), Operand("100101")]))
    #expect(second.steps[1].expectations[0].location == SourceLocation(file: "a.ruletest", line: 22, column: 1))
  }

  /// What follows the marker is the event, byte for byte.
  @Test(arguments: [
    ("> a b", "a b"), (">  a", " a"), (">a", "a"), (">", ""), ("> ", ""), ("> a  ", "a  "), ("> a # b", "a # b"),
    ("> \ta", "\ta"), ("> > a", "> a"), ("> \\n", "\\n"), (">\\ a\\tb\\x1b\\\\", "a\tb\u{1b}\\"), (">\\", ""),
    ("> a\n| b\n|\n|c", "a\nb\n\nc"), ("> [x]", "[x]"), ("  > a", "a"),
  ])
  func takesEventsAsTheyAre(_ line: String, _ log: String) throws {
    let suite = parse("[t]\n\(line)\nrule = none\n")
    #expect(suite.diagnostics.isEmpty)
    #expect(suite.cases.first?.steps.first?.event.log == ByteString(log))
  }

  @Test(arguments: [
    ("rule=1", "1"), ("rule   =   1   ", "1"), ("rule = 1 # c", "1"), ("rule = 1\t# c", "1"),
    (".a = b#c", "b#c"), (".a = \"b # c\"", "b # c"), (".a = \"\" # c", ""), (".a = \"x\\\"y\\n\"", "x\"y\n"),
    (".a = b, c", "b, c"), (".\"Wodle event\" = Started", "Started"), (".a.b-c_d = e", "e"), (".a= \"none\"", "none"),
    ("description = a = b", "a = b"), (".a = say \"hi\" now", "say \"hi\" now"),
  ])
  func readsValues(_ line: String, _ value: String) throws {
    let suite = parse("[t]\n> x\n\(line)\n")
    #expect(suite.diagnostics.isEmpty)
    #expect(suite.cases.first?.steps[0].expectations[0].operand(repetition: 0)?.text == ByteString(value))
  }

  @Test(arguments: [
    ("= a, b", ["a", "b"]), ("= a,b", ["a", "b"]), ("has \"a, b\", c", ["a, b", "c"]), ("lacks a # b, c", ["a"]),
  ])
  func readsLists(_ rest: String, _ items: [String]) throws {
    let suite = parse("[t]\n> x\ngroups \(rest)\n")
    #expect(suite.diagnostics.isEmpty)
    #expect(
      suite.cases.first?.steps[0].expectations[0].value
        == .list(
          items.map { item in
            Operand(ByteString(item), isQuoted: item.contains(","))
          }))
  }

  @Test func countsValuesOfRepetitions() throws {
    let suite = parse("[t]\n+1s x8\n> x\nrule = 5710 x7, 5712\nlevel = 5\n")
    #expect(suite.diagnostics.isEmpty)
    let expectations = try #require(suite.cases.first).steps[0].expectations
    #expect(
      (0..<8).map { expectations[0].operand(repetition: $0)?.text.description } == Array(repeating: "5710", count: 7)
        + ["5712"])
    #expect(expectations[1].value == .same(Operand("5")))
  }

  @Test(arguments: [
    ("id {n}", "id 3"), ("id {{n}}", "id {n}"), ("{{{n}}}", "{{n}}"), ("{x} {n", "{x} {n"), ("{n}{n}", "33"),
  ])
  func putsTheRepetitionIn(_ log: String, _ expected: String) throws {
    let step = try #require(parse("[t]\n+1s x5\n> \(log)\n").cases.first).steps[0]
    #expect(step.event.log(repetition: 3, of: step.clock) == ByteString(expected))
    let once = try #require(parse("[t]\n> \(log)\n").cases.first).steps[0]
    #expect(once.event.log(repetition: 1, of: once.clock) == ByteString(log))
  }

  @Test func settingsOfACaseGoBeforeThoseOfItsFile() throws {
    let suite = parse(
      """
      location = /file
      tags = a, b
      list users: root:admin, guest
      [one]
      location = /case
      tags = b, c
      agent = 001 web-1 10.0.0.7
      list users: more
      list etc/lists/ips: 10.0.0.1:x
      format = json
      ruleset = ../rules, extra.xml
      > x
      [two]
      todo = not yet
      > x
      [three]
      skip = "# no reason"
      """)
    #expect(suite.diagnostics.isEmpty)
    let one = suite.cases[0].settings
    #expect(one.location?.value == "/case")
    #expect(one.tags == ["a", "b", "c"])
    #expect(one.agent?.value.envelope(around: "/case") == "[001] (web-1) 10.0.0.7->/case")
    #expect(one.format?.value == .json)
    #expect(one.rulesets.map(\.value) == ["../rules", "extra.xml"])
    #expect(
      one.lists.map { String(decoding: $0.value.text, as: UTF8.self) } == [
        "root:admin\nguest:\n", "more:\n", "10.0.0.1:x\n",
      ])
    #expect(suite.cases[1].settings.todo?.value == "not yet")
    #expect(suite.cases[1].settings.location?.value == "/file")
    #expect(suite.cases[2].settings.skip?.value == "# no reason")
  }

  @Test(arguments: [
    ("001 web", "[001] (web) any->x"), ("[002] (a b) 10.0.0.1", "[002] (a b) 10.0.0.1->x"),
    ("3 a ::1", "[3] (a) ::1->x"),
  ])
  func readsAgents(_ text: String, _ envelope: String) {
    let suite = parse("[t]\nagent = \(text)\n> x\n")
    #expect(suite.cases.first?.settings.agent?.value.envelope(around: "x") == ByteString(envelope))
  }

  // MARK: Bytes

  @Test func carriageReturnsBelongToTheLineEndWhereTheFirstLineHasOne() {
    let crlf = parse("[t]\r\n> a\r\n| b\r\nrule = 1 # c\r\n")
    #expect(crlf.diagnostics.isEmpty)
    #expect(crlf.cases.first?.steps[0].event.log == "a\nb")
    let lf = parse("[t]\n> a\r\nrule = 1\r\n")
    #expect(lf.cases.first?.steps[0].event.log == "a\r")
    #expect(lf.diagnostics.map(\.code) == ["cr-in-log"])
    #expect(lf.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func readsFilesThatEditorsLeaveBehind() {
    #expect(parse("\u{FEFF}[t]\n> a\nrule = 1").cases.map(\.title) == ["t"])
    #expect(parse("\t[t]\n\t> a\n\trule\t=\t1").cases.first?.steps[0].expectations.count == 1)
    #expect(parse("").cases.isEmpty)
    #expect(parse("").diagnostics.isEmpty)
    #expect(parse("\n\n   \n# x").diagnostics.isEmpty)
    let high = CaseParser.parse(path: "a", bytes: Array("[t]\n> a".utf8) + [0xFF, 0x80] + Array("\n".utf8))
    #expect(high.cases.first?.steps[0].event.log.bytes == [97, 0xFF, 0x80])
  }

  @Test func refusesWhatIsNoText() {
    let binary = CaseParser.parse(path: "a", bytes: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 10, 0, 0, 10, 0])
    #expect(binary.diagnostics.map(\.code) == ["binary"])
    let utf16 = CaseParser.parse(path: "a", bytes: [0xFF, 0xFE, 0x5B, 0, 0x74, 0, 0x5D, 0])
    #expect(utf16.diagnostics.map(\.code) == ["not-utf8"])
  }

  @Test func readsTenMegabytesAtOnce() {
    let one = Array(
      "[case 00000000]\n> Jan  1 00:00:00 web sshd[1]: Failed password for root from 192.0.2.7\nrule = 5760\n\n".utf8)
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < 1 << 20 {
      let digits = Array(String(number + 10_000_000).utf8)
      bytes += one
      bytes.replaceSubrange((bytes.count - one.count + 6)..<(bytes.count - one.count + 14), with: digits)
      number += 1
    }
    let suite = CaseParser.parse(path: "a", bytes: bytes)
    #expect(suite.cases.count == number)
    #expect(suite.diagnostics.isEmpty)
    let line = CaseParser.parse(path: "a", bytes: Array("[t]\n> ".utf8) + [UInt8](repeating: 0x61, count: 10 << 20))
    #expect(line.cases.first?.steps[0].event.log.count == 10 << 20)
  }

  @Test func stopsTellingAtSomePoint() {
    let suite = parse(String(repeating: "nonsense\n", count: 1000))
    #expect(suite.diagnostics.count == 101)
    #expect(suite.diagnostics.last?.message == "900 more errors in this file")
  }
}
