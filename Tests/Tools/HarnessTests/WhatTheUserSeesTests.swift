import Analysis
import Cases
import Harness
import Rulesets
import System
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of this target's fixtures.
let fixtures = Repository.root.path + "/Tests/Tools/HarnessTests/Fixtures"

/// Runs fixtures with a reporter and gives back what it printed, files named from the fixtures' folder.
func output(
  of paths: [String], as format: ReportFormat, ruleset: String? = "ruleset", style: Style = .plain,
  selection: Selection = Selection(), jobs: Int = 2
) async -> (text: String, summary: RunSummary) {
  var options = RulesetOptions()
  if let ruleset { options.rulesets = ["\(fixtures)/\(ruleset)"] }
  let library = RulesetLibrary(
    options, arguments: ruleset.map { "--ruleset \($0)" } ?? "", engine: EngineOptions(), currentFolder: fixtures)
  var text = ""
  let reporter = format.reporter(style: style, width: 100) { text += $0 }
  let files = CaseFinder.find(paths.map { "\(fixtures)/\($0)" }).files
  let summary = await SuiteRunner(selection: selection, jobs: jobs).run(files, rulesets: library, reporters: [reporter])
  return (relocated(text), summary)
}

/// The text without what depends on where this package lies.
private func relocated(_ text: String) -> String {
  let dotted = String(fixtures.dropFirst()).replacing("/", with: ".")
  return text.replacing("\(fixtures)/", with: "").replacing("\(dotted).", with: "")
    .replacing(#/"fingerprint":"[0-9a-f]{32}"/#, with: "\"fingerprint\":\"…\"")
}

/// Every form of output, kept as plain text beside the tests. To renew a text after a change that was meant, run the tests
/// with `RENEW_FIXTURES=1` and look at the difference.
@Suite struct WhatTheUserSeesTests {
  @Test(arguments: ReportFormat.allCases)
  func failingSuites(_ format: ReportFormat) async throws {
    let (text, summary) = await output(of: ["failing", "mixed"], as: format)
    #expect(summary.exitCode == 1)
    try compare(text, with: "expected/failing.\(format.rawValue).txt")
  }

  @Test(arguments: ReportFormat.allCases)
  func invalidFiles(_ format: ReportFormat) async throws {
    let (text, summary) = await output(of: ["bad"], as: format, ruleset: nil)
    #expect(summary.exitCode == 2)
    try compare(text, with: "expected/bad.\(format.rawValue).txt")
  }

  @Test func coloursOnATerminal() async throws {
    let (text, _) = await output(of: ["failing/values.ruletest"], as: .pretty, style: .ansi)
    try compare(text.replacing("\u{1B}", with: "ESC"), with: "expected/colours.pretty.txt")
  }

  @Test func theOrderDoesNotDependOnTheNumberOfWorkers() async {
    let one = await output(of: ["failing", "mixed"], as: .pretty, jobs: 1)
    for jobs in 2...6 {
      let many = await output(of: ["failing", "mixed"], as: .pretty, jobs: jobs)
      #expect(many.text == one.text)
    }
  }

  /// How causes are worded is for the explanations' own tests to say.
  private func withoutCauses(_ text: String) -> String {
    text.replacing(#/(because +|"cause":")[^\n]*/#) { "\($0.output.1)…" }
  }

  private func compare(_ text: String, with name: String) throws {
    let path = "\(fixtures)/\(name)"
    if getenv("RENEW_FIXTURES") != nil {
      try FileAccess.create(path, [UInt8](text.utf8), overwrites: true)
      return
    }
    let expected = String(decoding: try FileAccess.read(path), as: UTF8.self)
    #expect(withoutCauses(text) == withoutCauses(expected), "the output differs from \(name)")
  }
}
