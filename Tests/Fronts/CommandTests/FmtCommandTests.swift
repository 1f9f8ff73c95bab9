import Foundation
import TestSupport
import Testing

/// `assay fmt` as a user runs it.
@Suite struct FmtCommandTests {
  private static let crooked =
    "<group name=\"a,\"><rule level=\"3\" id=\"100001\"><match>a|b</match><description>d</description></rule></group>\n"
  private static let straight = """
    <group name="a,">
      <rule id="100001" level="3">
        <match>a|b</match>
        <description>d</description>
      </rule>
    </group>

    """
  private static let cases = "[A]\n> x\nrule=none\n"

  @Test("files are replaced, and then stay as they are") func replaces() throws {
    let workspace = try Workspace([
      "rules/r.xml": Self.crooked, "tests/t.ruletest": Self.cases, "pom.xml": "<project/>\n",
    ])
    let first = try workspace.run("fmt")
    #expect(first.status == 0 && first.errors.contains("changed 2 of 2 files"), "\(first.errors)")
    #expect(try workspace.read("rules/r.xml") == Self.straight)
    #expect(try workspace.read("tests/t.ruletest") == "[A]\n> x\nrule = none\n")
    #expect(try workspace.run("fmt", "--check").status == 0)
  }

  @Test("--check and --diff write nothing", arguments: ["--check", "--diff"]) func dry(_ option: String) throws {
    let workspace = try Workspace(["rules/r.xml": Self.crooked])
    let result = try workspace.run("fmt", option)
    #expect(result.status == 1)
    #expect(result.output.contains(option == "--check" ? "rules/r.xml\n" : "+  <rule id=\"100001\" level=\"3\">"))
    #expect(try workspace.read("rules/r.xml") == Self.crooked)
  }

  @Test("what cannot be read is told, and the other files are formatted") func faulty() throws {
    let workspace = try Workspace([
      "rules/a.xml": "<group name=\"a,\"><rule id=\"1\">\n", "rules/b.xml": Self.crooked,
      "tests/t.ruletest": "[A]\n> x\nruel = 1\n",
    ])
    let result = try workspace.run("fmt")
    #expect(result.status == 2)
    #expect(result.errors.contains("rules/a.xml:") && result.errors.contains("tests/t.ruletest:3"), "\(result.errors)")
    #expect(try workspace.read("rules/b.xml") == Self.straight)
  }

  @Test("nothing to format is exit code 2", arguments: ["fmt", "fmt none", "fmt words.txt", "fmt --indent 9 ."])
  func nothing(_ words: String) throws {
    let workspace = try Workspace(["words.txt": "words\n", "pom.xml": "<project/>\n"])
    #expect(try CommandLineTool.run(words.split(separator: " ").map(String.init), in: workspace.path).status == 2)
  }

  @Test("standard input goes to standard output") func input() throws {
    let workspace = try Workspace([:])
    let result = try CommandLineTool.run(["fmt", "-"], input: Self.crooked, in: workspace.path)
    #expect(result.output == Self.straight && result.status == 0)
  }
}
