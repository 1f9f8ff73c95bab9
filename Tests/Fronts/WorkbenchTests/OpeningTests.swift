import Rulesets
import TestSupport
import Testing

@testable import Workbench

@Suite("Opening a ruleset")
struct OpeningTests {
  @Test(
    "What keeps it from being run is said",
    arguments: [
      (file: "", code: "no-ruleset"),
      (
        file: "<group name=\"a,\"><rule id=\"100001\" level=\"3\"><description>d</description></rule></group>",
        code: nil
      ),
      (file: "<group name=\"a,\"><rule id=\"x\" level=\"3\"></rule></group>", code: "rule-attribute"),
    ])
  func errors(_ row: (file: String, code: String?)) throws {
    let folder = try TemporaryFolder(row.file.isEmpty ? ["notes.txt": "none"] : ["rules/r.xml": row.file])
    defer { withExtendedLifetime(folder) {} }
    var options = RulesetOptions()
    options.rulesets = [folder.path]
    options.base = .minimal
    let choice = RulesetChoice(options)
    guard let code = row.code else {
      _ = try choice.compile(choice.load())
      return
    }
    let failure = #expect(throws: BadInput.self) { try choice.compile(choice.load()) }
    #expect(failure?.diagnostics.contains { $0.code == code } == true, "\(failure?.diagnostics.map(\.code) ?? [])")
  }

  @Test("The manager's name is the one that was given, else the machine's")
  func managerName() throws {
    var choice = RulesetChoice(RulesetOptions())
    choice.machine = "box"
    #expect(try choice.engineOptions().managerName == "box")
    choice.manager = "wazuh"
    #expect(try choice.engineOptions().managerName == "wazuh")
  }
}
