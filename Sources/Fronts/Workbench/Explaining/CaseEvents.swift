import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import System

/// A case named as `FILE:LINE`: its events up to that line, and the ruleset it runs against.
package struct CaseEvents {
  package let ruleset: CompiledRuleset
  /// The events in order; the last one is the one in question.
  package let events: [Event]
  package let title: String

  /// Nil when the argument names no case file.
  package init?(_ argument: String, library: RulesetLibrary) throws(BadInput) {
    guard let colon = argument.lastIndex(of: ":"), let line = Int(argument[argument.index(after: colon)...]), line > 0,
      argument[..<colon].hasSuffix(".ruletest") || argument[..<colon].hasSuffix(".ini")
    else { return nil }
    let path = String(argument[..<colon])
    if let problem = CaseFinder.problem(line: line, of: path) {
      throw BadInput(Diagnostic(.error, code: "missing-path", "\(argument): \(problem)"))
    }
    let suite = try Self.read(path)
    guard let test = suite.cases.last(where: { $0.location.line <= line }) ?? suite.cases.first else {
      throw BadInput(Diagnostic(.error, code: "no-case", "\(path) has no case"))
    }
    switch library.ruleset(for: test, in: suite, below: ".") {
    case .success(let prepared): ruleset = prepared.compiled
    case .failure(let error): throw BadInput(error.diagnostic)
    }
    title = test.title
    events = try Self.events(of: test, to: line)
  }

  private static func read(_ path: String) throws(BadInput) -> TestSuite {
    let suite: TestSuite
    do throws(FileFailure) {
      suite = try SuiteReader.read(path, patterns: .engine)
    } catch {
      throw BadInput(Diagnostic(.error, code: "unreadable", error.message))
    }
    guard !suite.isInvalid else { throw BadInput(suite.diagnostics.filter { $0.severity == .error }) }
    return suite
  }

  private static func events(of test: TestCase, to line: Int) throws(BadInput) -> [Event] {
    var source = EventSource(test)
    var events: [Event] = []
    for (index, step) in test.steps.enumerated() {
      guard index == 0 || step.event.location.line <= line else { break }
      source.begin(step.clock)
      for repetition in 0..<step.clock.count {
        do throws(InputError) {
          events.append(try source.next(step, repetition: repetition))
        } catch {
          let isLast = index + 1 == test.steps.count || test.steps[index + 1].event.location.line > line
          guard isLast else { continue }
          throw BadInput(
            Diagnostic(.error, code: "not-sent", error.message, at: step.event.location, hint: error.hint))
        }
      }
    }
    guard !events.isEmpty else {
      throw BadInput(Diagnostic(.error, code: "no-event", "the case has no event", at: test.location))
    }
    return events
  }
}
