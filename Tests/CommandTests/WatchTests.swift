import Foundation
import Testing

@Suite("assay test --watch, as users leave it running", .serialized)
struct WatchTests {
  /// A run that goes on until it is interrupted; what it prints is read as it comes.
  private final class Watching {
    private let process = Process()
    private let output: TemporaryFile
    private let errors: TemporaryFile

    init(_ folder: String) throws {
      output = try TemporaryFile()
      errors = try TemporaryFile()
      process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
      process.arguments = ["test", "--watch"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output.url)
      process.standardError = try FileHandle(forWritingTo: errors.url)
      try process.run()
    }

    deinit { process.terminate() }

    /// What was printed once so many runs have ended; nil when they do not within half a minute.
    func text(afterRuns runs: Int) throws -> String? {
      for _ in 0..<300 {
        let said = String(decoding: try Data(contentsOf: errors.url), as: UTF8.self)
        if said.components(separatedBy: "watching").count > runs {
          return String(decoding: try Data(contentsOf: output.url), as: UTF8.self)
        }
        usleep(100_000)
      }
      return nil
    }
  }

  private func rule(_ word: String) -> String {
    """
    <group name="own,"><rule id="100001" level="3"><match>\(word)</match><description>d</description></rule></group>
    """
  }

  @Test("Only the cases are run again whose file or ruleset has changed")
  func affected() throws {
    let cases = "[A word]\n> hello\nrule = 100001\n"
    let workspace = try Workspace([
      "one/assay.conf": "base = minimal\n", "one/rules/r.xml": rule("hello"), "one/tests/a.ruletest": cases,
      "two/assay.conf": "base = minimal\n", "two/rules/r.xml": rule("hello"), "two/tests/b.ruletest": cases,
    ])
    let watching = try Watching(workspace.path)
    let first = try #require(try watching.text(afterRuns: 1))
    #expect(first.contains("✓ one/tests/a.ruletest") && first.contains("✓ two/tests/b.ruletest"))

    try workspace.write(rule("good morning"), to: "two/rules/r.xml")
    let second = try #require(try watching.text(afterRuns: 2)).dropFirst(first.count)
    #expect(second.contains("✗ two/tests/b.ruletest"))
    #expect(!second.contains("one/tests/a.ruletest"))

    try workspace.write(cases + "\n[Another]\n> hello again\nrule = 100001\n", to: "one/tests/a.ruletest")
    let third = try #require(try watching.text(afterRuns: 3)).dropFirst(first.count + second.count)
    #expect(third.contains("✓ one/tests/a.ruletest"))
    #expect(third.contains("2 cases in 1 file"))
  }
}
