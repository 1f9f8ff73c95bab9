import Analysis
import Cases
import Coverage
import Foundation
import Harness
import Rulesets
import System
import TestSupport

/// The folder of this target's fixtures.
let fixtures = Repository.root.path + "/Tests/Tools/CoverageTests/Fixtures"

/// What the cases of the shop reach.
func shopCoverage(jobs: Int = 2) async throws -> CoverageMap {
  let library = RulesetLibrary(RulesetOptions(), engine: EngineOptions(), currentFolder: "\(fixtures)/shop")
  var runner = SuiteRunner(jobs: jobs)
  runner.recordsCoverage = true
  let files = CaseFinder.find(["\(fixtures)/shop/tests"]).files
  let summary = await runner.run(files, rulesets: library, reporters: [])
  guard let coverage = summary.coverage else { throw CocoaError(.featureUnsupported) }
  return coverage
}

/// The text without what depends on where this package lies.
func relocated(_ text: String) -> String { text.replacing("\(fixtures)/shop/", with: "") }

/// Compares with a fixture; `RENEW_FIXTURES=1` rewrites it.
func matches(_ text: String, fixture name: String) throws -> Bool {
  let path = "\(fixtures)/expected/\(name)"
  let text = relocated(text)
  if ProcessInfo.processInfo.environment["RENEW_FIXTURES"] != nil {
    try FileAccess.create(path, [UInt8](text.utf8), overwrites: true)
    return true
  }
  return try text == String(decoding: FileAccess.read(path), as: UTF8.self)
}
