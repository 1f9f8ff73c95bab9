import Foundation
import TestSupport
import Testing

/// What the files of a stranger's repository may lead to.
@Suite struct ConfinementTests {
  private static let rules =
    "<group name=\"x,\"><rule id=\"100000\" level=\"3\"><match>a</match><description>x</description></rule></group>\n"

  /// A repository `q` with a file beside it that is none of its business.
  private func repository(_ files: [String: String] = [:], isGit: Bool = true) throws -> Workspace {
    var all = [
      "q/rules/r.xml": Self.rules, "q/t.ruletest": "[t]\n> a\nrule = 100000\n", "secret": "TOPSECRET\n",
      "secret.xml": "<TOPSECRET/>\n",
      "outside/rules.xml": Self.rules.replacingOccurrences(of: "100000", with: "100009"),
    ]
    if isGit { all["q/.git/HEAD"] = "ref: refs/heads/main\n" }
    return try Workspace(all.merging(files) { $1 })
  }

  private func run(_ words: String, in workspace: Workspace) throws -> CommandLineTool.Result {
    try CommandLineTool.shell("cd q && TOKEN=TOPSECRET \"$ASSAY\" \(words)", in: workspace.path)
  }

  @Test(
    arguments: [
      "list = /proc/self/environ", "rules = rules, ../secret", "rules = ../secret.xml", "decoders = ../secret",
      "ruleset = rules, ../outside", "list = ../secret=x", "rules = rules, /proc/self/environ",
      "config = ../ossec.conf",
    ], [true, false])
  func configurationLeadsOutside(_ line: String, _ isGit: Bool) throws {
    let workspace = try repository(
      [
        "q/assay.conf":
          "base = minimal\n\(line.contains("rules =") || line.contains("ruleset =") ? "" : "rules = rules\n")\(line)\n",
        "ossec.conf": "<ossec_config><ruleset><rule_dir>outside</rule_dir></ruleset></ossec_config>",
      ], isGit: isGit)
    for words in ["load", "lint", "test", "try a", "load --json", "lint --report sarif"] {
      let result = try run(words, in: workspace)
      #expect(!result.output.contains("TOPSECRET=") && !result.output.contains("| TOPSECRET"), "\(result.output)")
      #expect(!result.errors.contains("TOKEN"), "\(result.errors)")
      if isGit || line.contains("/proc") { #expect(result.status == 2, "\(words): \(result.output)\(result.errors)") }
    }
  }

  @Test func outsideIsOpenedOnRequest() throws {
    let workspace = try repository(["q/assay.conf": "base = minimal\nruleset = ., ../outside\n"])
    let refused = try run("load", in: workspace)
    #expect(refused.errors.contains("../outside/rules.xml leads out of the repository, and is not read. [outside]"))
    #expect(try run("load --allow-outside ../outside", in: workspace).status == 0)
    #expect(try run("test --allow-outside ../outside", in: workspace).status == 0)
    // Whoever types a path may read it.
    #expect(try run("load --rules ../outside/rules.xml --base minimal", in: workspace).status == 0)
  }

  @Test func whatIsTypedHasItsOwnRepository() throws {
    let workspace = try repository([
      "other/.git/HEAD": "",
      "other/etc/ossec.conf": "<ossec_config><ruleset><rule_dir>rules</rule_dir></ruleset></ossec_config>",
      "other/rules/o.xml": Self.rules.replacingOccurrences(of: "100000", with: "100007"),
    ])
    #expect(try run("load --ruleset rules --ruleset ../other/rules --base minimal", in: workspace).status == 0)
    #expect(try run("load --rules rules --rules ../other/rules --base minimal", in: workspace).status == 0)
    let configured = try run("load --json --config ../other/etc/ossec.conf", in: workspace)
    #expect(!configured.errors.contains("leads out"))
  }

  @Test func aBaseMayLieElsewhere() throws {
    let workspace = try repository(["q/assay.conf": "base = ../outside-base\n"])
    try workspace.write(
      "<decoder name=\"a\"><prematch>^a</prematch></decoder>\n<decoder name=\"b\"><program_name>b</program_name></decoder>\n",
      to: "outside-base/decoders/d.xml")
    try workspace.write(
      "<group name=\"s,\"><rule id=\"1\" level=\"0\"><category>syslog</category><description>r</description></rule></group>\n",
      to: "outside-base/rules/r.xml")
    #expect(try run("load", in: workspace).status == 0)
  }

  @Test(arguments: [true, false])
  func linksOfCasesLeadOutside(_ isGit: Bool) throws {
    let workspace = try repository(
      ["q/assay.conf": "base = minimal\n", "victim": "[a]\n> a\nrule = 5\n"], isGit: isGit)
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/q/s.ruletest", withDestinationPath: "../secret")
    let secret = try run("test .", in: workspace)
    #expect(secret.status == 2)
    #expect(!secret.output.contains("TOPSECRET") && !secret.errors.contains("TOPSECRET"))
    try FileManager.default.removeItem(atPath: workspace.path + "/q/s.ruletest")
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/q/w.ruletest", withDestinationPath: "../victim")
    for words in ["test --update .", "test --update w.ruletest", "new x --into w.ruletest <<< a"] {
      #expect(try run(words, in: workspace).status == 2, "\(words)")
      #expect(try workspace.read("victim") == "[a]\n> a\nrule = 5\n")
    }
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/q/z.ruletest", withDestinationPath: "/dev/zero")
    #expect(try run("test .", in: workspace).errors.contains("z.ruletest: this link leads to what is no file"))
  }

  @Test func linksInsideAreFollowed() throws {
    let workspace = try repository([
      "q/assay.conf": "base = minimal\n", "q/cases/a.ruletest": "[b]\n> a\nrule = 5\n",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/q/l.ruletest", withDestinationPath: "cases/a.ruletest")
    #expect(try run("test --update l.ruletest", in: workspace).status == 0)
    #expect(try workspace.read("q/cases/a.ruletest").contains("rule = 100000"))
  }

  @Test func linksOfRulesLeadOutside() throws {
    let workspace = try repository(["q/assay.conf": "base = minimal\n"])
    let file = workspace.path + "/q/rules/zz.xml"
    for target in ["../../secret", "../../outside/rules.xml", "/proc/self/environ", "/dev/zero"] {
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
      for words in ["lint", "load", "lint --fix"] {
        let result = try run(words, in: workspace)
        #expect(result.status == 2, "\(target) \(words)")
        #expect(!result.output.contains("TOPSECRET") && !result.errors.contains("TOPSECRET"))
      }
      try FileManager.default.removeItem(atPath: file)
    }
  }
}
