import Foundation
import TestSupport
import Testing

/// Cases that commands add to files.
@Suite struct SavingTests {
  private func workspace(_ files: [String: String] = [:]) throws -> Workspace {
    var all = [
      "assay.conf": "base = minimal\n",
      "rules/r.xml": """
      <group name="g,"><rule id="100001" level="3"><match>hello</match><description>A.</description></rule>
        <rule id="100002" level="4"><match>bye</match><description>B.</description></rule></group>
      """,
    ]
    all.merge(files) { $1 }
    return try Workspace(all)
  }

  @Test("new --into and :save keep the line ends of a file, and say what they added")
  func lineEnds() throws {
    let workspace = try workspace(["a.ruletest": "[old]\r\n> hello\r\nrule = 100001\r\n"])
    let new = try workspace.run("new", "second", "--into", "a.ruletest", input: "hello\n")
    #expect(new.status == 0 && new.output == "")
    #expect(new.errors.contains("a.ruletest:5: added [second] (1 event)"))
    let saved = try workspace.run("try", "--explain", input: "hello\n:save a.ruletest third\n")
    #expect(saved.errors.contains("added [third] (1 event)"), "\(saved.errors)")
    let text = try Data(contentsOf: URL(fileURLWithPath: "\(workspace.path)/a.ruletest"))
    #expect(text.indices.allSatisfy { text[$0] != 10 || text[$0 - 1] == 13 })
    #expect(try workspace.run("test", "a.ruletest").output.contains("3 passed"))
    let again = try workspace.run("new", "second", "--into", "a.ruletest", input: "hello\n")
    #expect(again.status == 2 && again.errors.contains("[duplicate-title]"))
    let fresh = try workspace.run("new", "first", "--into", "b.ruletest", input: "hello\n")
    #expect(fresh.errors == "b.ruletest:1: added [first] (1 event) to a new file\n")
    let nowhere = try workspace.run("new", "first", "--into", "no/b.ruletest", input: "hello\n")
    #expect(nowhere.status == 2 && nowhere.errors.contains("its folder is not there"))
  }

  @Test("Nothing that was reported as written is missing, whoever else writes at the same moment")
  func atOnce() throws {
    let workspace = try workspace()
    for round in 0..<3 {
      let script = """
        for k in 1 2 3 4; do
          (echo hello | "$ASSAY" new "title $k" --into n\(round).ruletest >/dev/null 2>&1 && echo ok >> ok.\(round)) &
        done; wait; grep -c '^\\[title' n\(round).ruletest; wc -l < ok.\(round)
        """
      let counts = try workspace.shell(script).output.split { $0 == "\n" || $0 == " " }
      #expect(counts == ["4", "4"])
    }
  }

  @Test("A survivor's case can be put into a file")
  func suggestions() throws {
    let workspace = try workspace(["tests/a.ruletest": "[a]\n> hello\nrule = 100001\n"])
    let result = try workspace.run("mutate", "tests", "--into", "tests/more.ruletest", "--top", "1")
    #expect(result.errors.contains("tests/more.ruletest:1: added ["), "\(result.errors)")
    #expect(result.output.contains("more survivors: --all shows them"))
    #expect(try workspace.run("test", "tests").status == 0)
    let review = try workspace.run("mutate", "tests/a.ruletest", "--into", "b.ruletest", "--review", input: "y\nq\n")
    #expect(review.output.contains("Take it? (1 of "))
    #expect(review.errors.contains("assay: 1 case added to b.ruletest"))
  }

  @Test("convert makes its folder, and converts what it can read")
  func converting() throws {
    let workspace = try workspace([
      "alerts.json": """
      {"full_log":"a"}
      nonsense
      {"full_log":"b","rule":{"id":1e300,"level":-1e19}}
      {"full_log":"c"}

      """,
      "a.ruletest": "[a]\n> x\nrule = 1\n", "empty.json": "\n",
    ])
    let alerts = try workspace.run("convert", "--output", "out/deep", "alerts.json")
    #expect(alerts.status == 2)
    let bad = "alerts.json:2:1: error: not a JSON object, and no line of archives.log or alerts.log: left out"
    #expect(alerts.errors.contains(bad))
    #expect(try workspace.read("out/deep/alerts.ruletest").contains("> c\n"))
    let odd = "alerts.json:3:1: error: the id '1e+300' of the alert's rule is no number: left out"
    #expect(alerts.errors.contains(odd))
    let cases = try workspace.run("convert", "a.ruletest")
    #expect(cases.status == 1 && cases.errors.contains("[a] is left out"))
    #expect(try workspace.run("convert", "empty.json").status == 2)
    let several = try workspace.run("convert", "--output", "o", "nowhere.json", "alerts.json")
    #expect(several.status == 2)
    #expect(try workspace.read("o/alerts.ruletest").contains("> a\n"))
  }

  @Test("A line behind the end of a file names no case")
  func lines() throws {
    let workspace = try workspace(["a.ruletest": "[a]\n> hello\nrule = 100001\n"])
    #expect(try workspace.run("test", "a.ruletest:3").status == 0)
    for arguments in [["test", "a.ruletest:999"], ["explain", "a.ruletest:999"], ["mutate", "a.ruletest:4"]] {
      let result = try CommandLineTool.run(arguments, in: workspace.path)
      #expect(result.status == 2 && result.errors.contains("the file has 3 lines"), "\(arguments): \(result.errors)")
    }
  }

  @Test("Reports that go to files leave a line about the run")
  func onlyFiles() throws {
    let workspace = try workspace(["a.ruletest": "[a]\n> hello\nrule = 100001\n"])
    let files = try workspace.run("test", "a.ruletest", "--report", "junit=a.xml")
    #expect(files.output == "" && files.errors.contains("1 case in 1 file: 1 passed"))
    let both = try workspace.run("test", "a.ruletest", "--report", "pretty", "--report", "github")
    #expect(both.output.components(separatedBy: "1 case in 1 file").count == 2)
    let none = try workspace.run("test", "a.ruletest", "--tags", "x")
    #expect(none.errors.contains("nothing suits --tags") && !none.errors.contains("--filter"))
  }
}
