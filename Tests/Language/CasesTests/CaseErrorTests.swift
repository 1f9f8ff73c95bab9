import Cases
import Diagnostics
import Rulesets
import Testing

/// Errors of case files: each with its place, all of a file in one go.
@Suite struct CaseErrorTests {
  /// `¶` marks where the error is reported: it is no part of the line.
  @Test(arguments: [
    ("[t]\n> x\n¶ruel = 5", "unknown-key", "did you mean `rule`?"),
    ("[t]\n> x\n¶srcip = 5", "unknown-key", "did you mean `.srcip`?"),
    ("[t]\n> x\n¶program_name = a", "unknown-key", "did you mean `program`?"),
    ("[t]\n¶locaton = /x\n> x", "unknown-key", "did you mean `location`?"),
    ("[t]\n> x\n¶zzzzzzz = 1", "unknown-key", "a decoded field starts with a dot: .zzzzzzz"),
    ("¶rule = 5\n[t]\n> x", "expectation-before-event", "before the first title only settings"),
    ("[t]\n¶rule = 5\n> x", "expectation-before-event", "expectations follow the `> ` line"),
    ("¶> x\n[t]\n> y", "event-before-title", "put a title before it"),
    ("[a]\n> x\n¶[a]\n> x", "duplicate-title", "say what is different"),
    ("¶[]\n> x", "empty-title", "say in a sentence"),
    ("¶[t\n> x", "bad-title", "[t]"),
    ("¶[t]\n", "no-event", "add a line that starts with `> `"),
    ("[t]\n> x\n¶location = /x", "late-setting", "put it between the title and the first"),
    ("[t]\nlocation = /a\n¶location = /b\n> x", "duplicate-setting", ""),
    ("[t]\n> x\nrule ¶== 5", "bad-operator", "did you mean `=`?"),
    ("[t]\n> x\nrule¶: 5", "bad-operator", "did you mean `=`?"),
    ("[t]\n> x\n.a ¶=~ b", "bad-operator", "did you mean `~`?"),
    ("[t]\n> x\n.a ¶contains b", "bad-operator", "did you mean `has`?"),
    ("[t]\n> x\n.a ¶has b", "bad-operator", "has and lacks look into lists"),
    ("[t]\n> x\ndecoder ¶< 5", "bad-operator", "it compares numbers"),
    ("[t]\n> x\nalert ¶absent", "bad-operator", "alert is yes or no"),
    ("[t]\n> x\nrule ¶5", "bad-operator", "one of ="),
    ("[t]\n> x\nrule¶", "bad-operator", "one of ="),
    ("[t]\n¶Jan  1 00:00:00 web sshd[1]: pasted\n> x", "unexpected-line", "a log line starts with `> `"),
    ("[t]\n¶\"quoted\"\n> x", "unexpected-line", "a log line starts with `> `"),
    ("[t]\n> x\n¶log 1 pass = x", "ini-line", "assay convert"),
    ("[t]\n> x\nrule =¶", "missing-value", "write \"\" for an empty text"),
    ("[t]\n> x\nrule = ¶# five", "missing-value", "write \"\" for an empty text"),
    ("[t]\n> x\nrule = ¶five", "bad-number", "a rule is its number"),
    ("[t]\n> x\nlevel = ¶17", "bad-number", ""),
    ("[t]\n> x\nlevel > ¶x", "bad-number", ""),
    ("[t]\n> x\nalert = ¶true", "bad-flag", ""),
    ("[t]\n> x\nproduction = ¶droped", "bad-flag", "did you mean `dropped`?"),
    ("[t]\n> x\nproduction ¶absent", "bad-operator", "production is same, alert, silent or dropped"),
    ("[t]\n> x\nproduction ¶~ al", "bad-operator", "use = or !="),
    ("[t]\n> x\n¶prodction = same", "unknown-key", "did you mean `production`?"),
    ("[t]\n> x\n¶alert.rule.levle = 5", "unknown-path", "did you mean `alert.rule.level`?"),
    ("[t]\n> x\n¶alert.level = 5", "unknown-path", "did you mean `alert.rule.level`?"),
    ("[t]\n> x\n¶alert.srcip = 5", "unknown-path", "decoded fields are below `data`: alert.data.srcip"),
    ("[t]\n> x\n¶alert.agnet.name = 5", "unknown-path", "did you mean `alert.agent`?"),
    ("[t]\n> x\n¶alert.agent.nam = 5", "unknown-path", "did you mean `alert.agent.name`?"),
    ("[t]\n> x\n¶alert.predecoder.x = 5", "unknown-path", "it can have program_name, timestamp, hostname"),
    ("[t]\n> x\n¶alert.rule.id.x = 5", "unknown-path", "alert.rule.id is the value"),
    ("[t]\n> x\n¶alert.data..x = 5", "unknown-path", ""),
    ("[t]\n> x\n¶alert. = 5", "unknown-path", "alert.rule.mitre.id = …"),
    ("[t]\n> x\nmail ¶absent", "bad-operator", "mail is yes or no"),
    ("[t]\n> x\nmail = ¶true", "bad-flag", ""),
    ("[t]\n> x\nfiredtimes = ¶often", "bad-number", "is a number, or `none`"),
    ("[t]\n> x\ndocument ¶~ x", "bad-operator", "alert.PATH looks at a part of it"),
    ("[t]\n> x\ndocument = ¶x.json", "bad-snapshot", "document = @login-refused.json"),
    ("[t]\n+1s x2\n> x\ndocument = ¶@x.json", "repeated-snapshot", "a `>` line of its own"),
    ("[t]\n> x\n.a = ¶\"b", "open-quote", "write \\\" for a quote"),
    ("[t]\n> x\n.a = \"b\" ¶c", "text-behind-quote", "quote the whole value"),
    ("[t]\n> x\n.a = \"¶\\d\"", "bad-escape", "write \\\\d for a backslash"),
    ("[t]\n> x\ngroups = a,¶,b", "empty-item", "write \"\""),
    ("[t]\n> x\ngroups = a,¶", "empty-item", "remove the comma"),
    ("[t]\n> x\n.a absent ¶b", "unexpected-value", "a comment starts with #"),
    ("[t]\n> x\n.a ~ (b¶", "bad-pattern", "close the group"),
    ("[t]\n> x\n¶. = b", "missing-field-name", ".srcip"),
    ("[t]\n>\\ ¶\\q", "bad-escape", "write \\\\q"),
    ("[t]\n>¶\\q", "bad-event", "for a log that begins with a backslash"),
    ("[t]\n> a¶\0b", "nul-in-log", "the engine ends the log there"),
    ("[t]\n¶| b\n> x", "continuation-without-event", "start the event with"),
    ("[t]\n> x\n+¶10\n> x", "bad-duration", "a number and a unit"),
    ("[t]\n> x\n+10s ¶x0\n> x", "bad-repetition", "from 1 to 100000"),
    ("[t]\n> x\n+10s x2 ¶y\n> x", "text-behind-clock", "a comment starts with #"),
    ("[t]\n+10s x2\n¶+1s\n> x", "clock-after-repetition", "put this line before"),
    ("[t]\n> x\n¶+10s", "clock-without-event", "put it before the `>` line"),
    ("¶+10s\n[t]\n> x", "clock-before-title", ""),
    ("[t]\n> x\n+1s\n¶rule = 5\n> x", "expectation-after-clock", "put it before the clock line"),
    ("[t]\n+1s x3\n> x\nrule = ¶1, 2", "wrong-count", "one per repetition"),
    ("[t]\nat = ¶yesterday\n> x", "bad-time", "2026-01-01T00:00:00Z"),
    ("[t]\nat = ¶2026-02-29T00:00:00Z\n> x", "bad-time", "RFC 3339"),
    ("[t]\nformat = ¶jsn\n> x", "bad-format", "did you mean `json`?"),
    ("[t]\nagent = ¶web\n> x", "bad-agent", "agent = 001 web-1 10.0.0.7"),
    ("[t]\n¶list users\n> x", "bad-list", "list etc/lists/users: root:admin, guest"),
    ("[t]\ntodo =¶\n> x", "missing-value", "say why: todo = "),
  ])
  func saysWhatIsWrongAndWhere(_ marked: String, _ code: String, _ hint: String) throws {
    let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("¶") })
    let column = try #require(lines[line].utf8.firstIndex(of: 0xC2)).utf16Offset(in: lines[line])
    let suite = parse(marked.replacing("¶", with: ""))
    let diagnostic = try #require(suite.diagnostics.first)
    #expect(diagnostic.code == code)
    #expect(diagnostic.location == SourceLocation(file: "a.ruletest", line: line + 1, column: column + 1))
    #expect(diagnostic.hint?.contains(hint) ?? hint.isEmpty, "\(diagnostic.hint ?? "no hint")")
    #expect(suite.diagnostics.count == 1, "\(suite.diagnostics)")
  }

  @Test func findsAllErrorsOfAFileAndKeepsTheGoodCases() {
    let suite = parse(
      """
      [good]
      > x
      rule = 1
      [bad]
      > x
      ruel = 1
      level = 99
      .a ~ (
      [also good]
      > x
      rule = 2
      [bad again]
      """)
    #expect(suite.cases.map(\.title) == ["good", "also good"])
    #expect(suite.diagnostics.map(\.code) == ["unknown-key", "bad-number", "bad-pattern", "no-event"])
    #expect(suite.diagnostics.compactMap(\.location?.line) == [6, 7, 8, 12])
    #expect(suite.isInvalid)
  }

  @Test func pointsAtTheFirstOfTwoEqualTitles() {
    let diagnostic = parse("[a]\n> x\n[a]\n> x\n").diagnostics.first
    #expect(diagnostic?.notes.first?.location?.line == 1)
  }
}
