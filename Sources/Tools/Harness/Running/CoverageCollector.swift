import Coverage
import Rulesets

/// Gathers what the cases of a run reach.
struct CoverageCollector {
  private var layouts: [ObjectIdentifier: CoverageLayout] = [:]
  private var builder = CoverageBuilder()

  /// The numbers of a ruleset, the same each time.
  mutating func layout(of ruleset: Result<PreparedRuleset, RulesetError>) -> CoverageLayout? {
    guard case .success(let ruleset) = ruleset else { return nil }
    let id = ObjectIdentifier(ruleset.compiled)
    if let known = layouts[id] { return known }
    let layout = CoverageLayout(ruleset.compiled, path: ruleset.path)
    layouts[id] = layout
    builder.add(layout)
    return layout
  }

  /// Takes in what a case reached.
  mutating func add(_ result: CaseResult, _ footprint: CaseFootprint?) {
    switch result.status {
    case .passed, .failed:
      guard let footprint else { return }
      builder.add(CoverageMap.Case(title: result.title, location: result.location), footprint)
    case .expectedFailure, .unexpectedPass: builder.addTodo()
    case .skipped, .broken: return
    }
  }

  func finish() -> CoverageMap { builder.finish() }
}
