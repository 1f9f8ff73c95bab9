import Foundation
import TestSupport
import Testing

@Suite("assay mutate, as users run it")
struct MutateCommandTests {
  private static let rules = """
    <group name="own,">
      <rule id="100001" level="5">
        <match>^login failed|refused</match>
        <description>A login failed</description>
      </rule>
      <rule id="100002" level="6">
        <match>disk full</match>
        <description>The disk is full</description>
      </rule>
    </group>

    """
  private static let cases = """
    [A failed login]
    > Dec 10 01:02:03 web gate[1]: login failed for root
    rule  = 100001
    level = 5

    [A full disk]
    > Dec 10 01:02:03 web gate[1]: disk full
    rule  = 100002
    level = 6

    """

  private func workspace(_ more: [String: String] = [:]) throws -> Workspace {
    try Workspace(
      ["assay.conf": "base = minimal\n", "rules/own.xml": Self.rules, "tests/own.ruletest": Self.cases]
        .merging(more) { $1 })
  }

  @Test("Survivors are shown, and the rules file stays as it is")
  func survivors() throws {
    let workspace = try workspace()
    let result = try workspace.run("mutate")
    #expect(result.status == 0)
    #expect(result.output.contains("rule 100001, drop-alternative\n  match: alternative `refused` is left out"))
    #expect(result.output.contains("This case would kill it:"))
    #expect(result.output.contains("score "))
    #expect(!result.output.contains("rule 100002, drop-condition"))
    #expect(try workspace.read("rules/own.xml") == Self.rules)
  }

  @Test("A suggested case, pasted, raises the score")
  func suggestion() throws {
    let workspace = try workspace()
    let options = ["--rule", "100001", "--operators", "drop-alternative"]
    let before = try CommandLineTool.run(["mutate"] + options, in: workspace.path)
    #expect(before.output.contains("score 50.0 %"))
    let lines = before.output.components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("[") })
    let end = try #require(lines[start...].firstIndex(of: ""))
    try workspace.write(lines[start..<end].joined(separator: "\n") + "\n", to: "tests/more.ruletest")
    let after = try CommandLineTool.run(["mutate"] + options, in: workspace.path)
    #expect(after.output.contains("score 100.0 %"))
  }

  @Test(
    "Options choose the mutants",
    arguments: [
      (["--rule", "100002"], "rule 100002", "rule 100001"),
      (["--operators", "drop-anchor"], "drop-anchor", "drop-alternative"),
      (["--operators", "change-level,drop-anchor"], "change-level", "drop-condition"),
    ])
  func choice(_ options: [String], _ shown: String, _ hidden: String) throws {
    let workspace = try workspace()
    let result = try CommandLineTool.run(["mutate", "--list-mutants"] + options, in: workspace.path)
    #expect(result.status == 0)
    #expect(result.output.contains(shown))
    #expect(!result.output.contains(hidden))
  }

  @Test("A rule or decoder without mutants is a mistake", arguments: [["--rule", "99999"], ["--decoder", "nobody"]])
  func nothingToChange(_ options: [String]) throws {
    let workspace = try workspace()
    let result = try CommandLineTool.run(["mutate"] + options, in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("there is nothing to change in"))
    #expect(result.errors.contains(options[1]))
  }

  @Test("A sample is the same for the same seed")
  func sample() throws {
    let workspace = try workspace()
    func list(_ seed: String) throws -> String {
      try workspace.run("mutate", "--list-mutants", "--sample", "5", "--seed", seed).output
    }
    #expect(try list("1") == list("1"))
    #expect(try list("1") != list("2"))
    #expect(try list("1").contains("\n5 mutants"))
  }

  @Test("--fail-under decides about the exit code", arguments: [("40", 0), ("100", 1)] as [(String, Int32)])
  func failUnder(_ percent: String, _ status: Int32) throws {
    let result = try workspace().run("mutate", "--fail-under", percent)
    #expect(result.status == status)
    #expect(result.errors.contains("below --fail-under") == (status == 1))
  }

  @Test("Reports go into files")
  func reports() throws {
    let workspace = try workspace()
    let result = try workspace.run("mutate", "--report", "json=out.json", "--report", "markdown=out.md")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(try workspace.read("out.json").hasPrefix("{\"version\":1,"))
    #expect(try workspace.read("out.md").hasPrefix("## Mutation score "))
  }

  @Test("No line of a report in a file is a command to the job whose log shows it")
  func commandsInFiles() throws {
    let rules = Self.rules.replacingOccurrences(of: "A login failed", with: "A login\n::error::failed")
    let workspace = try workspace(["rules/own.xml": rules])
    _ = try workspace.run("mutate", "--report", "pretty=out.txt", "--report", "markdown=out.md")
    for name in ["out.txt", "out.md"] {
      let lines = try workspace.read(name).split(separator: "\n")
      #expect(lines.contains { $0.hasSuffix("\\x3a:error::failed</description>") })
      #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("::") })
    }
  }

  @Test("Only rules with changed lines", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/git")))
  func changedSince() throws {
    let workspace = try workspace()
    for arguments in [
      ["init", "-q"], ["add", "."],
      ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
      process.arguments = arguments
      process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try workspace.run("mutate", "--list-mutants", "--changed-since", "HEAD").output.contains("\n0 mutants"))
    try workspace.write(
      Self.rules.replacingOccurrences(of: "<match>disk full", with: "<match>disk is full"), to: "rules/own.xml")
    let cases = Self.cases.replacingOccurrences(of: "disk full", with: "disk is full")
    try workspace.write(cases, to: "tests/own.ruletest")
    let result = try workspace.run("mutate", "--list-mutants", "--changed-since", "HEAD")
    #expect(result.output.contains("rule 100002"))
    #expect(!result.output.contains("rule 100001"))
  }

  @Test("A case that fails anyway is left out, and said")
  func failing() throws {
    let more = "[Wrong]\n> Dec 10 01:02:03 web gate[1]: disk full\nrule = 100001\n"
    let result = try workspace(["tests/wrong.ruletest": more]).run("mutate", "--rule", "100002")
    #expect(result.status == 0)
    #expect(result.errors.contains("tests/wrong.ruletest:1:1: this case fails on the ruleset as it is, and is left"))
  }

  @Test("Given logs may tell a mutant from the original")
  func events() throws {
    let workspace = try workspace(["logs.txt": "Dec 10 01:02:03 web gate[1]: the last login failed, they say\n"])
    let options = ["--rule", "100001", "--operators", "drop-anchor"]
    let result = try CommandLineTool.run(["mutate", "--events", "logs.txt"] + options, in: workspace.path)
    #expect(result.output.contains("> Dec 10 01:02:03 web gate[1]: the last login failed, they say\nrule  = none"))
  }

  @Test(
    "What cannot be done is said",
    arguments: [
      (["--operators", "drop-everything"], "There is no operator \"drop-everything\""),
      (["--fail-under", "101"], "--fail-under is a percentage"), (["nowhere"], "nowhere: No such file or directory"),
      (["--sample", "0"], "--sample is a number"), (["--report", "json", "--report", "pretty"], "Only one report"),
      (["--changed-since", "HEAD"], "--changed-since needs a git repository"), (["--events", "no.txt"], "no.txt"),
    ])
  func mistakes(_ options: [String], _ message: String) throws {
    let workspace = try workspace()
    let result = try CommandLineTool.run(["mutate"] + options, in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("Without a case that passes there is nothing to find out")
  func noCases() throws {
    let workspace = try Workspace(["rules/own.xml": Self.rules])
    let result = try workspace.run("mutate")
    #expect(result.status == 2)
    #expect(result.errors.contains("no case passes [no-case]"))
  }

  @Test("A run whose time is over says what it has found")
  func timeLimit() throws {
    let workspace = try workspace()
    let result = try workspace.run("mutate", "--time-limit", "0.0001")
    #expect(result.status == 2 && result.errors.contains("the time limit of 1ms is over"))
    #expect(result.output.contains("The run was stopped early"))
  }

  @Test("Ctrl-C ends with 130 and what was found so far")
  func interruption() throws {
    let many = (0..<400).map { number in
      "[Login \(number)]\n+1s x20\n> Dec 10 01:02:03 web gate[1]: login failed for user\(number)\nrule = 100001\n"
    }
    // Every case tries these rules in vain, so that their mutants take all the cases there are: the run is not over
    // before somebody has interrupted it, however late that is.
    let idle = (100100..<100140).map { id in
      "<rule id=\"\(id)\" level=\"7\"><match>^never \(id)$</match><description>Idle</description></rule>\n"
    }
    let workspace = try workspace([
      "tests/many.ruletest": many.joined(separator: "\n"),
      "rules/idle.xml": "<group name=\"own,\">\n\(idle.joined())</group>\n",
    ])
    let errors = try TemporaryFile()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
    process.arguments = ["mutate", "--report", "json=out.json", "--jobs", "1"]
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    process.standardError = try FileHandle(forWritingTo: errors.url)
    process.standardOutput = FileHandle.nullDevice
    try process.runTakingSignals()
    var listens = false
    for _ in 0..<1200 where process.isRunning && !listens {
      // Somebody listens from this line on.
      listens = String(decoding: try Data(contentsOf: errors.url), as: UTF8.self).contains("mutants, 402 cases")
      if !listens { usleep(50_000) }
    }
    process.interrupt()
    process.waitUntilExit()
    #expect(listens)
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(try workspace.read("out.json").contains("\"partial\":true"))
  }
}
