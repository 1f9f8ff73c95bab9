import Foundation
import TestSupport
import Testing

/// What the manager keeps, and events of several lines, given to the commands as people have them.
@Suite("Archives, alerts and events of several lines")
struct ArchivedInputTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "decoders/app.xml": #"<decoder name="app"><prematch type="pcre2">^app: </prematch></decoder>"#,
      "rules/app.xml": """
      <group name="app,">
        <rule id="100100" level="5"><decoded_as>app</decoded_as><description>Any.</description></rule>
        <rule id="100101" level="7"><if_sid>100100</if_sid><match type="pcre2">(?s)one.*two</match>
          <description>Both.</description></rule>
        <rule id="100102" level="7"><decoded_as>syscheck_new_entry</decoded_as><category>ossec</category>
          <description>New.</description></rule>
      </group>
      """,
      "alerts.log": """
      ** Alert 1616445915.1: - app,
      2021 Mar 22 20:45:15 (web) 10.0.0.7->/var/log/app
      Rule: 100100 (level 5) -> 'Any.'
      app: hello

      """,
      "hit.json": """
      {"_index":"i","_source":{"manager":{"name":"m"},"agent":{"id":"003","name":"w","ip":"any"},"decoder":{"name":"app"},\
      "full_log":"app: x","location":"/l"}}

      """,
      "lines.log": "app: one\ntwo\napp: three\n",
      "fim.json": """
      {"manager":{"name":"m"},"decoder":{"name":"syscheck_new_entry"},"full_log":"File '/x' added\\nMode: realtime\\n",\
      "syscheck":{"path":"/x","event":"added"},"location":"syscheck"}

      """,
    ])
  }

  @Test("A document's event has the time of the document, to the thousandth")
  func times() throws {
    let result = try workspace.run(
      "try", "--json", "--fields", "timestamp",
      #"{"timestamp":"2021-03-22T20:45:15.835+0100","manager":{"name":"m"},"decoder":{"name":"app"},"full_log":"app: x","location":"/l"}"#
    )
    #expect(result.status == 0)
    #expect(result.output.contains(#""output":{"timestamp":"2021-03-22T19:45:15.835+0000"}"#))
  }

  @Test(
    "try says what it takes for what", arguments: [("alerts.log", "an alert of alerts.log"), ("hit.json", "indexer")])
  func recognised(file: String, what: String) throws {
    let result = try workspace.run("try", file)
    #expect(result.status == 0)
    #expect(result.errors.contains(what))
    #expect(result.output.contains("id: '100100'"))
    let lines = try workspace.run("try", "--input", "lines", file)
    #expect(!lines.errors.contains("[archived]"))
  }

  @Test("--input archives takes nothing else")
  func onlyArchives() throws {
    let result = try workspace.run("try", "--input", "archives", "app: x")
    #expect(result.status == 2)
    #expect(result.errors.contains("[not-archived]"))
  }

  @Test("new writes down who had sent it")
  func newCase() throws {
    let result = try workspace.run("new", "A new file", "fim.json")
    #expect(result.status == 0)
    #expect(result.output.contains("format = fim\n> {\"path\":\"/x\",\"event\":\"added\"}\n"))
    #expect(result.output.contains("rule "))
    let several = try workspace.run("new", "Two kinds", "fim.json", "hit.json")
    #expect(several.output.contains("[Two kinds (1)]") && several.output.contains("agent = 003 (w) any"))
  }

  @Test("convert needs a ruleset to say what comes of a line of archives.log")
  func archivesLine() throws {
    let line = "2021 Mar 22 20:41:51 fw->/l app: x\n"
    let alone = try workspace.run("convert", "-", input: line)
    #expect(alone.status == 1)
    #expect(alone.errors.contains("[no-verdict]") && !alone.output.contains("rule "))
    let judged = try workspace.run("convert", "-", "--ruleset", ".", input: line)
    #expect(judged.status == 0)
    #expect(judged.output.contains("rule    = 100100\n"))
  }

  @Test(
    "Lines are joined",
    arguments: [
      (["--lines"], 1, true), (["--log-format", "multi-line:3"], 1, true),
      (["--log-format", "multi-line-regex", "--multiline-regex", "^app"], 2, true), ([], 3, false),
    ] as [([String], Int, Bool)])
  func joined(options: [String], count: Int, both: Bool) throws {
    let result = try CommandLineTool.run(["try"] + options + ["lines.log"], in: workspace.path)
    #expect(result.status == 0)
    #expect(result.output.components(separatedBy: "Phase 1").count == count + 1)
    #expect(result.output.contains("100101") == both)
  }

  @Test("What cannot be joined ends the command")
  func notJoined() throws {
    let short = try workspace.run("try", "--log-format", "multi-line:2", "lines.log")
    #expect(short.status == 2)
    #expect(short.errors.contains("the last line makes no whole event"))
    #expect(try workspace.run("explain", "--log-format", "json", "lines.log").status == 2)
    #expect(try workspace.run("profile", "--multiline-regex", "(", "lines.log").status == 2)
    #expect(try workspace.run("new", "x", "--lines", "--log-format", "multi-line:2", "lines.log").status != 0)
  }

  @Test("explain says why a message was dropped")
  func dropped() throws {
    let result = try workspace.run("explain", "--format", "queue", "8:syscheck:{\"type\":\"scan_start\",\"data\":{}}")
    #expect(result.output.contains("The manager drops this message: messages of type 'scan_start'"))
    let rule = try workspace.run(
      "explain", "--format", "queue", "--rule", "100102", "8:syscheck:{\"type\":\"scan_start\",\"data\":{}}")
    #expect(rule.output.contains("no rule was tried: the manager drops this message"))
  }
}
