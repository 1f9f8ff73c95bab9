import Bytes
import Rulesets
import TestSupport
import Testing

@testable import Workbench

@Suite("Watching, without a terminal")
struct TestWatchTests {
  private func watch(_ folder: TemporaryFolder) throws -> TestWatch {
    var options = RulesetOptions()
    options.rulesets = [folder.path + "/rules"]
    options.base = .minimal
    let watch = try TestWatch(TestPlan([folder.path + "/tests"], on: RulesetChoice(options)))
    watch.beginRun()
    watch.endRun()
    return watch
  }

  private func names(_ step: TestWatch.Step) -> [String]? {
    guard case .run(let files) = step else { return nil }
    return files.compactMap { $0.path.split(separator: "/").last.map(String.init) }
  }

  @Test("A file of cases that changes runs again, and one that is new")
  func changes() throws {
    let folder = try TemporaryFolder(["rules/r.xml": "<group name=\"a,\"></group>", "tests/a.ruletest": "[A]\n> x\n"])
    defer { withExtendedLifetime(folder) {} }
    let watch = try watch(folder)
    #expect(names(watch.first) == ["a.ruletest"])
    guard case .wait = try watch.look(nil) else { return #expect(Bool(false), "nothing has changed") }
    try folder.write("[A]\n> longer\n", to: "tests/a.ruletest")
    #expect(names(try watch.look(nil)) == ["a.ruletest"])
    try folder.write("[B]\n> x\n", to: "tests/b.ruletest")
    try folder.write("[A]\n> longer still\n", to: "tests/a.ruletest")
    #expect(names(try watch.look(nil))?.sorted() == ["a.ruletest", "b.ruletest"])
  }

  @Test("A snapshot that changes runs the cases again that compare with it")
  func snapshots() throws {
    let folder = try TemporaryFolder([
      "rules/r.xml": "<group name=\"a,\"></group>", "tests/a.ruletest": "[A]\n> x\ndocument = @kept/a.json\n",
      "tests/b.ruletest": "[B]\n> x\n", "tests/kept/a.json": "{}",
    ])
    defer { withExtendedLifetime(folder) {} }
    let watch = try watch(folder)
    try folder.write("{\"a\": 1}", to: "tests/kept/a.json")
    #expect(names(try watch.look(nil)) == ["a.ruletest"])
  }

  @Test("Keys say what is next")
  func keys() throws {
    let folder = try TemporaryFolder(["rules/r.xml": "<group name=\"a,\"></group>", "tests/a.ruletest": "[A]\n> x\n"])
    defer { withExtendedLifetime(folder) {} }
    let watch = try watch(folder)
    for key in [UInt8(ascii: "q"), 3, 4] {
      guard case .end = try watch.look(key) else { return #expect(Bool(false), "\(key) ends it") }
    }
    #expect(names(try watch.look(UInt8(ascii: "r"))) == ["a.ruletest"])
    guard case .askFilter = try watch.look(UInt8(ascii: "f")) else { return #expect(Bool(false), "f asks") }
    guard case .update(let files) = try watch.look(UInt8(ascii: "u")) else { return #expect(Bool(false), "u updates") }
    #expect(files.count == 1)
    #expect(names(watch.endUpdate()) == ["a.ruletest"])
  }
}
