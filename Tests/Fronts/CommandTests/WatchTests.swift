import Foundation
import TestSupport
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
      try process.runTakingSignals()
    }

    deinit { process.terminate() }

    /// What is printed behind so many characters, as soon as all of these words are there, in their order; nil when they
    /// are not within a minute.
    ///
    /// Runs are not counted: while a file is being written it may be seen empty, and that is a change and a run, too.
    func text(behind place: Int, _ words: String...) throws -> String? {
      for _ in 0..<600 {
        let text = String(decoding: try Data(contentsOf: output.url), as: UTF8.self).dropFirst(place)
        var rest = text
        let areThere = words.allSatisfy { word in
          guard let range = rest.range(of: word) else { return false }
          rest = rest[range.upperBound...]
          return true
        }
        if areThere { return String(text) }
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
    defer { withExtendedLifetime((workspace, watching)) {} }
    let first = try #require(
      try watching.text(behind: 0, "✓ one/tests/a.ruletest", "✓ two/tests/b.ruletest", "2 cases in 2 files"))

    try workspace.write(rule("good morning"), to: "two/rules/r.xml")
    let second = try #require(try watching.text(behind: first.count, "✗ two/tests/b.ruletest", "1 case in 1 file"))
    #expect(!second.contains("one/tests/a.ruletest"))

    try workspace.write(cases + "\n[Another]\n> hello again\nrule = 100001\n", to: "one/tests/a.ruletest")
    let third = try watching.text(behind: first.count + second.count, "✓ one/tests/a.ruletest", "2 cases in 1 file")
    #expect(third != nil)
  }
}
