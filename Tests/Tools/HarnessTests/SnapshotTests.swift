import Cases
import Diagnostics
import Foundation
import Harness
import JSONText
import Rulesets
import System
import TestSupport
import Testing

/// `document = @FILE`: the whole alert document, kept in a file beside the cases.
@Suite struct SnapshotTests {
  private static let event = "> Jan  1 00:00:07 web gate[1]: login refused for root from 192.0.2.7"
  private static let cases = "[t]\n\(event)\ndocument = @login.json\n"

  private func folder(_ files: [String: String]) throws -> TemporaryFolder { try TemporaryFolder(files) }

  private func run(_ folder: TemporaryFolder) throws -> CaseResult {
    let test = try #require(SuiteReader.read(folder.url("a.ruletest").path).cases.first)
    return CaseRunner().run(test, on: try fixtureRuleset())
  }

  private func update(_ folder: TemporaryFolder) throws -> FileUpdate {
    var options = RulesetOptions()
    options.rulesets = ["\(fixtures)/ruleset"]
    let library = RulesetLibrary(options, engine: .init(), currentFolder: fixtures)
    return SuiteUpdater().update(
      CaseFile(path: folder.url("a.ruletest").path, root: ".", isNamed: true), rulesets: library)
  }

  @Test func anUpdateWritesTheFirstSnapshotAndLeavesTheCasesAsTheyAre() throws {
    let folder = try folder(["a.ruletest": Self.cases])
    let before = try run(folder)
    #expect(before.status == .failed)
    #expect(before.failures.map(\.summary) == ["document = @login.json, but it is none (there is no such file)"])
    #expect(before.failures.first?.note == "assay test --update writes it")
    let update = try update(folder)
    #expect(update.proposals.count == 1)
    try update.write(update.proposals)
    #expect(try folder.read("a.ruletest") == Self.cases)
    let written = try folder.read("login.json")
    #expect(written.hasPrefix("{\n  \"rule\": {\n    \"level\": 5,"))
    #expect(!written.contains("timestamp\": \"2") && !written.contains("manager"))
    #expect(try run(folder).status == .passed)
    #expect(try self.update(folder).proposals.isEmpty)
  }

  @Test func differencesAreNamedByTheirPaths() throws {
    let folder = try folder(["a.ruletest": Self.cases])
    let first = try update(folder)
    try first.write(first.proposals)
    let changed = try folder.read("login.json")
      .replacing("\"level\": 5", with: "\"level\": 7").replacing("\"T1110\"", with: "\"T1078\"")
      .replacing("\"srcip\": \"192.0.2.7\",", with: "\"more\": [1],")
    try folder.write(changed, to: "login.json")
    let failure = try #require(try run(folder).failures.first)
    #expect(failure.actual == "different in 4 places (alert.rule.level, …)")
    let told = failure.differences.map { "\($0.path): \($0.expected ?? "-"), \($0.came ?? "-")" }
    #expect(
      told == [
        "rule.level: 7, 5", #"rule.mitre.id.0: "T1078", "T1110""#, "data.more: [1], -", #"data.srcip: -, "192.0.2.7""#,
      ])
    #expect(failure.text.contains("alert.rule.level: expected 7, came 5"))
    // A renewal shows what changes, and mends all of it.
    let update = try update(folder)
    #expect(update.proposals.first?.before == "document = @login.json")
    #expect(update.proposals.first?.after.first == "alert.rule.level: expected 7, came 5")
    try update.write(update.proposals)
    #expect(try run(folder).status == .passed)
  }

  @Test func anAlertOfAManagerIsASnapshotWhateverItsTimeAndName() throws {
    let folder = try folder(["a.ruletest": Self.cases])
    let first = try update(folder)
    try first.write(first.proposals)
    let kept = try folder.read("login.json").replacing(
      "{\n  \"rule\"", with: #"{"timestamp":"2020-01-01T00:00:00.000+0000","id":"1.2","manager":{"name":"m"},"rule""#
    ).replacing(#""id": "000""#, with: #""id": "000", "name": "m""#)
    try folder.write(kept, to: "login.json")
    #expect(try run(folder).failures.map(\.text) == [])
  }

  @Test func theOrderOfMembersAndTheLayoutDoNotCount() throws {
    let folder = try folder([
      "a.ruletest": "[t]\n> nothing\ndocument = @x.json\n",
      "x.json": #"{"location":"stdin","decoder":{},"full_log":"nothing","agent":{"id":"000"}}"#,
    ])
    #expect(try run(folder).failures.map(\.text) == [])
  }

  @Test func aFolderForSnapshotsIsMadeWithTheFirstOfThem() throws {
    let folder = try folder(["a.ruletest": "[t]\n> nothing\ndocument = @kept/deep/x.json\n"])
    let update = try update(folder)
    try update.write(update.proposals)
    #expect(try folder.read("kept/deep/x.json").hasPrefix("{\n"))
    #expect(try run(folder).status == .passed)
  }

  @Test func aFileThatChangedMeanwhileStaysAsItIs() throws {
    let folder = try folder(["a.ruletest": "[t]\n> nothing\ndocument = @x.json\n", "x.json": "{}"])
    let update = try update(folder)
    try folder.write("{\"mine\": 1}", to: "x.json")
    #expect(throws: FileFailure.self) { try update.write(update.proposals) }
    #expect(try folder.read("x.json") == "{\"mine\": 1}")
  }

  @Test func twoExpectationsThatDisagreeAreForAPerson() throws {
    let folder = try folder([
      "a.ruletest": "[t]\n> nothing\ndocument = @x.json\n\n[u]\n> something\ndocument = @x.json\n"
    ])
    let update = try update(folder)
    #expect(update.proposals.count == 1)
    #expect(update.left.count == 1)
    #expect(update.left.first?.reason.hasPrefix("line 3 writes another document") == true)
  }

  @Test(arguments: [
    ("@/etc/passwd", "leads out of the folder of its case file"), ("@../x.json", "leads out of the folder"),
    ("@/proc/self/environ", "leads into /proc"), ("@no/../../../x.json", "is no place"),
    ("@here.json", "is no JSON object"), ("@", ""),
    ("@link.json", "leads out"),
  ])
  func aSnapshotStaysWithItsCases(_ name: String, _ message: String) throws {
    let folder = try folder([
      "tests/a.ruletest": "[t]\n> x\ndocument = \(name)\n", "tests/here.json": "[1", "x.json": "{}",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: folder.url("tests/link.json").path, withDestinationPath: "../x.json")
    let suite = try SuiteReader.read(folder.url("tests/a.ruletest").path)
    guard let test = suite.cases.first else {
      #expect(suite.diagnostics.first?.code == "bad-snapshot")
      return
    }
    let result = CaseRunner().run(test, on: try fixtureRuleset())
    #expect(result.status == .broken)
    #expect(result.reason?.contains(message) == true, "\(result.reason ?? "")")
  }
}
