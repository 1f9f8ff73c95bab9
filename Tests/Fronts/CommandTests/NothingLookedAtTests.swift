import Foundation
import TestSupport
import Testing

/// A command that was to look at rules, decoders, cases or logs, and looked at none, is not green.
@Suite struct NothingLookedAtTests {
  private static let broken = """
    <group name="red,">
      <rule id="100003" level="3"><if_sid>99</if_sid><description>Never.</description></rule>
    </group>

    """
  private static let good = """
    <group name="good,">
      <rule id="100001" level="3"><match>hello</match><description>A greeting.</description></rule>
    </group>

    """
  private static let cases = "[A greeting]\n> hello\nrule = 100001\n"
  private static let base = [
    "base/ruleset/rules/0010.xml":
      "<group name=\"s,\"><rule id=\"1\" level=\"0\" noalert=\"1\"><category>syslog</category><description>r</description></rule></group>\n",
    "base/ruleset/decoders/0005.xml":
      "<decoder name=\"a\"><program_name>^a$</program_name></decoder>\n<decoder name=\"b\"><prematch>^b: </prematch></decoder>\n",
    "base/etc/ossec.conf": "<ossec_config></ossec_config>\n",
  ]

  @Test("A base does not name the ruleset: the current folder is looked at", arguments: ["minimal", "base", "none"])
  func baseAlone(_ base: String) throws {
    let workspace = try Workspace(
      (base == "base" ? Self.base : [:]).merging(["rules/r.xml": Self.broken, "t.ruletest": Self.cases]) { $1 })
    // Without a base there is no decoder, and no ruleset that the engine would start with.
    let isRunnable = base != "none"
    let lint = try workspace.run("lint", "--base", base)
    #expect(lint.status == 1, "\(lint.errors)")
    #expect(lint.output.contains("in 1 file"))
    #expect(!isRunnable || lint.output.contains("rules/r.xml:2:"))
    try workspace.write(Self.good, to: "rules/r.xml")
    #expect(try workspace.run("test", "--base", base).status == (isRunnable ? 0 : 2))
    #expect(try workspace.run("test", ".", "--base", base).status == (isRunnable ? 0 : 2))
  }

  @Test("A base is found from the current folder, wherever the cases lie")
  func baseOfCasesElsewhere() throws {
    let workspace = try Workspace(
      Self.base.merging(["app/assay.conf": "", "app/rules/r.xml": Self.good, "app/t.ruletest": Self.cases]) { $1 })
    #expect(try workspace.run("test", "--base", "base", "app").status == 0)
  }

  @Test(
    "Nothing is exit code 2, with a message",
    arguments: [
      "lint", "lint --base base", "lint --base minimal", "lint empty --base base", "lint --ruleset empty --base base",
      "lint --ruleset base --base base", "lint base --base base", "lint --list words", "load", "load --base empty",
      "load --ruleset empty", "try hello", "try --ruleset empty --base base hello", "explain hello", "test",
      "test --base base", "test empty", "test --update", "test --review", "test --update empty", "mutate",
      "bench --base base --events empty.log", "profile --base base empty.log", "profile words", "new x", "mutate empty",
      "ids", "ids --ruleset empty --base base", "tree", "tree --json", "rename rule 1 20",
    ])
  func nothing(_ words: String) throws {
    let workspace = try Workspace(
      Self.base.merging(["empty/readme.txt": "x", "empty.log": "", "words": "a:b\n"]) { $1 })
    // The base lies below the current folder here, and is not taken for the ruleset.
    let usesBase = words.contains("--base base")
    let result = try CommandLineTool.shell(
      usesBase ? "\"$ASSAY\" \(words) < /dev/null" : "rm -r base; \"$ASSAY\" \(words) < /dev/null", in: workspace.path)
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("error: "), "\(result.errors)")
    #expect(!result.output.contains("nothing found"))
  }

  @Test(
    "Selections that choose no case", arguments: ["--filter nothing", "--tags nothing", "--shard 1/2 --filter nothing"])
  func selections(_ words: String) throws {
    let workspace = try Workspace(["assay.conf": "", "rules/r.xml": Self.good, "t.ruletest": Self.cases])
    let arguments = words.split(separator: " ").map(String.init)
    let result = try CommandLineTool.run(["test"] + arguments, in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing suits \(arguments[arguments.count - 2])"))
    #expect(try CommandLineTool.run(["test", "--update"] + arguments, in: workspace.path).status == 2)
  }

  @Test func aShardMayBeEmptyWhenOthersAreNot() throws {
    let workspace = try Workspace(["assay.conf": "", "rules/r.xml": Self.good, "t.ruletest": Self.cases])
    #expect(try workspace.run("test", "--shard", "2/2").status == 0)
    try workspace.write("", to: "t.ruletest")
    #expect(try workspace.run("test", "--shard", "2/2").status == 2)
  }

  @Test func eachNamedFolderHoldsCases() throws {
    let workspace = try Workspace([
      "assay.conf": "", "rules/r.xml": Self.good, "tests/t.ruletest": Self.cases, "other/readme.txt": "x",
    ])
    let result = try workspace.run("test", "tests", "other")
    #expect(result.status == 2)
    #expect(result.errors.contains("other: there is no *.ruletest and no *.ini in it"))
    #expect(try workspace.run("test", ".", "tests").status == 0)
    #expect(try workspace.run("test", "tests", ".").status == 0)
  }

  @Test func eachNamedPathBelongsToTheRuleset() throws {
    let workspace = try Workspace([
      "assay.conf": "rules = rules\n", "rules/r.xml": Self.good, "elsewhere/r.xml": Self.broken, "lists/x": "a:b\n",
    ])
    let result = try workspace.run("lint", "rules", "elsewhere")
    #expect(result.status == 2)
    #expect(result.errors.contains("elsewhere: there are no rules and no decoders of the ruleset."))
    #expect(try workspace.run("lint", "rules/r.xml").status == 0)
  }

  @Test func whatCannotBeReadIsNotPassedOver() throws {
    let workspace = try Workspace(["assay.conf": "", "rules/r.xml": Self.good, "t.ruletest": Self.cases])
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/rules/gone.xml", withDestinationPath: "nowhere")
    for words in [["test"], ["lint", "--fail-on", "error"], ["mutate"], ["test", "--update"]] {
      let result = try CommandLineTool.run(words, in: workspace.path)
      #expect(result.status == 2, "\(words)")
      #expect(result.errors.contains("rules/gone.xml cannot be read"), "\(result.errors)")
    }
    try FileManager.default.removeItem(atPath: workspace.path + "/rules/r.xml")
    for words in [["load"], ["try", "x"], ["test"]] {
      #expect(try CommandLineTool.run(words, in: workspace.path).status == 2)
    }
  }

  @Test func aRulesetThatDoesNotLoadIsExplainedOnce() throws {
    let workspace = try Workspace([
      "sub/assay.conf": "", "sub/rules/r.xml": "<group name=\"x,\"><rule id=\"1x\" level=\"3\"></rule></group>\n",
      "sub/a.ruletest": Self.cases, "sub/b.ruletest": Self.cases,
    ])
    let result = try workspace.run("test")
    #expect(result.status == 2)
    #expect(result.output.components(separatedBy: "Invalid rule id").count == 2)
    #expect(result.output.contains("sub/rules/r.xml:1:"), "named from the current folder")
    #expect(result.output.contains("2 could not run; 1 error in 2 files"))
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let workspace = try Workspace(["assay.conf": "", "rules/r.xml": Self.good, "pom.xml": "<project/>\n"])
    let lint = try workspace.run("lint")
    #expect(lint.status == 0)
    #expect(lint.errors.contains("pom.xml: left out, no part of a ruleset"))
    #expect(try workspace.run("load").output.contains("The file is left out: <project> is no part of a ruleset."))
    try workspace.write("<!-- <project/>\n", to: "rules/pom.xml")
    #expect(try workspace.run("lint").status == 1)
    #expect(try workspace.run("test", "--base", "minimal").status == 2)
  }

  // MARK: Several rulesets below

  private static let several = [
    "one/assay.conf": "base = minimal\n", "one/rules/r.xml": good,
    "two/assay.conf": "base = minimal\nlint-exclude = 7617\n",
    "two/rules/r.xml": broken + good, "three/rules/r.xml": broken, "three/readme.md": "x",
  ]

  @Test func eachAssayConfIsARunOfItsOwn() throws {
    let workspace = try Workspace(Self.several)
    let result = try workspace.run("lint")
    #expect(result.status == 1)
    // The same id and the same base name in two rulesets are no mistake, and each has its own settings.
    #expect(!result.output.contains("[7612]") && !result.output.contains("[same-base-name]"))
    #expect(!result.output.contains("two/rules/r.xml:2:"))
    #expect(result.output.contains("three/rules/r.xml:2:"))
    #expect(result.output.contains("in 3 files"))
    #expect(try workspace.run("lint", "one").status == 0)
    #expect(try workspace.run("lint", "two", "one/rules/r.xml").output.contains("in 2 files"))
  }

  @Test(arguments: ["json", "sarif", "junit", "gitlab", "github", "compact"])
  func oneReportForAll(_ report: String) throws {
    let workspace = try Workspace(Self.several)
    let result = try workspace.run("lint", "--report", report)
    #expect(result.status == 1)
    #expect(result.output.contains("three/rules/r.xml"))
    if ["json", "sarif", "gitlab"].contains(report) {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
    }
    if report == "junit" { #expect(result.output.components(separatedBy: "<testsuites").count == 2) }
  }

  @Test func aRulesetThatIsNotThereKeepsNoOtherFromBeingLinted() throws {
    var files = Self.several
    files["two/assay.conf"] = "base = gone\n"
    let result = try Workspace(files).run("lint")
    #expect(result.status == 2)
    #expect(result.errors.contains("two/assay.conf:1:8: error: base = two/gone: there is no such folder."))
    #expect(result.output.contains("three/rules/r.xml:2:"))
  }

  @Test func fixesReachAllRulesets() throws {
    let trailing = good(ifSID: "1,")
    let workspace = try Workspace([
      "one/assay.conf": "base = minimal\n", "one/r.xml": trailing, "two/assay.conf": "base = minimal\n",
      "two/r.xml": trailing,
    ])
    #expect(try workspace.run("lint").status == 1)
    _ = try workspace.run("lint", "--fix")
    #expect(try workspace.read("one/r.xml").contains("<if_sid>1</if_sid>"))
    #expect(try workspace.read("two/r.xml").contains("<if_sid>1</if_sid>"))
  }

  private func good(ifSID: String) -> String {
    Self.good.replacingOccurrences(of: "<match>", with: "<if_sid>\(ifSID)</if_sid><match>")
  }

  // MARK: Changes since a revision

  @Test(
    "Changed lines are found whatever the file is called, and however its lines end",
    arguments: ["rules/r.xml", "rules/my rules.xml", "rules/ü\"q.xml", "rules/ta\tb.xml"], ["\n", "\r\n"])
  func changedLines(_ name: String, _ lineEnd: String) throws {
    let lines = (1...30).map {
      "<group name=\"g\($0),\"><rule id=\"\(100_000 + $0)\" level=\"3\"><if_sid>1</if_sid><match>m\($0)</match>"
        + "<description>Rule \($0).</description></rule></group>"
    }
    func text(_ lines: [String]) -> String { lines.map { $0 + lineEnd }.joined() }
    let workspace = try Workspace(["assay.conf": "base = minimal\nlint-exclude = files\n", name: text(lines)])
    let git = """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@invalid
      export GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@invalid
      git init -q . && git -c core.autocrlf=false add -A && git commit -qm x
      """
    #expect(try workspace.shell(git).status == 0)
    var changed = lines
    for index in [4, 24] { changed[index] = changed[index].replacingOccurrences(of: "<if_sid>1<", with: "<if_sid>99<") }
    try workspace.write(text(changed), to: name)
    let result = try workspace.run("lint", "--changed-since", "HEAD", "--report", "compact")
    #expect(result.status == 1, "\(result.errors)")
    let findings = result.output.split(separator: "\n")
    #expect(findings.filter { $0.contains("[7617]") }.count == 2, "\(result.output)")
    #expect(findings.allSatisfy { $0.contains(":5:") || $0.contains(":25:") }, "\(result.output)")
    try workspace.write(text(lines), to: name)
    let nothing = try workspace.run("lint", "--changed-since", "HEAD")
    #expect(nothing.status == 0)
    #expect(nothing.errors.contains("nothing of the ruleset has changed since HEAD"))
  }

  // MARK: Words

  @Test(
    arguments: [
      ("lint --json", "Unknown option '--json'. Did you mean '--report json'?"),
      ("lint --quiet", "Unknown option '--quiet'.\n"),
      ("test --junit", "Did you mean '--report junit'?"), ("load --jsno", "Did you mean '--json'?"),
      ("try --ruelset x", "Did you mean '--ruleset'?"), ("load --all-files", "Unknown option '--all-files'.\n"),
      ("load -x", "Unknown option '-x'.\n"),
    ])
  func unknownOptions(_ words: String, _ message: String) throws {
    let result = try CommandLineTool.run(words.split(separator: " ").map(String.init))
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
