import Analysis
import Bytes
import Cases
import Foundation
import Harness
import Rulesets
import System
import TestSupport
import Testing

/// The reference's own tests against its own ruleset. Both are read from `../shared` and are no part of this package.
private let stock = Repository.root.path + "/../shared/wazuh-4.14.7"

@Suite(.enabled(if: FileManager.default.fileExists(atPath: stock), "needs ../shared/wazuh-4.14.7"))
struct StockTests {
  private final class Counter: Reporter {
    var failures: [String] = []
    func report(_ file: FileResult) {
      failures += file.diagnostics.filter { $0.severity == .error }.map(\.message)
      failures += file.results.flatMap { $0.failures.map { "\($0.location): \($0.summary)" } }
    }
    func end(_ summary: RunSummary) {}
  }

  private static func library() -> RulesetLibrary {
    var options = RulesetOptions()
    options.config = "\(stock)/etc/test.conf"
    options.root = stock
    return RulesetLibrary(options, engine: EngineOptions(), currentFolder: stock)
  }

  @Test func allPassAsTheyDoUpstreamAndStayTheSameAsCases() async throws {
    let library = Self.library()
    let tests = CaseFinder.find(["\(stock)/ruleset/testing/tests"]).files
    let counter = Counter()
    let summary = await SuiteRunner(jobs: 2).run(tests, rulesets: library, reporters: [counter])
    #expect(summary[.passed] == 1770 && summary[.skipped] == 18)
    #expect(counter.failures == [])

    let folder = NSTemporaryDirectory() + "assay-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = CaseRunner()
    for file in tests {
      let suite = try SuiteReader.read(file.path)
      let (cases, _) = IniToCases.convert(suite) { test in
        guard case .success(let ruleset) = library.ruleset(for: test, in: suite, below: ".") else { return false }
        return runner.run(test, on: ruleset).status == .passed
      }
      let name = Paths.name(of: file.path).replacing(".ini", with: ".ruletest")
      try FileAccess.create("\(folder)/\(name)", Array(CasePrinter.print(cases).utf8))
    }
    let converted = CaseFinder.find([folder]).files
    let again = await SuiteRunner(jobs: 2).run(converted, rulesets: library, reporters: [counter])
    #expect(again[.passed] == 1770 && again[.skipped] == 18)
    #expect(counter.failures == [])
    let updater = SuiteUpdater()
    for file in converted { #expect(updater.update(file, rulesets: library).proposals.isEmpty, "\(file.path)") }
  }
}
