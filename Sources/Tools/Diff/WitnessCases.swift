import Analysis
import Bytes
import Cases
import Diagnostics
import Harness

/// Makes cases of witnesses: they hold what the old ruleset did, so that they pass with it and fail with the new one.
/// Whoever wants what the new one does lets `assay test --update` say so.
package struct WitnessCases {
  private let old: PreparedRuleset
  private let new: PreparedRuleset
  private let runner = CaseRunner()

  package init(old: CompiledRuleset, new: CompiledRuleset) {
    self.old = PreparedRuleset(compiled: old, arguments: "")
    self.new = PreparedRuleset(compiled: new, arguments: "")
  }

  /// A case for each group, of the smallest of its witnesses that tells the two apart; with as few events before it as
  /// are needed.
  /// - Returns: the cases, and how many groups have none: what they differ in no case can say.
  package func cases(of result: DiffResult) -> (cases: [TestCase], without: Int) {
    var cases: [TestCase] = []
    var without = 0
    var titles: [String: Int] = [:]
    for entry in result.entries {
      guard var test = entry.group.witnesses.lazy.compactMap({ testCase(of: $0, entry.key) }).first else {
        without += 1
        continue
      }
      let title = Self.title(entry, result)
      titles[title, default: 0] += 1
      let count = titles[title] ?? 1
      test.title = count > 1 ? "\(title) (\(count))" : title
      cases.append(test)
    }
    return (cases, without)
  }

  private static func title(_ entry: DiffResult.Entry, _ result: DiffResult) -> String {
    let words = result.words(entry.key.old.id >= 0 ? entry.key.old : entry.key.new)
    let text = TerminalText.line("\(entry.key.kind.rawValue): \(words)")
    return String(text.unicodeScalars.map { $0 == "]" || $0 == "[" ? "|" : Character($0) })
  }

  private func testCase(of witness: Witness, _ key: GroupKey) -> TestCase? {
    guard witness.given.format != .queue else { return nil }
    if tells([], witness, key) { return test([witness.given], witness) }
    // What earlier events are of the same place, as a case has one place.
    var before = witness.context.filter { $0.location == witness.given.location && $0.format == witness.given.format }
    guard !before.isEmpty, tells(before, witness, key) else { return nil }
    var index = 0
    while index < before.count {
      var fewer = before
      fewer.remove(at: index)
      if tells(fewer, witness, key) { before = fewer } else { index += 1 }
    }
    return test(before + [witness.given], witness)
  }

  /// Whether the old ruleset makes of the last event what it made of the group, and a case notices that the new one does not.
  private func tells(_ before: [Witness.Given], _ witness: Witness, _ key: GroupKey) -> Bool {
    let events = before + [witness.given]
    guard WitnessReplay(events: events).answer(on: old.compiled)?.answer.agrees(with: key.old) ?? false else {
      return false
    }
    let test = test(events, witness)
    return runner.run(test, on: old).status == .passed && runner.run(test, on: new).status == .failed
  }

  private func test(_ events: [Witness.Given], _ witness: Witness) -> TestCase {
    let place = SourceLocation(file: "", line: 0, column: 0)
    var settings = CaseSettings()
    if witness.given.location != "stdin" { settings.location = Located(witness.given.location, at: place) }
    if witness.given.format != .syslog { settings.format = Located(witness.given.format, at: place) }
    let start = events.first?.time ?? witness.given.time
    settings.start = Located(CaseTime(seconds: start.seconds), at: place)
    var now = start.seconds
    var steps: [Step] = []
    let session = Session(old.compiled)
    for (index, given) in events.enumerated() {
      var clock = ClockMove()
      if index > 0 { clock.advance = max(0, given.time.seconds - now) * 1000 }
      now = max(now, given.time.seconds)
      let outcome = session.analyze(given.event)
      let isLast = index == events.count - 1
      steps.append(
        Step(
          EventText(given.log, at: place), clock: clock,
          expectations: isLast ? CaseRecorder.expectations(of: [outcome]) : []))
    }
    return TestCase(title: "witness", location: place, settings: settings, ownSettings: settings, steps: steps)
  }
}
