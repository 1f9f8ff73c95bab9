import Foundation
import TestSupport
import Testing

/// Commands with another subject than a corpus, given one.
@Suite("Real events beside cases, mutants and costs")
struct CorpusOptionTests {
  private let workspace: Workspace

  init() throws {
    func document(_ log: String, _ number: Int) -> String {
      #"{"timestamp":"2026-11-0\#(number)T10:00:00.250+0000","agent":{"id":"001","name":"web","ip":"10.0.0.1"},"#
        + #""manager":{"name":"m"},"id":"1793527200.\#(number)","full_log":"\#(log)","decoder":{"name":""},"#
        + #""location":"/var/log/gate"}"#
    }
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "rules/own.xml": """
      <group name="own,">
        <rule id="100001" level="5">
          <match>^login failed|refused</match>
          <description>A login failed</description>
        </rule>
        <rule id="100002" level="6">
          <match>disk full</match>
          <description>The disk is full</description>
        </rule>
        <rule id="100003" level="3">
          <match>disk</match>
          <description>About the disk</description>
        </rule>
      </group>
      """,
      "tests/own.ruletest": """
      [A failed login]
      > Dec 10 01:02:03 web gate[1]: login failed for root
      rule = 100001

      """,
      "archives/1.json": [
        document("gate: refused by 7", 1), document("gate: refused by 8", 1), document("disk full: 3 %", 2),
      ].joined(separator: "\n") + "\n",
      "archives/2.json": [document("disk full: 4 %", 3), document("new disk", 4)].joined(separator: "\n") + "\n",
    ])
  }

  @Test("test names the rules that real events end in and no case does, the highest level first")
  func untested() throws {
    let result = try workspace.run("test", "--color", "never", "--corpus", "archives")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = result.output.components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("Corpus: ") })
    #expect(
      Array(lines[start...]) == [
        "Corpus: 5 events end in 3 rules; no case ends in 2 of them:",
        "  100002  level  6         2 x  The disk is full  rules/own.xml:6:3",
        "  100003  level  3         1 x  About the disk  rules/own.xml:10:3", "",
      ])
    let part = try workspace.run("test", "--corpus", "archives", "--until", "2026-11-02")
    #expect(part.output.contains("Corpus: 2 events end in 1 rule; each that is yours has a case.\n"))
  }

  @Test("What cannot be read of a corpus ends test with exit code 2, and what was read is told")
  func damaged() throws {
    try workspace.write("half a line\n", to: "archives/3.json")
    try workspace.write(#"{"timestamp":"2026"# + "\n", to: "archives/4.json")
    let result = try workspace.run("test", "--corpus", "archives")
    #expect(result.status == 2)
    #expect(result.output.contains("Corpus: 6 events"))
    #expect(result.errors.contains("archives/4.json:1:1: error: the line holds no event: half a line, or no JSON"))
    #expect(try workspace.run("test", "--corpus", "nowhere").status == 2)
    #expect(try workspace.run("test", "--corpus", "archives", "--watch").status == 2)
  }

  @Test("mutate takes events of archives for suggestions, with where they came from")
  func mutants() throws {
    let options = ["mutate", "--rule", "100001", "--operators", "drop-alternative"]
    let result = try CommandLineTool.run(options + ["--events", "archives"], in: workspace.path)
    #expect(result.status == 0)
    #expect(result.output.contains("> gate: refused by 7"))
    #expect(result.output.contains("location = [001] (web) 10.0.0.1->/var/log/gate"))
    #expect(try CommandLineTool.run(options + ["--events", "nowhere"], in: workspace.path).status == 2)
    try workspace.write(#"{"timestamp":"2026"# + "\n", to: "half.json")
    #expect(try CommandLineTool.run(options + ["--events", "half.json"], in: workspace.path).status == 2)
  }

  @Test("profile takes the events of a corpus, and refuses files of logs besides")
  func costs() throws {
    let result = try workspace.run("profile", "--corpus", "archives", "--since", "2026-11-02")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("3 events, "))
    #expect(result.output.contains("100003 About the disk"))
    #expect(try workspace.run("profile", "archives/1.json", "--corpus", "archives").status == 2)
    #expect(try workspace.run("profile", "--corpus", "archives", "--since", "2027-01-01").status == 2)
  }
}
