import Foundation
import TestSupport
import Testing

/// Empty, unreadable and misnamed input, options without a value, events without an answer: never a good end.
@Suite struct FalseGreensTests {
  private static let rule = """
    <group name="x,">
    <rule id="100000" level="3"><match>pass</match><description>x</description></rule>
    </group>

    """
  private static let files = [
    "r.xml": rule, "c.ruletest": "[c]\n> pass\nrule = 100000\n", "l.log": "pass\n",
  ]

  private func workspace(_ more: [String: String] = [:]) throws -> Workspace {
    try Workspace(Self.files.merging(more) { $1 })
  }

  @Test(
    "Files that hold no rule and no decoder are nothing to lint",
    arguments: ["", " \n", "<!-- nothing -->\n", "<group name=\"x,\">\n</group>\n"],
    ["--rules e.xml", "--rules d", "--ruleset d"])
  func emptyFiles(_ text: String, _ options: String) throws {
    let workspace = try workspace(["e.xml": text, "d/rules/e.xml": text])
    let result = try workspace.shell("\"$ASSAY\" lint --base minimal \(options)")
    #expect(result.status != 0, "\(result.output)\(result.errors)")
    #expect(!result.output.contains("nothing found"))
    let beside = try workspace.shell("\"$ASSAY\" lint --base minimal --rules r.xml")
    #expect(beside.status == 0, "\(beside.output)\(beside.errors)")
  }

  @Test(
    "Each folder that is named holds something",
    arguments: ["test %@ c.ruletest", "lint --fail-on error %@", "load %@", "try %@ pass", "mutate %@ c.ruletest"],
    ["--ruleset a --ruleset s", "--ruleset s --rules r.xml", "--rules s --rules r.xml", "--decoders s --rules r.xml"])
  func emptyFolders(_ words: String, _ options: String) throws {
    let workspace = try workspace(["a/r.xml": Self.rule, "s/readme.txt": "x"])
    let result = try workspace.shell("\"$ASSAY\" \(words.replacingOccurrences(of: "%@", with: options)) --base minimal")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect((result.errors + result.output).contains("in it"), "\(result.output)\(result.errors)")
  }

  @Test(
    "A file of the ruleset that cannot be read",
    arguments: [
      "test c.ruletest", "lint --fail-on never", "mutate c.ruletest", "try pass", "explain pass", "load", "load --json",
      "load --tree", "new x l.log", "profile l.log", "bench --events l.log",
    ], ["--ruleset rl", "--rules r.xml --list p=etc/lists/p"])
  func unreadable(_ words: String, _ options: String) throws {
    let workspace = try workspace(["rl/r.xml": Self.rule])
    let result = try workspace.shell(
      "ln -s nope rl/z.xml; mkfifo p; timeout 60 \"$ASSAY\" \(words) --base minimal \(options)")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("cannot be read"), "\(result.errors)")
  }

  @Test(
    "An event that nothing comes of makes no case, and a case that needs it does not pass",
    arguments: [
      ("eventchannel", "garbage", "not-sent"), ("windows", "<Event><a></Event>", "not-sent"),
      ("sca", "garbage", "not-sent"),
      ("fim", "{", "not-sent"), ("queue", "garbage", "not-sent"),
      ("queue", "8:syscheck:{\"type\":\"scan_start\",\"data\":{}}", "no-event"),
      ("syslog", String(repeating: "a", count: 70_000), "not-taken"),
    ])
  func nothingComesOfIt(_ format: String, _ event: String, _ code: String) throws {
    let workspace = try workspace([
      "g.log": "\(event)\n",
      "two.ruletest": "[two]\nformat = \(format)\n> \(event)\n\n[green]\n> pass\nrule = 100000\n",
    ])
    let options = "--base minimal --rules r.xml"
    let new = try workspace.shell(
      "\"$ASSAY\" new \(options) --format \(format) --into new.ruletest title g.log")
    #expect(new.status == 2, "\(new.output)\(new.errors)")
    #expect(new.errors.contains("<log>:1:1: error: "), "\(new.errors)")
    #expect(new.errors.contains("[\(code)]"), "\(new.errors)")
    #expect(!FileManager.default.fileExists(atPath: workspace.url("new.ruletest").path))
    let test = try workspace.shell("\"$ASSAY\" test \(options) two.ruletest")
    guard code != "no-event" else {
      // A message that makes no event can change what the manager knows: it is no mistake, but the case tests nothing.
      #expect(test.status == 0, "\(test.output)\(test.errors)")
      return #expect(test.output.contains("expects nothing"), "\(test.output)")
    }
    #expect(test.status == 2, "\(test.output)\(test.errors)")
    #expect(test.output.contains("two.ruletest:3:3: error: "), "\(test.output)")
    let update = try workspace.shell("\"$ASSAY\" test --update --add \(options) two.ruletest")
    #expect(update.status == 2, "\(update.output)\(update.errors)")
    #expect(update.errors.contains("[\(code)]"), "\(update.errors)")
  }

  @Test("Lines of archives.log of which nothing comes are left out, which is an error")
  func archivesOfNothing() throws {
    let line = "2026 Nov 28 10:00:00 web->/var/log/x"
    let long = String(repeating: "a", count: 70_000)
    let workspace = try workspace(["archives.log": "\(line) pass\n\(line) \(long)\n"])
    let result = try workspace.shell("\"$ASSAY\" convert --base minimal --rules r.xml archives.log")
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.output.contains("= 100000"), "\(result.output)")
    #expect(!result.output.contains("aaaaa"))
    #expect(result.errors.contains("archives.log:2:"), "\(result.errors)")
  }

  @Test("What is named like a file of cases and is none", arguments: ["mkfifo", "mkdir"])
  func noFileOfCases(_ make: String) throws {
    let workspace = try workspace(["fc/c.ruletest": "[c]\n> pass\nrule = 100000\n"])
    let result = try workspace.shell("\(make) fc/red.ruletest; timeout 60 \"$ASSAY\" test --rules r.xml fc")
    #expect(result.status == 2)
    #expect(result.errors.contains("fc/red.ruletest: this is "), "\(result.errors)")
  }

  @Test(
    "A pipe into which nobody writes does not hold a command",
    arguments: ["test --rules r.xml p.ruletest", "convert p.ruletest", "lint --rules r.xml --baseline p.ruletest"])
  func pipes(_ words: String) throws {
    let result = try workspace().shell("mkfifo p.ruletest; timeout 60 \"$ASSAY\" \(words)")
    #expect(result.status == 2)
    #expect((result.output + result.errors).contains("nobody writes into it"), "\(result.output)\(result.errors)")
  }

  @Test func aPipeWithAWriterIsRead() throws {
    let alert = #"{"full_log":"pass","rule":{"id":"100000","level":3},"decoder":{}}"#
    let result = try workspace(["a.json": alert + "\n"]).shell("\"$ASSAY\" convert <(sleep 0.3; cat a.json)")
    #expect(result.output.contains("> pass"), "\(result.output)\(result.errors)")
  }

  // MARK: Events without an answer

  @Test(
    "An event about which nothing can be said ends every command with 2",
    arguments: [
      "new t m.log", "explain m.log", "explain --json m.log", "try m.log", "try --json m.log", "try --alert-log m.log",
      "profile --repeat 1 m.log", "bench --events m.log", "test m.ruletest", "test --update --add m.ruletest",
      "mutate m.ruletest",
    ])
  func unanswered(_ words: String) throws {
    let pattern = #"(?:(a|b|\s|x|1|\.|c))*"# + String(repeating: "(q)?", count: 300) + #"\d\d$"#
    let log = String(repeating: "x1a", count: 21_000)
    let workspace = try Workspace([
      "m.xml": """
      <group name="x,"><rule id="100000" level="3"><regex type="pcre2">\(pattern)</regex>\
      <description>x</description></rule></group>

      """, "m.log": log + "\n", "m.ruletest": "[nothing is expected]\n> \(log)\n\n[c]\n> \(log)\nrule = none\n",
    ])
    let result = try workspace.shell("\"$ASSAY\" \(words) --base minimal --rules m.xml")
    #expect(result.status == 2, "\(result.output.prefix(500))\(result.errors.prefix(500))")
    #expect((result.output + result.errors).contains("nothing is said about this event"))
    if words.hasPrefix("new") { #expect(result.output.isEmpty) }
    if words.hasPrefix("try --json") { #expect(result.output.contains("\"messages\":[\"ERROR: ")) }
  }

  // MARK: Configurations and questions

  @Test(
    "Slips in the keys of assay.conf",
    arguments: [
      ("lint-enabel", "lint-enable"), ("lint-baselin", "lint-baseline"), ("lint-ecxlude", "lint-exclude"),
      ("bse", "base"), ("rulse", "rules"), ("lint-colour", "lint-severity"),
    ])
  func slips(_ key: String, _ meant: String) throws {
    let workspace = try workspace(["assay.conf": "base = minimal\n\(key) = x\n"])
    let result = try workspace.run("lint")
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("assay.conf:2:"))
    #expect(result.output.contains(meant))
    #expect(try self.workspace(["assay.conf": "base = minimal\nmy-tool = x\n"]).run("lint").status == 0)
  }

  @Test(
    "Members of a wrong type",
    arguments: [
      #""time":"1704888000""#, #""time":[1]"#, #""new_session":"yes""#, #""new_session":1"#, #""event_b64":1"#,
      #""location":1"#,
    ])
  func wrongTypes(_ member: String) throws {
    let workspace = try workspace()
    func answer(_ question: String) throws -> CommandLineTool.Result {
      try workspace.run(
        "try", "--json", "--input", "jsonl", "--rules", "r.xml", "--base", "minimal", input: question + "\n")
    }
    let result = try answer(#"{"event":"pass",\#(member)}"#)
    #expect(result.status == 2)
    #expect(result.output.contains(#""codemsg":-1"#))
    #expect(try answer(#"{"event":"pass","time":null,"new_session":false,"event_b64":null}"#).status == 0)
  }

  @Test(
    "An option with an empty value behind its = takes nothing else",
    arguments: [
      "test --rules r.xml --manager= c.ruletest", "test --rules r.xml --filter=\"$EMPTY\" .",
      "test --rules r.xml --tags= c.ruletest", "test --rules r.xml --timezone= c.ruletest",
      "lint --baseline= --rules r.xml", "try --location= pass --rules r.xml", "test --shuffle= --rules r.xml .",
    ])
  func emptyValues(_ words: String) throws {
    let result = try workspace().shell("\"$ASSAY\" \(words)")
    #expect(result.status == 2)
    #expect(result.errors.contains("Missing value for '--"), "\(result.errors)")
  }

  @Test func anEqualsSignOfALogIsNoOption() throws {
    let result = try workspace().run("try", "--rules", "r.xml", "--base", "minimal", "--", "--pass=")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aConfigurationIsAnOssecConf() throws {
    let workspace = try workspace()
    let result = try workspace.run("test", "--rules", "r.xml", "c.ruletest", "--config", "r.xml")
    #expect(result.status == 2)
    #expect((result.output + result.errors).contains("no ossec.conf"), "\(result.output)\(result.errors)")
    let folder = try workspace.run("load", "--rules", "r.xml", "--attack", "/etc")
    #expect(folder.status == 2)
    #expect(folder.errors.contains("directory"), "\(folder.errors)")
  }

  @Test(
    "What is no text with a log in each line",
    arguments: [
      "printf 'ElfFile\\0x\\n'", "printf '\\377\\376p\\0\\n\\0'", "printf '\\376\\377\\0p\\0\\n'",
      "printf '\\037\\213\\010x\\n'",
    ], ["try", "try --json", "explain", "explain --last", "new x", "profile", "bench --events"])
  func binaryLogs(_ make: String, _ command: String) throws {
    let result = try workspace().shell("\(make) > u.log; \"$ASSAY\" \(command) u.log --base minimal --rules r.xml")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("this is "), "\(result.errors)")
  }

  @Test(arguments: [
    "regex a --witness --budget 9223372036854775807", "mutate --rules r.xml --time-limit=1e400 c.ruletest",
  ])
  func numbers(_ words: String) throws {
    #expect(try workspace().shell("timeout 60 \"$ASSAY\" \(words)").status == 2)
  }
}
