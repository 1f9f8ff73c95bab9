import TestSupport
import Testing

@testable import Workbench

@Suite("What --watch notices")
struct FileWatchTests {
  @Test("A change between two looks, also where the file is added once more in between, as before each run")
  func changes() throws {
    let workspace = try TemporaryFolder(["rules/r.xml": "a", "tests/t.ruletest": "b"])
    defer { withExtendedLifetime(workspace) {} }
    let (rules, cases) = (workspace.path + "/rules/r.xml", workspace.path + "/tests/t.ruletest")
    var watch = FileWatch()
    watch.add([cases])
    #expect(watch.changes() == [])
    try workspace.write("longer", to: "tests/t.ruletest")
    watch.add([cases, rules])
    #expect(watch.changes() == [cases])
    #expect(watch.changes() == [])
  }

  @Test("A file that was not there")
  func missing() throws {
    let workspace = try TemporaryFolder(["rules/r.xml": "a"])
    defer { withExtendedLifetime(workspace) {} }
    let missing = workspace.path + "/rules/s.xml"
    var watch = FileWatch()
    watch.add([workspace.path + "/rules/r.xml", missing])
    try workspace.write("new", to: "rules/s.xml")
    // The folder has changed, too, unless the clock of the file system has not gone on.
    #expect(watch.changes().contains(missing))
  }
}
