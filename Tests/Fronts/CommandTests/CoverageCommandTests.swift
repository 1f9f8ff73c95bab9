import Foundation
import TestSupport
import Testing

/// A ruleset with a rule that is covered and one that is not.
private func repository(_ more: [String: String] = [:]) throws -> Workspace {
  var files = [
    "assay.conf": "base = minimal\n",
    "rules/r.xml": """
    <group name="greeting,">
      <rule id="100001" level="3"><match>hello|hi there</match><description>A greeting.</description></rule>
      <rule id="100002" level="2"><match>bye</match><description>An end.</description></rule>
    </group>
    """,
    "tests/good.ruletest": "[A greeting]\n> hello\nrule = 100001\n",
  ]
  files.merge(more) { $1 }
  return try Workspace(files)
}

/// Cases in which every rule fires, and is tried without firing.
private let complete = [
  "tests/end.ruletest": "[An end]\n> bye\nrule = 100002\n\n[Nothing]\n> window\nrule = none\n"
]

@Suite struct CoverageCommandTests {
  @Test func showsATableBehindTheReport() throws {
    let result = try repository().run("test", "--coverage")
    #expect(result.status == 0)
    #expect(result.output.contains("1 case in 1 file: 1 passed"))
    #expect(result.output.contains(" 50 %         –    1/2          0/2         0/2           1/2  rules/r.xml\n"))
    #expect(result.output.contains("rules/r.xml:3: never tried: rule 100002 (level 2): no case gets as far as this\n"))
    #expect(result.errors == "")
    #expect(!(try repository().run("test").output.contains("never tried")))
  }

  @Test func theListingMayBeShortOrLong() throws {
    let workspace = try repository()
    #expect(!(try workspace.run("test", "--coverage-list", "files").output.contains("never tried:")))
    #expect(try workspace.run("test", "--coverage-list", "all").output.contains("`hi there` of <match>"))
    #expect(try workspace.run("test", "--coverage-list", "some").status == 2)
  }

  @Test func machineOutputStaysAlone() throws {
    let result = try repository().run("test", "--coverage", "--report", "tap")
    #expect(result.output.hasPrefix("TAP version") && !result.output.contains("never tried"))
    #expect(result.errors.contains("never tried: rule 100002"))
  }

  @Test(
    arguments: [
      (["50"], 0), (["50.1"], 1), (["100"], 1), (["rules=50"], 0), (["rules=50", "alternatives=51"], 1),
      (["decoders=100"], 0), (["nonsense=1"], 2), (["101"], 2), (["many"], 2),
    ] as [([String], Int32)])
  func failsUnder(_ thresholds: [String], _ status: Int32) throws {
    let arguments = ["test"] + thresholds.flatMap { ["--fail-under", $0] }
    let workspace = try repository()
    let result = try CommandLineTool.run(arguments, in: workspace.path)
    #expect(result.status == status, "\(result.output)\(result.errors)")
    if status == 1 { #expect(result.output.contains("✗ --fail-under: ")) }
  }

  @Test func requiresCasesOfBothKinds() throws {
    let workspace = try repository()
    let result = try workspace.run("test", "--require-each", "positive,negative")
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        """
        rules/r.xml:2:3: error: rule 100001 (level 3): matched whenever it was tried: no case shows what it does not match [no-near-miss]
          hint: take the event of tests/good.ruletest:1 and change what <match> looks at
        rules/r.xml:3:3: error: rule 100002 (level 2): no case gets as far as this [never-tried]
          hint: it stands below rule 1; in tests/good.ruletest:1 rule 1 matches, but a rule before it takes the event
        ✗ --require-each positive,negative: 2 rules lack a case

        """), "\(result.output)")
    #expect(try workspace.run("test", "--require-each", "positive").output.contains(": 1 rule lacks a case"))
    #expect(try repository(complete).run("test", "--require-each", "positive,negative").status == 0)
    #expect(try workspace.run("test", "--require-each", "neutral").status == 2)
  }

  @Test func aRuleThatIsOnlyPassedThroughHasNoCaseOfItsOwn() throws {
    func status(level: Int, children: String) throws -> CommandLineTool.Result {
      try repository([
        "rules/r.xml": """
        <group name="g,">
          <rule id="100001" level="\(level)"><match>hello</match><description>A greeting.</description></rule>
          <rule id="100002" level="7"><if_sid>100001</if_sid>\(children)<description>Any.</description></rule>
        </group>
        """,
        "tests/good.ruletest": "[A greeting]\n> hello\nrule = 100002\n[Another]\n> bye\nrule = none\n",
      ]).run("test", "--require-each", "positive,negative")
    }
    // A rule of level 0 is there to stand on; one without conditions cannot be missed.
    #expect(try status(level: 0, children: "").status == 0)
    let passed = try status(level: 3, children: "")
    #expect(passed.status == 1)
    #expect(passed.output.contains("a rule below it was the result each time [never-fired]"))
  }

  @Test func casesMarkedTodoAndSkippedCasesAreNoEvidence() throws {
    for setting in ["todo", "skip"] {
      let workspace = try repository([
        "tests/end.ruletest": "[An end]\n\(setting) = later\n> bye\nrule = 1\n"
      ])
      let result = try workspace.run("test", "--coverage", "--fail-under", "51")
      #expect(result.status == 1)
      #expect(result.output.contains("1 case marked todo, and not counted") == (setting == "todo"))
    }
  }

  @Test func aFailureComesBeforeAGate() throws {
    let wrong = ["tests/wrong.ruletest": "[x]\nruel = 1\n"]
    #expect(try repository(wrong).run("test", "--fail-under", "100").status == 2)
    let result = try repository(["tests/bad.ruletest": "[x]\n> bye\nrule = 1\n"]).run("test", "--fail-under", "1")
    #expect(result.status == 1)
  }

  @Test func writesFiles() throws {
    let workspace = try repository()
    let result = try workspace.run(
      "test", "--coverage-json", "c.json", "--coverage-lcov", "c.info", "--coverage-html", "c.html")
    #expect(result.status == 0)
    #expect(try workspace.read("c.json").hasPrefix(#"{"format":"assay-coverage","version":1"#))
    #expect(try workspace.read("c.info").contains("SF:rules/r.xml\nFN:2,rule 100001\n"))
    #expect(try workspace.read("c.html").hasPrefix("<!doctype html>"))
    #expect(try workspace.run("test", "--coverage-html", "pages/").status == 0)
    #expect(try workspace.read("pages/r.xml.html").contains("rule 100002: never tried"))
    #expect(try workspace.run("test", "--coverage-html", "pages").status == 0)
    #expect(try workspace.run("test", "--coverage-json", "nowhere/c.json").status == 2)
  }

  @Test func isAboutOneRun() throws {
    #expect(try repository().run("test", "--coverage", "--update").status == 2)
    #expect(try repository().run("test", "--coverage", "--watch").status == 2)
  }

  /// Several rulesets of a run that load one file count it once.
  @Test func aFileOfSeveralRulesetsCountsOnce() throws {
    let workspace = try repository([
      "rules/l.xml": """
      <group name="g,">
        <rule id="100003" level="3">
          <match>list</match>
          <list field="hostname">names</list>
          <description>Known.</description>
        </rule>
      </group>
      """,
      "tests/a.ruletest": "list names: web\n[a]\n> Jan 10 12:00:00 web list\nrule = 100003\n",
      "tests/b.ruletest": "list names: db\n[b]\n> Jan 10 12:00:00 web list\nrule = none\n",
    ])
    let result = try workspace.run("test", "--coverage")
    #expect(result.output.contains("100 %         –    1/1          1/1         1/2             –  rules/l.xml"))
  }
}
