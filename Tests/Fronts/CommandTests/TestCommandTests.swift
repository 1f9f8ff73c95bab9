import Foundation
import TestSupport
import Testing

/// A small repository with one rule and cases of all kinds.
private func repository(_ more: [String: String] = [:]) throws -> Workspace {
  var files = [
    "assay.conf": "base = minimal\n",
    "rules/r.xml": """
    <group name="greeting,">
      <rule id="100001" level="3"><match>hello</match><description>A greeting.</description></rule>
      <rule id="100002" level="7"><match>bye</match><description>An end.</description></rule>
    </group>
    """,
    "tests/good.ruletest": "[A greeting is seen]\n> hello\nrule = 100001\n",
    "tests/bad.ruletest": "[An end is a greeting]\n> bye\nrule  = 100001   # or is it\nlevel = 7\n",
  ]
  files.merge(more) { $1 }
  return try Workspace(files)
}

@Suite struct TestCommandTests {
  @Test func runsEverythingBelowTheCurrentFolder() throws {
    let result = try repository().run("test")
    #expect(result.status == 1)
    #expect(result.output.contains("✓ tests/good.ruletest"))
    #expect(result.output.contains("tests/bad.ruletest:3: An end is a greeting"))
    #expect(result.output.contains("2 cases in 2 files: 1 passed, 1 failed"))
    #expect(result.errors == "")
  }

  @Test func exitCodesAreZeroOneAndTwo() throws {
    let workspace = try repository()
    #expect(try workspace.run("test", "tests/good.ruletest").status == 0)
    #expect(try workspace.run("test", "tests/bad.ruletest").status == 1)
    #expect(try workspace.run("test", "nowhere").status == 2)
    #expect(try workspace.run("test", "--no-such-option").status == 2)
    #expect(try workspace.run("test", "--report", "nonsense").status == 2)
    #expect(try workspace.run("test", "--filter", "(").status == 2)
    #expect(try workspace.run("test", "--shard", "5/4").status == 2)
    #expect(try workspace.run("test", "--filter", "nothing has this").status == 2)
    #expect(try workspace.run("test", "--ruleset", "nowhere").status == 2)
    try workspace.write("[x]\nruel = 1\n", to: "tests/wrong.ruletest")
    #expect(try workspace.run("test", "tests/wrong.ruletest").status == 2)
  }

  @Test(arguments: [".", "..", "../tests", "../../tests/../tests/good.ruletest", "./../tests/../.."])
  func pathsMayLeadUpwards(_ path: String) throws {
    let workspace = try repository(["tests/bad.ruletest": "[x]\n> hello\nrule = 100001\n", "tests/deep/x": ""])
    let folder = path.hasPrefix("../..") ? "\(workspace.path)/tests/deep" : "\(workspace.path)/tests"
    let result = try CommandLineTool.run(["test", path == "./../tests/../.." ? "../tests/.." : path], in: folder)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test func badInputHasAPlaceAndAHint() throws {
    let workspace = try repository(["tests/wrong.ruletest": "[x]\n> y\nruel = 1\n"])
    let pretty = try workspace.run("test", "tests/wrong.ruletest")
    #expect(pretty.output.contains("tests/wrong.ruletest:3:1: error: unknown expectation `ruel` [unknown-key]"))
    #expect(pretty.output.contains("did you mean `rule`?"))
    // Machine output stays on standard output alone; what is wrong goes to standard error, too.
    let machine = try workspace.run("test", "tests/wrong.ruletest", "--report", "tap")
    #expect(machine.output.hasPrefix("TAP version"))
    #expect(machine.errors.contains("tests/wrong.ruletest:3:1: error"))
  }

  @Test func severalReportsAtOnce() throws {
    let workspace = try repository()
    let result = try workspace.run(
      "test", "--report", "pretty", "--report", "junit=out.xml", "--report", "json=out.jsonl")
    #expect(result.status == 1)
    #expect(result.output.contains("1 failed"))
    #expect(try workspace.read("out.xml").hasPrefix("<?xml"))
    #expect(try workspace.read("out.jsonl").contains(#""status":"failed""#))
    #expect(try workspace.run("test", "--report", "json", "--report", "tap").status == 2)
    #expect(try workspace.run("test", "--report", "junit=nowhere/out.xml").status == 2)
  }

  @Test func gitHubGetsASummaryToo() throws {
    let workspace = try repository(["summary.md": "before\n"])
    let result = try workspace.run(
      "test", "--report", "github", environment: ["GITHUB_STEP_SUMMARY": "\(workspace.path)/summary.md"])
    #expect(result.output.hasPrefix("::error file=tests/bad.ruletest,line=3,"))
    #expect(try workspace.read("summary.md").hasPrefix("before\n### ❌ 2 cases"))
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    let workspace = try repository()
    func isColoured(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Bool {
      try CommandLineTool.run(["test"] + arguments, in: workspace.path, environment: environment).output.contains(
        "\u{1B}[")
    }
    #expect(try !isColoured([]))
    #expect(try isColoured(["--color", "always"]))
    #expect(try isColoured([], ["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(try isColoured(["--color", "always"], ["NO_COLOR": "1"]))
    #expect(try !isColoured(["--color", "never"], ["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured(["--color", "always", "--report", "junit"]))
  }

  @Test func updateRewritesAndThenAllPasses() throws {
    let workspace = try repository()
    let result = try workspace.run("test", "--update")
    #expect(result.status == 0)
    #expect(result.output.contains("1 change in 1 file"))
    #expect(
      try workspace.read("tests/bad.ruletest")
        == "[An end is a greeting]\n> bye\nrule  = 100002   # or is it\nlevel = 7\n")
    #expect(try workspace.run("test").status == 0)
    #expect(try workspace.run("test", "--update").output.contains("0 changes in 0 files"))
  }

  @Test func reviewAsksForEachChange() throws {
    let workspace = try repository([
      "tests/bad.ruletest": "[a]\n> bye\nrule = 1\nlevel = 1\n[b]\n> hello\nrule = 2\nlevel = 2\n"
    ])
    let result = try workspace.run("test", "--review", input: "y\nperhaps\nn\na\n")
    #expect(result.status == 1)
    #expect(result.output.contains("3 changes in 1 file, 1 declined"))
    #expect(
      try workspace.read("tests/bad.ruletest")
        == "[a]\n> bye\nrule = 100002\nlevel = 1\n[b]\n> hello\nrule = 100001\nlevel = 3\n")
    let ended = try workspace.run("test", "--review", input: "")
    #expect(ended.output.contains("0 changes in 0 files, 1 declined"))
  }

  @Test func aReadOnlyFileIsLeftAlone() throws {
    let workspace = try repository()
    let path = "\(workspace.path)/tests/bad.ruletest"
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let before = try workspace.read("tests/bad.ruletest")
    let result = try workspace.run("test", "--update")
    #expect(result.status == 2)
    #expect(result.errors.contains("is read-only"))
    #expect(try workspace.read("tests/bad.ruletest") == before)
  }

  @Test func timingsNameTheSlowest() throws {
    let result = try repository().run("test", "--timings")
    #expect(result.output.contains("slowest:"))
    #expect(result.output.contains("tests/good.ruletest:1: A greeting is seen"))
  }

  @Test func whatIsNoCaseFileIsLeftOut() throws {
    let workspace = try repository(["tox.ini": "[tox]\nenvlist = py39\n", ".hidden/x.ruletest": "nonsense"])
    #expect(try workspace.run("test", "tests/good.ruletest", "tox.ini").status == 2)
    #expect(try workspace.run("test").output.contains("2 cases in 2 files"))
  }
}

@Suite struct NewCommandTests {
  @Test func writesACaseFromWhatHappensNow() throws {
    let workspace = try repository()
    let result = try workspace.run("new", "A greeting", input: "hello world\n")
    #expect(result.status == 0)
    #expect(result.output == "[A greeting]\n> hello world\ndecoder = none\nrule    = 100001\nlevel   = 3\n")
  }

  @Test func addsToAFileAndRefusesATitleTwice() throws {
    let workspace = try repository()
    #expect(try workspace.run("new", "One", "--into", "tests/new.ruletest", input: "hello\n").status == 0)
    #expect(
      try workspace.run("new", "Two", "--into", "tests/new.ruletest", "--location", "/var/log/x", input: "bye\nx\n")
        .status == 0)
    #expect(
      try workspace.read("tests/new.ruletest") == """
        [One]
        > hello
        decoder = none
        rule    = 100001
        level   = 3

        [Two]
        location = /var/log/x
        > bye
        decoder = none
        rule    = 100002
        level   = 7
        > x
        decoder = none
        rule    = none

        """)
    let again = try workspace.run("new", "One", "--into", "tests/new.ruletest", input: "hello\n")
    #expect(again.status == 2)
    #expect(again.errors.contains("tests/new.ruletest:1:1: error: the file has a case of this title: [One]"))
    #expect(try workspace.run("test", "tests/new.ruletest").status == 0)
  }

  @Test func wantsALog() throws {
    #expect(try repository().run("new", "Nothing").status == 2)
  }
}

@Suite struct ConvertCommandTests {
  private let ini =
    "[greeting]\nlog 1 pass = x\nlog 1 pass = hello\nrule = 100001\nalert = 3\ndecoder =\n[end]\nlog 1 fail = hello\nrule = 100002\nalert = 7\ndecoder = d\n"

  @Test func turnsIniTestsIntoCasesAndBack() throws {
    let workspace = try repository(["a.ini": ini])
    let cases = try workspace.run("convert", "a.ini")
    #expect(cases.status == 0)
    #expect(cases.output.contains("[end]\n> hello\nrule != 100002\n"))
    try workspace.write("[t]\n> x\n> hello\nrule = 100001\nlevel = 3\ndecoder = d\n", to: "b.ruletest")
    let back = try workspace.run("convert", "b.ruletest")
    #expect(back.output.hasSuffix("[t]\nlog 1 pass = x\nlog 1 pass = hello\nrule = 100001\nalert = 3\ndecoder = d\n"))
  }

  @Test func writesIntoAFolderAndOverwritesOnlyWhenForced() throws {
    let workspace = try repository(["a.ini": ini, "b.ini": ini, "out/a.ruletest": "mine"])
    let first = try workspace.run("convert", "--output", "out", "a.ini", "b.ini")
    #expect(first.status == 2)
    #expect(first.errors.contains("out/a.ruletest: exists already"))
    #expect(try workspace.read("out/a.ruletest") == "mine")
    #expect(try workspace.read("out/b.ruletest").contains("[greeting]"))
    #expect(try workspace.run("convert", "--force", "--output", "out", "a.ini", "b.ini").status == 0)
    #expect(try workspace.run("convert", "a.ini", "b.ini").status == 2)
  }

  @Test func readsAlertsFromStandardInput() throws {
    let result = try CommandLineTool.run(
      ["convert", "-"],
      input: #"{"rule":{"id":"5710","level":5,"description":"d"},"full_log":"x","decoder":{"name":"sshd"}}"# + "\n")
    #expect(result.output == "[d (5710)]\n> x\ndecoder = sshd\nrule    = 5710\nlevel   = 5\n")
    #expect(try CommandLineTool.run(["convert", "-"], input: "nonsense\n").status == 2)
  }
}
