import Foundation
import TestSupport
import Testing

/// What is written, and where: no output takes the place of another, of what was read, or of a file of somebody else's.
@Suite struct OutputFilesTests {
  private static let files = [
    "r.xml":
      "<group name=\"x,\">\n<rule id=\"100000\" level=\"3\"><match>pass</match><description>x</description></rule></group>\n",
    "c.ruletest": "[c]\n> pass\nrule = 100000\n", "l.log": "pass\n",
    "i.ini": "[c]\nlog 1 pass = pass\nrule = 100000\nalert = 3\ndecoder =\n",
  ]

  private func workspace(_ more: [String: String] = [:]) throws -> Workspace {
    let workspace = try Workspace(
      Dictionary(uniqueKeysWithValues: Self.files.merging(more) { $1 }.map { ("in/" + $0, $1) })
        .merging(["victim": "precious\n"]) { $1 })
    _ = try workspace.shell("mkdir in/.git")
    return workspace
  }

  @Test(
    "Two outputs into one file",
    arguments: [
      "test %@ c.ruletest --report json=a --report junit=a", "test %@ c.ruletest --report json=a --report junit=./a",
      "test %@ c.ruletest --report json=a --coverage-json a", "lint %@ --report json=a --report sarif=a",
      "mutate %@ c.ruletest --report json=a --report markdown=a",
    ])
  func twice(_ words: String) throws {
    let result = try run(words, in: workspace())
    #expect(result.status == 2)
    #expect(result.errors.contains("Two outputs cannot go to the same file"), "\(result.errors)")
  }

  @Test(
    "An output in the place of what is read",
    arguments: [
      "test %@ c.ruletest --report json=r.xml", "test %@ c.ruletest --report json=c.ruletest",
      "lint %@ --report json=./r.xml", "mutate %@ c.ruletest --report json=r.xml",
      "mutate %@ c.ruletest --report json=c.ruletest", "lint %@ --update-baseline --baseline r.xml",
    ])
  func overInput(_ words: String) throws {
    let workspace = try workspace()
    let result = try run(words, in: workspace)
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    for name in ["r.xml", "c.ruletest"] { #expect(try workspace.read("in/" + name) == Self.files[name]) }
  }

  @Test(
    "A link that leads out of the repository is not written through",
    arguments: [
      "lint %@ --report json=LK", "test %@ c.ruletest --report json=LK", "test %@ c.ruletest --coverage-json LK",
      "lint %@ --update-baseline --baseline LK", "profile %@ l.log --folded LK",
      "mutate %@ c.ruletest --report json=LK", "convert -o od --force i.ini",
    ])
  func links(_ words: String) throws {
    let workspace = try workspace()
    _ = try workspace.shell("cd in; mkdir od; ln -s ../victim LK; ln -s ../../victim od/i.ruletest; : > ../victim")
    let result = try run(words, in: workspace)
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(try workspace.read("victim").isEmpty)
  }

  @Test(
    "What a repository names outside of itself",
    arguments: [
      ("lint-baseline = ../victim", "lint"), ("lint-baseline = ../victim", "lint --update-baseline"),
      ("lint-baseline = ../new", "lint --update-baseline"), ("attack = ../victim", "load"),
    ])
  func outside(_ line: String, _ words: String) throws {
    let workspace = try workspace(["assay.conf": "rules = r.xml\nbase = minimal\n\(line)\n"])
    let result = try workspace.shell("cd in; \"$ASSAY\" \(words)")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("assay.conf:3:") && result.errors.contains("[outside]"), "\(result.errors)")
    #expect(!result.errors.contains("precious"))
    #expect(try workspace.read("victim") == "precious\n")
    #expect(try workspace.shell("ls new").status != 0)
  }

  @Test(arguments: ["ruleset = ../out\n\n[c]\n", "[c]\nruleset = ../out\n"])
  func rulesetOfACaseFile(_ head: String) throws {
    let workspace = try workspace(["o.ruletest": head + "> pass\nrule = 100000\n"])
    try workspace.write(Self.files["r.xml"] ?? "", to: "out/r.xml")
    let result = try workspace.shell("cd in; \"$ASSAY\" test o.ruletest")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect((result.output + result.errors).contains("leads out of the repository"), "\(result.output)")
    #expect(try workspace.shell("cd in; \"$ASSAY\" test o.ruletest --allow-outside ../out").status == 0)
  }

  @Test(arguments: ["lint", "lint --update-baseline"])
  func aFileThatIsNoBaseline(_ words: String) throws {
    let workspace = try workspace(["assay.conf": "rules = r.xml\nbase = minimal\nlint-baseline = l.log\n"])
    let result = try workspace.shell("cd in; \"$ASSAY\" \(words)")
    #expect(result.status == 2)
    #expect(result.errors.contains("l.log:1:1: error: this is no baseline"), "\(result.errors)")
    #expect(try workspace.read("in/l.log") == "pass\n")
    try workspace.write("rules = r.xml\nbase = minimal\nlint-baseline = b\n", to: "in/assay.conf")
    #expect(try workspace.shell("cd in; \"$ASSAY\" lint --update-baseline && \"$ASSAY\" lint").status == 0)
    #expect(try workspace.shell("cd in; \"$ASSAY\" lint --update-baseline").status == 0)
  }

  @Test func aFileWithOtherNamesKeepsThem() throws {
    let workspace = try workspace(["u.ruletest": "[c]\n> pass\nrule = 1\n"])
    let result = try workspace.shell(
      "cd in; ln u.ruletest other; \"$ASSAY\" test --update u.ruletest --base minimal --rules r.xml")
    #expect(result.status == 2)
    #expect((result.errors + result.output).contains("hard links"), "\(result.output)\(result.errors)")
    #expect(try workspace.read("in/u.ruletest").contains("rule = 1\n"))
  }

  private func run(_ words: String, in workspace: Workspace) throws -> CommandLineTool.Result {
    let words = words.replacingOccurrences(of: "%@", with: "--base minimal --rules r.xml")
    return try workspace.shell("cd in; \"$ASSAY\" \(words)")
  }
}
