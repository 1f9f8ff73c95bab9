import Foundation
import TestSupport
import Testing

/// How many warnings a ruleset may have, and which kinds it has.
@Suite struct LintBudgetTests {
  private static let rules = """
    <group name="local,">
      <rule id="100001" level="3"><action>a|b</action><match>x</match><description>d</description></rule>
      <rule id="100002" level="3"><action>c|d</action><match>y</match><description>d</description></rule>
    </group>

    """

  @Test(
    "warnings within the budget do not fail",
    arguments: [(["--max-warnings", "2"], 0), (["--max-warnings", "1"], 1), ([], 1), (["--max-warnings", "-1"], 2)])
  func budget(_ options: [String], _ status: Int) throws {
    let workspace = try Workspace(["r.xml": Self.rules])
    let result = try CommandLineTool.run(
      ["lint", "--base", "minimal", "--only", "action-exact"] + options, in: workspace.path)
    #expect(result.status == Int32(status), "\(result.output)\(result.errors)")
  }

  @Test("the budget of assay.conf counts, and the option wins") func configured() throws {
    let workspace = try Workspace(["r.xml": Self.rules, "assay.conf": "base = minimal\nlint-max-warnings = 2\n"])
    #expect(try workspace.run("lint", "--select", "action-exact").status == 0)
    #expect(try workspace.run("lint", "--select", "action-exact", "--max-warnings", "0").status == 1)
    try workspace.write("base = minimal\nlint-max-warnings = few\n", to: "assay.conf")
    #expect(try workspace.run("lint").status == 2)
  }

  @Test("statistics count by check") func statistics() throws {
    let workspace = try Workspace(["r.xml": Self.rules])
    let result = try workspace.run("lint", "--base", "minimal", "--select", "rules", "--statistics")
    #expect(result.output.contains("2  warning  action-exact"), "\(result.output)")
    #expect(!result.output.contains("r.xml:2"))
    let others = try workspace.run("lint", "--base", "minimal", "--ignore", "rules", "--statistics")
    #expect(!others.output.contains("action-exact"))
  }
}
