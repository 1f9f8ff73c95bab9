import Analysis
import Bytes
import Cases
import Diagnostics
import Patterns
import Rulesets
import System

/// A change that would make a case agree with what happens now.
public struct Proposal: Sendable {
  /// The change of the file's text; nil where only a snapshot changes.
  public var edit: TextEdit?
  /// The snapshot that is written.
  public var snapshot: SnapshotChange?
  /// The case's title.
  public var title: String
  /// The expectation, or the event that has none yet.
  public var location: SourceLocation
  /// The event's log.
  public var log: ByteString
  /// What stands there now; empty for an addition.
  public var before: String
  /// What would stand there.
  public var after: [String]
}

/// What an update would do to one file.
public struct FileUpdate: Sendable {
  /// The file.
  public var path: String
  /// Its bytes as they were read: the file is replaced only while it still holds them.
  public var bytes: [UInt8]
  /// The changes, in file order.
  public var proposals: [Proposal]
  /// Failures that no change of a value can mend, and why.
  public var left: [(failure: Failure, reason: String)]
  /// Cases that were looked at.
  public var cases = 0
  /// What is wrong with the file: then nothing is proposed.
  public var diagnostics: [Diagnostic]

  /// Writes the accepted changes, snapshots first; each file on disk is always the old or the new one.
  /// - Throws: ``/Cases/FileFailure``, also when the file has changed meanwhile.
  public func write(_ accepted: [Proposal]) throws(FileFailure) {
    for change in accepted.compactMap(\.snapshot) { try change.write() }
    let edits = accepted.compactMap(\.edit)
    guard !edits.isEmpty else { return }
    try FileAccess.replace(path, expected: bytes, with: TextEdit.apply(edits, to: bytes))
  }
}

/// Works out how a file of cases would have to change to agree with what happens now. Only values of failing expectations
/// change; expectations with `~`, `has` and the like say what somebody meant, and are left to people.
public struct SuiteUpdater {
  /// Which cases.
  public var selection: Selection
  /// Whether events without expectations get some.
  public var adds: Bool

  /// An updater.
  public init(selection: Selection = Selection(), adds: Bool = false) {
    self.selection = selection
    self.adds = adds
  }

  /// What would have to change in a file.
  public func update(_ file: CaseFile, rulesets: RulesetLibrary) -> FileUpdate {
    do throws(FileFailure) {
      return self.update(file, holding: try FileAccess.read(file.path), rulesets: rulesets)
    } catch {
      let problem = Diagnostic(
        .error, code: "unreadable", "cannot be read: \(error.reason)",
        at: SourceLocation(file: file.path, line: 1, column: 1))
      return FileUpdate(path: file.path, bytes: [], proposals: [], left: [], diagnostics: [problem])
    }
  }

  /// What would have to change in a file whose text is known already.
  package func update(_ file: CaseFile, holding bytes: [UInt8], rulesets: RulesetLibrary) -> FileUpdate {
    var update = FileUpdate(path: file.path, bytes: bytes, proposals: [], left: [], diagnostics: [])
    let suite = SuiteReader.parse(path: file.path, bytes: update.bytes, patterns: .engine)
    update.diagnostics = suite.diagnostics
    guard !suite.isInvalid else { return update }
    let scratch = MatchScratch()
    let runner = CaseRunner()
    for test in suite.cases where selection.takes(test, in: file, scratch: scratch) {
      guard test.settings.skip == nil, test.settings.todo == nil else { continue }
      if let line = file.line, suite.cases.last(where: { $0.location.line <= line })?.location != test.location {
        continue
      }
      update.cases += 1
      switch rulesets.ruleset(for: test, in: suite, below: file.root) {
      case .failure(let error):
        if !update.diagnostics.contains(error.diagnostic) { update.diagnostics.append(error.diagnostic) }
      case .success(let ruleset):
        add(test, ruleset, runner, to: &update)
      }
    }
    return update
  }

  private func add(_ test: TestCase, _ ruleset: PreparedRuleset, _ runner: CaseRunner, to update: inout FileUpdate) {
    var outcomes = test.steps.map { [Outcome?](repeating: nil, count: $0.clock.count) }
    let result = runner.run(test, on: ruleset) { observation in
      if case .success(let outcome) = observation.outcome {
        outcomes[observation.step][observation.repetition] = outcome
      }
    }
    if let unanswered = result.unanswered { return update.diagnostics.append(unanswered) }
    if case .triple = test.judgement {
      update.left += result.failures.map { ($0, "ini tests are not rewritten: assay convert makes cases of them") }
      return
    }
    var failed: [SourceLocation: Failure] = [:]
    for failure in result.failures { failed[failure.location] = failure }
    for (step, outcomes) in zip(test.steps, outcomes) {
      if step.expectations.isEmpty {
        if adds { addExpectations(to: step, outcomes, test, &update) }
        continue
      }
      for expectation in step.expectations {
        guard let failure = failed[expectation.location] else { continue }
        let known = outcomes.compactMap { $0 }
        guard known.count == outcomes.count, let source = expectation.source else {
          update.left.append((failure, "the event never reaches the engine"))
          continue
        }
        if expectation.subject == .document {
          let change = runner.snapshotChange(for: expectation, known.first?.document)
          add(change, FailedSnapshot(expectation: expectation, failure: failure, title: test.title), &update)
          continue
        }
        guard let (comparison, text) = Self.replacement(for: expectation, known, isRepeated: step.clock.isRepeated)
        else {
          update.left.append((failure, Self.reason(expectation)))
          continue
        }
        let edit = CaseEditor.rewrite(source, from: expectation.comparison, to: comparison, text, in: update.bytes)
        let name = expectation.subject.name
        update.proposals.append(
          Proposal(
            edit: edit, title: test.title, location: expectation.location, log: step.event.log,
            before: CasePrinter.expectations([expectation]).first ?? name,
            after: ["\(name) \(comparison.rawValue)\(text.isEmpty ? "" : " " + text)"]))
      }
    }
  }

  /// An expectation whose snapshot is not what came.
  private struct FailedSnapshot {
    var expectation: Expectation
    var failure: Failure
    var title: String
  }

  /// A snapshot is made of what came; two expectations that share one file and disagree are for a person.
  private func add(_ change: SnapshotChange?, _ failed: FailedSnapshot, _ update: inout FileUpdate) {
    guard let change else {
      update.left.append((failed.failure, "there is no document, or no file that it may be written to"))
      return
    }
    if let other = update.proposals.first(where: { $0.snapshot?.path == change.path }) {
      if other.snapshot?.after == change.after { return }
      let reason = "line \(other.location.line) writes another document into \(change.path)"
      update.left.append((failed.failure, reason))
      return
    }
    update.proposals.append(
      Proposal(
        edit: nil, snapshot: change, title: failed.title, location: failed.expectation.location,
        log: failed.failure.log,
        before: change.before == nil ? "" : CasePrinter.expectations([failed.expectation]).first ?? "",
        after: change.lines(failed.failure.differences)))
  }

  private func addExpectations(to step: Step, _ outcomes: [Outcome?], _ test: TestCase, _ update: inout FileUpdate) {
    let expectations = CaseRecorder.expectations(of: outcomes)
    guard !expectations.isEmpty else { return }
    update.proposals.append(
      Proposal(
        edit: CaseEditor.insert(expectations, behind: step, in: update.bytes), title: test.title,
        location: step.event.location, log: step.event.log, before: "", after: CasePrinter.expectations(expectations)))
  }

  /// The operator and the value that hold now; nil when a person has to decide.
  static func replacement(
    for expectation: Expectation, _ outcomes: [Outcome], isRepeated: Bool
  ) -> (Comparison, String)? {
    let subject = expectation.subject
    let actuals = outcomes.map { Actual(subject, in: $0) }
    guard let first = actuals.first else { return nil }
    switch expectation.comparison {
    case .equal, .absent, .present: break
    default: return nil
    }
    if subject.kind == .list {
      guard actuals.allSatisfy({ $0 == first }) else { return nil }
      guard case .list(let items) = first, !items.isEmpty else { return (.absent, "") }
      return (.equal, ValuePrinter.text(list: items, of: subject))
    }
    let values = actuals.map(\.value)
    if expectation.comparison == .present { return values.allSatisfy { $0 == nil } ? (.absent, "") : nil }
    if subject.kind.isOpen {
      if values.allSatisfy({ $0 == nil }) { return (.absent, "") }
      guard !values.contains(nil) else { return nil }
    }
    let isSame = Set(values).count == 1
    return (
      .equal,
      isSame
        ? ValuePrinter.text(values[0], of: subject, inList: isRepeated) : ValuePrinter.text(each: values, of: subject)
    )
  }

  private static func reason(_ expectation: Expectation) -> String {
    switch expectation.comparison {
    case .equal, .absent, .present: "some repetitions have a value and some have none"
    default:
      "only values after = are rewritten; what `\(expectation.comparison.rawValue)` should say is for you to decide"
    }
  }
}
