import Analysis
import Bytes
import Foundation
import Harness
import Rulesets
import TestSupport
import Testing

/// The behaviour of the engine as plain text: one folder of `Scenarios` per quirk, with a small ruleset and cases that say
/// what comes out of it. `assay test --manager manager Tests/Scenarios` runs them, too.
@Suite("Scenarios")
struct ScenarioTests {
  static let folder = Repository.root.appending(path: "Tests/Scenarios")

  /// The folders below `Scenarios` that hold cases, by topic.
  static let scenarios: [String] = {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix("/cases.ruletest") }.map { String($0.dropLast("/cases.ruletest".count)) }
      .sorted()
  }()

  @Test("Every scenario passes", arguments: scenarios)
  func passes(_ scenario: String) async {
    var engine = EngineOptions()
    engine.managerName = "manager"
    let path = Self.folder.appendingPathComponent("\(scenario)/cases.ruletest").path
    let rulesets = RulesetLibrary(RulesetOptions(), engine: engine, currentFolder: Self.folder.path)
    let collector = Collector()
    let summary = await SuiteRunner().run(CaseFinder.find([path]).files, rulesets: rulesets, reporters: [collector])
    for diagnostic in collector.results.flatMap(\.diagnostics) where diagnostic.severity == .error {
      Issue.record("\(diagnostic.location.map { "\($0.file):\($0.line): " } ?? "")\(diagnostic.message)")
    }
    for result in collector.results.flatMap(\.results) {
      for failure in result.failures {
        Issue.record("\(failure.location.file):\(failure.location.line): [\(result.title)] \(failure.summary)")
      }
      #expect(result.status == .passed, "\(result.location.file):\(result.location.line): [\(result.title)]")
    }
    #expect(summary.cases > 0, "\(path): no case")
  }

  @Test("No file of a scenario is left out")
  func allFilesAreRead() {
    let found = FileManager.default.enumerator(atPath: Self.folder.path)?.compactMap { $0 as? String } ?? []
    #expect(Self.scenarios.count > 150)
    let transcripts = ["documents", "across-agents", "text-alerts", "daemon"].flatMap(Transcript.names)
    for file in found where file.hasSuffix(".xml") {
      let folder = (file as NSString).deletingLastPathComponent
      #expect((Self.scenarios + transcripts).contains(folder), "\(file) has no cases beside it")
    }
  }

  /// Keeps the results.
  private final class Collector: Reporter {
    private(set) var results: [FileResult] = []

    func report(_ file: FileResult) { results.append(file) }
    func end(_ summary: RunSummary) {}
  }
}
