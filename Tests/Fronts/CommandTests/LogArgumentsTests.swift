import TestSupport
import Testing

/// Arguments that name files stand for their lines; every other argument is a log.
@Suite("Logs as arguments")
struct LogArgumentsTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "rules/app.xml": """
      <group name="app,">
        <rule id="100100" level="5"><match>^one</match><description>One.</description></rule>
        <rule id="100101" level="5"><match>^two</match><description>Two.</description></rule>
      </group>
      """,
      "a.log": "one a\n\ntwo a\n", "b.log": "one b\n", "empty.log": "\n\n", "case.ruletest": "[t]\n> x\nrule = none\n",
      "logs/x.log": "one x\n",
    ])
  }

  private func ids(_ output: String) -> [String] {
    output.split(separator: "\n").filter { $0.hasPrefix("\tid: ") }.map { String($0.dropFirst(6).dropLast()) }
  }

  @Test("try reads files, several of them, and texts beside them")
  func tryFiles() throws {
    let result = try workspace.run("try", "a.log", "b.log", "two of a kind")
    #expect(result.status == 0)
    #expect(ids(result.output) == ["100100", "100101", "100100", "100101"])
    #expect(result.errors == "assay: a.log, b.log are files: their lines are the logs\n")
  }

  @Test("A text that is no file stays a log; one that looks like a file's name is said to be none")
  func texts() throws {
    #expect(try workspace.run("try", "one.two").errors == "")
    let typo = try workspace.run("try", "aa.log")
    #expect(typo.status == 0)
    #expect(typo.errors == "assay: there is no file aa.log: it is taken as the text of a log\n")
  }

  @Test("A line of a file and a location without an agent's number are not passed over in silence")
  func misunderstood() throws {
    let line = try workspace.run("try", "a.log:2")
    #expect(
      line.errors
        == "assay: a.log:2 is taken as the text of a log; for line 2 of the file alone there is assay explain a.log:2\n"
    )
    #expect(try workspace.run("try", "c.log:2").errors == "")
    for command in ["try", "explain"] {
      let agent = try workspace.run(command, "-l", "(ws) 192.0.2.1->/x", "one")
      #expect(agent.errors.contains("names no agent") && agent.errors.contains("'[001] (ws) 192.0.2.1->/x'"))
      #expect(try workspace.run(command, "-l", "[001] (ws) 192.0.2.1->/x", "one").errors == "")
    }
  }

  @Test("- is standard input")
  func standardInput() throws {
    let result = try workspace.run("try", "b.log", "-", input: "two c\n")
    #expect(ids(result.output) == ["100100", "100101"])
  }

  @Test(
    "Nothing to run is no success",
    arguments: [
      (["try", "empty.log"], "empty.log is empty"), (["explain", "empty.log"], "empty.log is empty"),
      (["new", "t", "empty.log"], "empty.log is empty"), (["try", "logs"], "logs is a folder"),
      (["try", "case.ruletest"], "case.ruletest is a file of cases"),
      (["new", "a.log"], "a case begins with its title"),
      (["explain", "a.log:9"], "a.log has 3 lines"), (["explain", "a.log:2"], "line 2 of a.log is empty"),
      (["try"], "no log on standard input"),
    ])
  func nothing(arguments: [String], message: String) throws {
    let result = try CommandLineTool.run(arguments, in: workspace.path)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("explain reads files, and one line of a file with those before it")
  func explain() throws {
    let all = try workspace.run("explain", "--rule", "100100", "a.log")
    #expect(all.output.contains("Event 1") && all.output.contains("Event 2"))
    let line = try workspace.run("explain", "--rule", "100101", "a.log:3")
    #expect(line.output.contains("Event 2") && !line.output.contains("Event 1"))
    #expect(line.output.contains("Rule 100101 fired"))
  }

  @Test("new reads files")
  func new() throws {
    let result = try workspace.run("new", "Both", "a.log")
    #expect(result.status == 0)
    #expect(result.output.contains("> one a\n") && result.output.contains("> two a\n"))
  }

  @Test("What is no log is said so once, and a colour in a log is no colour")
  func notes() throws {
    let line = "2021 Mar 22 20:41:51 mgr->192.0.2.5 Mar 18 17:05:41 fw app: one"
    let result = try workspace.run("try", line, line)
    #expect(result.errors.split(separator: "\n").count == 2)
    #expect(result.errors.hasPrefix("assay: info: a line of archives.log"))
    let plain = try workspace.run("try", "--input", "lines", line, line)
    #expect(plain.errors.split(separator: "\n").count == 1)
    #expect(plain.errors.hasPrefix("assay: note: this is a line of archives.log"))
    let coloured = try workspace.run("explain", "one \u{1B}[31mred\u{7}", "--field", "a\u{1B}[2Jb")
    #expect(!coloured.output.contains("\u{1B}"))
    #expect(coloured.output.contains("a␛[2Jb"))
  }
}
