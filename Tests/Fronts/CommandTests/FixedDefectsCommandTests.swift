import Foundation
import TestSupport
import Testing

/// `--fixed` means the same on every command that has it: the defects of loading are mended with those of evaluation.
@Suite("--fixed, as users run it")
struct FixedDefectsCommandTests {
  /// A defect that lies in loading: the separator behind the parent attaches the rule to its category's root as well.
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "rules/r.xml": """
      <group name="own,">
        <rule id="100001" level="3"><match>hello</match><description>A greeting.</description></rule>
        <rule id="100002" level="5"><if_sid>100001, </if_sid><match>bye</match><description>Both.</description></rule>
      </group>
      """,
      "tests/mended.ruletest": "[No greeting]\n> good bye\nrule = none\n",
    ])
  }

  /// What says that the rule matched; the rule itself is told of in any case.
  @Test(
    "Without a greeting the rule matches by the defect only",
    arguments: [
      (["try", "--json"], "100002"), (["new", "No greeting"], "100002"), (["explain", "--json"], "Rule 100002 fired"),
      (["explain", "tests/mended.ruletest:1"], "Rule 100002 fired"),
      (["profile", "--json", "--repeat", "1"], "100002"),
    ])
  func logs(_ arguments: [String], _ told: String) throws {
    let real = try CommandLineTool.run(arguments, input: "good bye\n", in: workspace.path)
    #expect(real.status == 0, "\(real.errors)")
    let words = real.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(told), "\(real.output)")
    let fixed = try CommandLineTool.run(arguments + ["--fixed"], input: "good bye\n", in: workspace.path)
    #expect(fixed.status == 0, "\(fixed.errors)")
    let mended = fixed.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(!mended.isEmpty && !mended.contains(told), "\(fixed.output)")
  }

  @Test("Cases run on the mended ruleset", arguments: [(["test"], "passed"), (["mutate"], "score ")])
  func cases(_ arguments: [String], _ told: String) throws {
    let real = try CommandLineTool.run(arguments, in: workspace.path)
    #expect(real.status != 0)
    let fixed = try CommandLineTool.run(arguments + ["--fixed"], in: workspace.path)
    #expect(fixed.status == 0, "\(fixed.errors)")
    #expect(fixed.output.contains(told), "\(fixed.output)")
  }
}
