import Analysis
import Bytes
import Cases
import Harness
import Rulesets

/// Makes cases that pass on the original and fail on a mutant.
struct SuggestedCase {
  let mutant: Mutant
  let target: Target
  let changed: PreparedRuleset
  private let original: PreparedRuleset
  private let runner = CaseRunner()

  init(_ mutant: Mutant, target: Target, changed: PreparedRuleset) {
    self.mutant = mutant
    self.target = target
    self.changed = changed
    original = PreparedRuleset(compiled: target.compiled, arguments: "")
  }

  /// The events up to the first that comes out differently, with what is expected of that one; nil when none does, or
  /// nothing that a case can expect does.
  func make(from test: TestCase) -> TestCase? {
    let before = Replay.outcomes(of: test, on: target.compiled)
    let after = Replay.outcomes(of: test, on: changed.compiled)
    for (index, (left, right)) in zip(before, after).enumerated() {
      let differ = zip(left, right).contains { left, right in
        guard let left, let right else { return false }
        return left.differs(from: right)
      }
      guard differ else { continue }
      var suggestion = TestCase(
        title: title, location: test.location, settings: test.settings, ownSettings: test.settings,
        steps: Array(test.steps[...index]))
      for settings in [\TestCase.settings, \.ownSettings] {
        suggestion[keyPath: settings].tags = []
        suggestion[keyPath: settings].todo = nil
        suggestion[keyPath: settings].skip = nil
      }
      // The rulesets that the file names are not the case's own.
      suggestion.ownSettings.rulesets = test.ownSettings.rulesets
      for step in suggestion.steps.indices { suggestion.steps[step].expectations = [] }
      suggestion.steps[index].expectations = expectations(left, right)
      guard runner.run(suggestion, on: original).status == .passed,
        runner.run(suggestion, on: changed).status == .failed
      else { return nil }
      return suggestion
    }
    return nil
  }

  /// The case as text.
  static func text(_ test: TestCase) -> String { CasePrinter.print(test) }

  private var title: String {
    let kind = mutant.isRule ? "rule" : "decoder"
    return "\(kind) \(mutant.definition), not if \(mutant.summary)"
  }

  /// The rule, the decoder where it differs, and whatever else differs.
  private func expectations(_ left: [Outcome?], _ right: [Outcome?]) -> [Expectation] {
    let (expected, other) = (CaseRecorder.expectations(of: left), CaseRecorder.expectations(of: right))
    var others: [Subject: Expectation.Value] = [:]
    for expectation in other { others[expectation.subject] = expectation.value }
    var kept = expected.filter { expectation in
      expectation.subject == .rule || others[expectation.subject] != expectation.value
    }
    // What the mutant sets and the original does not.
    let known = Set(expected.map(\.subject))
    for expectation in other where !known.contains(expectation.subject) && left.count == 1 {
      if case .field = expectation.subject { kept.append(Expectation(expectation.subject, .absent, .nothing)) }
    }
    let alerts = left.compactMap { $0?.isAlert }
    if alerts.count == left.count, alerts != right.compactMap({ $0?.isAlert }) {
      let words = alerts.map { Operand($0 ? "yes" : "no") }
      kept.append(Expectation(.alert, .equal, Set(alerts).count == 1 ? .same(words[0]) : .each(words)))
    }
    guard left.count == 1, let outcome = left[0], let different = right[0] else { return kept }
    guard let rule = outcome.rule, rule.id == different.rule?.id else { return kept }
    if rule.description != different.rule?.description {
      kept.append(Expectation(.description, .equal, .same(Operand(rule.description))))
    }
    if rule.groups != different.rule?.groups {
      kept.append(Expectation(.groups, .equal, .list(rule.groups.map { Operand($0) })))
    }
    return kept
  }
}
