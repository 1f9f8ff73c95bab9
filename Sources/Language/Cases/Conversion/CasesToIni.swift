import Bytes
import Diagnostics

/// Turns cases into ini tests, as far as these can say it: the rule, its level and the decoder of the last event, with the
/// default location and no clock.
public enum CasesToIni {
  /// The text of an ini file, and what could not be said in it.
  public static func convert(_ suite: TestSuite, heading: [String] = []) -> (text: String, notes: [Diagnostic]) {
    var text = heading.map { "; \(TerminalText.line($0))\n" }.joined()
    var notes: [Diagnostic] = []
    var titles = Titles()
    func leaveOut(_ test: TestCase, _ why: String) {
      notes.append(Diagnostic(.warning, code: "not-in-ini", "[\(test.title)] is left out: \(why)", at: test.location))
    }
    for test in suite.cases {
      if let reason = obstacle(test) {
        leaveOut(test, reason)
        continue
      }
      guard let last = test.steps.last, let triple = triple(last) else {
        leaveOut(test, "an ini test needs `rule =`, `level =` and `decoder =` for the last event")
        continue
      }
      let lost = test.steps.reduce(0) { $0 + $1.expectations.count } - triple.used
      if lost > 0 {
        notes.append(
          Diagnostic(
            .warning, code: "not-in-ini", "[\(test.title)] loses \(lost.counted("expectation"))",
            at: test.location))
      }
      // Upstream's front end takes an empty value for an error, so such a test says `fail`.
      let word = triple.isComplete ? "pass" : "fail"
      text += (text.isEmpty ? "" : "\n") + "[\(titles.take(test.title))]\n"
      for step in test.steps {
        for repetition in 1...step.clock.count {
          text += "log 1 \(word) = \(step.event.log(repetition: repetition, of: step.clock))\n"
        }
      }
      text += "rule = \(triple.rule)\nalert = \(triple.level)\ndecoder = \(triple.decoder)\n"
    }
    return (text, notes)
  }

  private struct Triple {
    var rule = ""
    var level = ""
    var decoder = ""
    /// Expectations that it holds.
    var used = 0
    var isComplete: Bool { !rule.isEmpty && !level.isEmpty && !decoder.isEmpty }
  }

  private static func triple(_ step: Step) -> Triple? {
    var triple = Triple()
    var known: Set<Subject> = []
    for expectation in step.expectations where expectation.comparison == .equal {
      guard let operand = expectation.operand(repetition: step.clock.count - 1) else { continue }
      let text = operand.isNone ? "" : operand.text.description
      switch expectation.subject {
      case .rule: triple.rule = text
      case .level: triple.level = text
      case .decoder: triple.decoder = text
      default: continue
      }
      known.insert(expectation.subject)
      triple.used += 1
    }
    if known.contains(.rule), triple.rule.isEmpty { known.insert(.level) }
    return known.isSuperset(of: [.rule, .level, .decoder]) ? triple : nil
  }

  private static func obstacle(_ test: TestCase) -> String? {
    let settings = test.settings
    if settings.skip != nil || settings.todo != nil { return "it is marked skip or todo" }
    if settings.location != nil || settings.agent != nil { return "ini tests have no location" }
    if settings.format.map({ $0.value != .syslog }) == true { return "ini tests have no format" }
    if !settings.lists.isEmpty || !test.ownSettings.rulesets.isEmpty { return "ini tests have no lists and rulesets" }
    let clocks = test.steps.map(\.clock)
    if settings.start != nil || clocks.contains(where: { $0.at != nil || $0.advance > 0 || $0.interval > 0 }) {
      return "ini tests have no clock"
    }
    for step in test.steps {
      let log = step.event.log
      if PythonText.stripped(log.bytes[...]).count != log.count || log.isEmpty {
        return "an ini test cannot hold blanks at the ends of a log"
      }
      if log.bytes.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) {
        return "an ini test cannot hold line breaks in a log"
      }
    }
    return nil
  }
}
