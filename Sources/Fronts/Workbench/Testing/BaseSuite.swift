import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import System

/// Runs the events of the base's own cases on the base alone and on the whole ruleset: what the own files change of what the
/// base does.
package struct BaseSuite {
  /// What an event ends with.
  package struct Answer: Sendable, Hashable {
    /// The decoder; nil for none.
    package var decoder: ByteString?
    /// The rule; nil for none.
    package var rule: Int?
    /// Its level.
    package var level: Int?
    /// Whether there is an alert.
    package var isAlert: Bool

    init(_ outcome: Outcome) {
      decoder = outcome.decoder.name
      rule = outcome.rule?.id
      level = outcome.rule?.level
      isAlert = outcome.isAlert
    }
  }

  /// An event that ends otherwise.
  package struct Change: Sendable {
    /// The case's title.
    package var title: String
    /// Where the event stands.
    package var location: SourceLocation
    /// On the base alone.
    package var before: Answer
    /// On the whole ruleset.
    package var after: Answer
  }

  /// What came of it.
  package struct Result: Sendable {
    package var files = 0
    package var cases = 0
    package var events = 0
    package var changes: [Change] = []
  }

  /// The files of the base's cases.
  package let files: [CaseFile]
  private let own: CompiledRuleset
  private let base: CompiledRuleset

  /// Loads both rulesets.
  /// - Throws: when there is no base, or no case of it.
  package init(_ plan: TestPlan) throws {
    let loaded = try plan.choice.load()
    guard case .folder(let folder) = loaded.base else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-base", "there is no base whose cases could be run",
          hint: "--base DIR, or base in assay.conf, names a manager's home or a checkout of the stock ruleset"))
    }
    var choice = plan.choice
    choice.options = RulesetOptions()
    choice.options.base = RulesetOptions.Base.none
    let configuration = Paths.join(folder, "etc/ossec.conf")
    if PathFacts.isFile(configuration) {
      choice.options.config = configuration
    } else {
      choice.options.rulesets = [folder]
    }
    choice.options.allowedOutside = plan.choice.options.allowedOutside
    choice.options.logAlertLevel = plan.choice.options.logAlertLevel
    choice.options.memorySize = plan.choice.options.memorySize
    base = try choice.compile(try choice.load())
    own = try plan.choice.compile(loaded)
    var cases = plan
    if cases.paths.isEmpty { cases.paths = [folder] }
    files = try cases.files()
    guard !files.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-case", "no case to run", hint: "no *.ruletest and no *.ini below \(cases.place)"))
    }
  }

  /// Runs all cases, each in two sessions of its own.
  /// - Throws: for files that cannot be read, or have mistakes.
  package func run() throws -> Result {
    var result = Result()
    try BadInput.collect(files) { file in
      let suite: TestSuite
      do throws(FileFailure) {
        suite = try SuiteReader.read(file.path)
      } catch {
        throw BadInput(Diagnostic(.error, code: "unreadable-file", error.message))
      }
      result.files += 1
      for test in suite.cases where test.settings.skip == nil {
        result.cases += 1
        run(test, &result)
      }
      if suite.isInvalid { throw BadInput(suite.diagnostics.filter { $0.severity == .error }) }
    }
    return result
  }

  private func run(_ test: TestCase, _ result: inout Result) {
    let (baseSession, ownSession) = (Session(base), Session(own))
    var source = EventSource(test)
    for step in test.steps {
      source.begin(step.clock)
      for repetition in 0..<step.clock.count {
        // What a sender would not send reaches neither.
        guard let event = try? source.next(step, repetition: repetition) else { continue }
        result.events += 1
        let (before, after) = (Answer(baseSession.analyze(event)), Answer(ownSession.analyze(event)))
        guard before != after else { continue }
        result.changes.append(
          Change(title: test.title, location: step.event.location, before: before, after: after))
      }
    }
  }
}
