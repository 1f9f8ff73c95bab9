import Bytes
import Testing

@testable import Live

/// What each format makes of the same way of writing: an empty file that grows, in one or more steps.
@Suite struct FormatTests {
  struct Row: CustomTestStringConvertible {
    var format: String
    var more = ""
    /// What is appended, step by step.
    var steps: [String]
    var texts: [String]
    var testDescription: String { "\(format): \(steps)" }
  }

  @Test(arguments: [
    Row(format: "syslog", steps: ["a\r\n\n# b\n"], texts: ["a\r", "", "# b"]),
    Row(format: "snort-full", steps: ["[**] x\n"], texts: ["[**] x"]),
    Row(format: "syslog", steps: ["a\u{0}b\nc\n"], texts: ["c"]),
    Row(
      format: "json", steps: ["{\"a\": 1.50, \"b\": \"\\u00e4\"} rest\n[1]\nno\n"], texts: ["{\"a\":1.5,\"b\":\"ä\"}"]),
    Row(format: "multi-line: 2", steps: ["a\nb\n\nc\n"], texts: ["a b", "c"]),
    // A group that is short of lines is lost; one whose last line is unfinished is read again.
    Row(format: "multi-line:3", steps: ["a\nb\n", "c\nd\ne\n"], texts: ["c d e"]),
    Row(format: "multi-line:2", steps: ["a\nb", "c\n"], texts: ["a bc"]),
    // Not written exactly like that, it is syslog.
    Row(format: "multi-line : 2", steps: ["a\nb\n"], texts: ["a", "b"]),
    Row(
      format: "audit",
      steps: [
        "type=A msg=audit(1.2:12): x\ntype=B msg=audit(1.2:1): y\nno\ntype=C msg=audit(1.2:3): z\n"
      ], texts: ["type=A msg=audit(1.2:12): x type=B msg=audit(1.2:1): y", "type=C msg=audit(1.2:3): z"]),
    Row(
      format: "mysql_log",
      steps: [
        "240101 10:20:30    7 Quit\n\t\t      8 Query x\n2024-01-01T10:20:30.123456Z 9 [Note] y\n2024-01-01 no\n"
      ],
      texts: [
        "MySQL log: 240101 10:20:30 7 Quit", "MySQL log: 240101 10:20:30 8 Query x",
        "MySQL log: 2024-01-01T10:20:30.123456Z 9 [Note] y",
      ]),
    Row(
      format: "mssql_log", steps: ["2024-01-01 10:20:30 Server A\n\tmore\nx\n", "lost\n2024-01-01 10:20:31 B\n"],
      texts: ["2024-01-01 10:20:30 Server A \tmore", "2024-01-01 10:20:31 B"]),
    Row(
      format: "postgresql_log",
      steps: ["[2024-01-01 10:20:30.123 UTC] LOG: a\n\tb\nno\n2024-01-01 10:20:30 UTC LOG: c\n"],
      texts: ["[2024-01-01 10:20:30.123 UTC] LOG: a \tb"]),
    Row(
      format: "nmapg", steps: ["# x\nHost: 192.0.2.1 (h)\tPorts: 22/open/tcp//ssh//, 80/closed/tcp////\tIgnored: x\n"],
      texts: ["Host: 192.0.2.1 (h), open ports: 22(tcp)"]),
    Row(
      format: "ossecalert",
      steps: [
        "** Alert 1.0: - a,\n2024 Jan 01 10:20:30 h->/var/log/x\nRule: 7 (level 3) -> 'Words.'\nSrc IP: 192.0.2.1\nlog 1\n",
        "log 2\n\n",
      ],
      texts: [
        "ossec: Alert Level: 3; Rule: 7 - Words.; Location: h->/var/log/x; srcip: 192.0.2.1;  log 1\nlog 2\n\n"
      ]),
    Row(
      format: "multi-line-regex", more: "<multiline_regex>^\\[</multiline_regex>",
      steps: ["[1\n at x\r\n", " at y\n[2"], texts: ["[1\n at x\r\n at y"]),
    Row(
      format: "multi-line-regex", more: "<multiline_regex match=\"END\" replace=\"wspace\">;</multiline_regex>",
      steps: ["a\r\nb;\r\nc\n"], texts: ["a b;"]),
    Row(
      format: "multi-line-regex", more: "<multiline_regex match=\"all\" replace=\"none\">(?s)a.*z</multiline_regex>",
      steps: ["a\nb\nz\nq\n"], texts: ["abz"]),
  ])
  func makes(_ row: Row) throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>\(row.format)</log_format><location>$D/a.log</location>\(row.more)</localfile>")
    try desk.write("a.log", "")
    desk.start()
    var texts: [String] = []
    for step in row.steps {
      try desk.append("a.log", step)
      texts += desk.poll()
    }
    #expect(texts == row.texts.map { "$D/a.log:" + $0 })
  }

  @Test func longLinesAreCutAndTheirRestIsThrownAway() throws {
    let desk = try CollectorDesk(FileLifeTests.plain)
    try desk.write("a.log", "")
    desk.start()
    let long = String(repeating: "x", count: 200_000)
    try desk.append("a.log", long + "\nnext\n" + long)
    let messages = desk.poll()
    #expect(messages.count == 3)
    #expect(messages.first?.utf8.count == "$D/a.log:".utf8.count + 65_278)
    #expect(messages.dropFirst().first == "$D/a.log:next")
    // What comes to a line that was thrown away is a line of its own.
    try desk.append("a.log", "tail\n")
    #expect(desk.poll() == ["$D/a.log:tail"])
  }

  @Test func anUnfinishedEventIsSentWhenItsTimeIsOver() throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>multi-line-regex</log_format><location>$D/a.log</location>"
        + "<multiline_regex timeout=\"2\">^\\[</multiline_regex></localfile>")
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "[1\nb")
    #expect(desk.poll() == [])
    desk.wait(4)
    #expect(desk.poll() == ["$D/a.log:[1\nb"])
  }

  @Test(arguments: [
    ("syslog", "a\nb", ["a", "b"]), ("json", "{\"a\":1}", ["{\"a\":1}"]), ("multi-line-regex", "[a\nb", ["[a\nb"]),
  ])
  func theLastTurnWaitsForNothing(_ format: String, _ text: String, _ texts: [String]) throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>\(format)</log_format><location>$D/a.log</location>"
        + "<multiline_regex>^\\[</multiline_regex></localfile>")
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", text)
    #expect(desk.poll(2) + desk.poll(1, isLast: true) == texts.map { "$D/a.log:" + $0 })
  }

  @Test func labelsComeBehindAndLose() throws {
    let desk = try CollectorDesk(
      """
      <localfile><log_format>json</log_format><location>$D/a.log</location><label key="x.y">1</label>
      <label key="x.z">[1, "b"]</label><label key="A">no</label><label key="k">1</label><label key="k">2</label></localfile>
      """)
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "{\"a\":1}\n{\"X\":{\"y\":0}}\n{\"x\":5}\n")
    #expect(
      desk.poll() == [
        "$D/a.log:{\"a\":1,\"x\":{\"y\":\"1\",\"z\":[1,\"b\"]},\"k\":\"2\"}",
        "$D/a.log:{\"X\":{\"y\":0,\"z\":[1,\"b\"]},\"A\":\"no\",\"k\":\"2\"}",
        "$D/a.log:{\"x\":5,\"A\":\"no\",\"k\":\"2\"}",
      ])
  }

  @Test(arguments: [
    ("[$(log)] $(location)", "[a\"b] $D/a.log"), ("$(json_escaped_log)|$(base64_log)", "a\\\"b|YSJi"),
    ("$(host_ip) $(hostname)", "0.0.0.0 desk.example"), ("$(nothing)x$(log", "x$(log"), ("$( $(log)!", "!"), ("", ""),
  ])
  func outFormat(_ format: String, _ text: String) throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/a.log</location><out_format>\(format)</out_format></localfile>"
    )
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "a\"b\n")
    #expect(desk.poll() == ["$D/a.log:" + text])
  }

  @Test(arguments: [
    ("<ignore>^b</ignore>", ["a", "ab"]), ("<restrict>a</restrict><restrict>b</restrict>", ["ab"]),
    ("<ignore type=\"osmatch\">B</ignore>", ["a"]), ("<ignore></ignore>", []),
  ])
  func filters(_ elements: String, _ texts: [String]) throws {
    let desk = try CollectorDesk(
      "<localfile><log_format>syslog</log_format><location>$D/a.log</location>\(elements)</localfile>")
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "a\nb\nab\n")
    #expect(desk.poll() == texts.map { "$D/a.log:" + $0 })
  }
}
