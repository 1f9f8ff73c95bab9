import Diagnostics
import Linting
import Rulesets
import TestSupport
import Testing

@testable import Workbench

@Suite("What lint looks at")
struct LintScopeTests {
  private static func rule(_ id: Int) -> String {
    "<group name=\"a,\"><rule id=\"\(id)\" level=\"3\"><if_sid>999999</if_sid><description>d</description></rule></group>"
  }

  private static let files = [
    "one/assay.conf": "base = none\n", "one/rules/a.xml": rule(100_001), "two/assay.conf": "base = none\n",
    "two/rules/b.xml": rule(100_002), "two/rules/c.xml": rule(100_003),
  ]

  private func run(_ folder: TemporaryFolder, _ paths: [String]) throws -> LintRun {
    try LintRun(LintInput(paths: paths.map { "\(folder.path)/\($0)" }, options: RulesetOptions()))
  }

  @Test(
    "Each folder with an assay.conf by itself, and only what lies below the paths",
    arguments: [
      (paths: ["one"], files: ["a.xml"]), (paths: ["one", "two"], files: ["a.xml", "b.xml", "c.xml"]),
      (paths: ["two/rules/c.xml"], files: ["c.xml"]),
    ])
  func paths(_ row: (paths: [String], files: [String])) throws {
    let folder = try TemporaryFolder(Self.files)
    defer { withExtendedLifetime(folder) {} }
    var failures: [Diagnostic] = []
    let result = try run(folder, row.paths).lint(&failures)
    let found = Set(
      result.findings.compactMap { $0.diagnostic.location?.file.split(separator: "/").last.map(String.init) })
    #expect(found.sorted() == row.files)
    #expect(failures.isEmpty)
  }

  @Test("A baseline knows what was found, and nothing else replaces it")
  func baseline() throws {
    let folder = try TemporaryFolder(Self.files)
    defer { withExtendedLifetime(folder) {} }
    var run = try run(folder, ["one"])
    run.baseline = folder.path + "/known"
    let written = try run.updateBaselines()
    #expect(written?.map(\.count).allSatisfy { $0 > 0 } == true)
    var failures: [Diagnostic] = []
    #expect(try run.lint(&failures).findings.isEmpty)
    run.baseline = folder.path + "/one/rules/a.xml"
    let failure = #expect(throws: BadInput.self) { try run.updateBaselines() }
    #expect(failure?.diagnostics.map(\.code) == ["no-baseline"])
  }

  @Test("A path that is not there")
  func missing() throws {
    let folder = try TemporaryFolder(Self.files)
    defer { withExtendedLifetime(folder) {} }
    let failure = #expect(throws: BadInput.self) { try run(folder, ["three"]) }
    #expect(failure?.diagnostics.map(\.code) == ["missing-path"])
  }
}
