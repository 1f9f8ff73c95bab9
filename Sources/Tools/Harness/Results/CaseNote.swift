import Analysis
import Bytes
import Cases
import Diagnostics
import Explaining
import Rulesets

/// Something that a case does not say and its author should know: the case may pass, and production still differ.
public struct CaseNote: Sendable, Equatable {
  /// Where the event stands.
  public var location: SourceLocation
  /// A stable name, such as `production`.
  public var code: String
  /// One sentence.
  public var message: String
}

extension CaseNote {
  /// Of a case that passes whatever comes out.
  static func expectsNothing(_ test: TestCase) -> CaseNote? {
    guard case .expectations = test.judgement, test.steps.allSatisfy(\.expectations.isEmpty) else { return nil }
    return CaseNote(
      location: test.location, code: "expects-nothing",
      message: "the case expects nothing, so it passes whatever comes out; assay test --update --add writes what does")
  }
}

/// What is to be noted about an event.
struct NoteTaker {
  let step: Step
  let ruleset: CompiledRuleset

  /// - Parameter outcome: with what the daemon makes of it.
  func notes(on event: Event, _ outcome: Outcome) -> [CaseNote] {
    // Whoever expects something of production knows.
    guard !step.expectations.isEmpty, !step.expectations.contains(where: { $0.subject == .production }) else {
      return []
    }
    var notes: [CaseNote] = []
    func add(_ code: String, _ message: String) {
      notes.append(CaseNote(location: step.event.location, code: code, message: TerminalText.line(message)))
    }
    if let input = InputShape.remark(on: event.log, format: event.format, location: event.location) {
      add(input.code, input.message)
    }
    if ruleset.options.mode == .logtest, let difference = outcome.production?.difference {
      add("production", difference)
    } else if let low = belowAlertLevel(outcome) {
      add("below-alert-level", low)
    }
    return notes
  }

  /// A case that wants a rule that nobody will see the alert of, and does not say so.
  private func belowAlertLevel(_ outcome: Outcome) -> String? {
    let least = ruleset.loaded.settings.logAlertLevel
    guard outcome.verdict == .belowAlertLevel, let rule = outcome.rule, rule.level < least,
      step.expectations.contains(where: { $0.subject == .rule && $0.comparison == .equal }),
      !step.expectations.contains(where: { $0.subject == .alert })
    else { return nil }
    return "no alert is written: rule \(rule.id) has level \(rule.level), alerts begin at \(least)"
  }
}
