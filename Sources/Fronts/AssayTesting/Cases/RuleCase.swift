import Cases
import Harness
import Rulesets

/// A case of a case file, ready to run.
///
/// Cases share nothing but the ruleset, which does not change: they may run in parallel, and in any order.
public struct RuleCase: Sendable, Identifiable {
  let test: TestCase
  let ruleset: PreparedRuleset
  let places: Places

  /// File and title, `tests/web.ruletest: A refused login is seen`: the same in every run, on every machine.
  public var id: String { "\(file): \(title)" }

  /// The title.
  public var title: String { test.title }

  /// The case file, named from the package on.
  public var file: String { places.shown(test.location.file) }

  /// The line of the title.
  public var line: Int { test.location.line }

  /// The tags of the case and its file.
  public var tags: [String] { test.settings.tags }

  /// Why the case is expected to fail; nil when it is not.
  public var todo: String? { test.settings.todo?.value }

  /// Why the case is not run; nil when it is.
  public var skip: String? { test.settings.skip?.value }

  /// What became of the case, with the nearest cause of each failure; `todo` plays no part in it.
  func result() -> CaseResult {
    var judged = test
    judged.settings.todo = nil
    let runner = CaseRunner()
    var result = runner.run(judged, on: ruleset)
    runner.explain(&result, of: judged, on: ruleset)
    return result
  }
}
