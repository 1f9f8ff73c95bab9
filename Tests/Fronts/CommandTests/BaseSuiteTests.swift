import Foundation
import TestSupport
import Testing

/// `assay test --base-suite`: what own files change of what the base does.
@Suite struct BaseSuiteTests {
  private static let base = [
    "base/ruleset/rules/0010-base_rules.xml": """
    <group name="base,">
      <rule id="1" level="0" noalert="1"><category>syslog</category><description>All logs.</description></rule>
      <rule id="100" level="5"><if_sid>1</if_sid><match>failed</match><description>Failed.</description></rule>
    </group>

    """,
    "base/ruleset/decoders/0005-base_decoders.xml": """
    <decoder name="a"><program_name>^a$</program_name></decoder>
    <decoder name="b"><prematch>^b: </prematch></decoder>

    """,
    "base/etc/ossec.conf": "<ossec_config></ossec_config>\n",
    "base/ruleset/testing/tests/a.ini":
      "[Failed]\nlog 1 pass = Jan 10 12:00:00 web a: failed\nrule = 100\nalert = 5\ndecoder = a\n",
  ]

  private func run(_ rules: String, _ words: String...) throws -> CommandLineTool.Result {
    let workspace = try Workspace(Self.base.merging(["own/r.xml": "<group name=\"own,\">\(rules)</group>\n"]) { $1 })
    return try CommandLineTool.run(
      ["test", "--base-suite", "--base", "base", "--ruleset", "own"] + words, in: workspace.path)
  }

  @Test("a rule that takes an event of the base is told") func takes() throws {
    let result = try run("<rule id=\"100001\" level=\"0\"><if_sid>1</if_sid><description>d</description></rule>")
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output.contains("1 event: a, rule 100 (level 5) → a, rule 100001 (level 0, no alert)"), "\(result.output)")
    #expect(result.output.contains("a.ini:2"))
    #expect(result.output.contains("1 case of the base, 1 event: 1 event ends otherwise"))
  }

  @Test("one that takes others is not") func leaves() throws {
    let result = try run(
      "<rule id=\"100001\" level=\"7\"><if_sid>1</if_sid><match>denied</match><description>d</description></rule>")
    #expect(result.status == 0 && result.output.contains("nothing changes"), "\(result.output)\(result.errors)")
  }

  @Test("without a base or its cases there is nothing to run") func nothing() throws {
    let workspace = try Workspace(Self.base.merging(["own/r.xml": "<group name=\"own,\"></group>\n"]) { $1 })
    #expect(try workspace.run("test", "--base-suite", "--base", "minimal", "--ruleset", "own").status == 2)
    #expect(try workspace.run("test", "--base-suite", "--base", "base", "--ruleset", "own", "own").status == 2)
    #expect(try workspace.run("test", "--base-suite", "--update", "--base", "base").status == 2)
  }
}
