import Analysis
import Bytes
import Cases
import Diagnostics
import Harness

/// Cases out of logs that somebody has: the first log of each kind, a kind being what decoder and rule it comes to.
struct FirstCases {
  /// So many kinds make cases: more than anybody looks through.
  static let kindLimit = 25
  /// So many logs are looked at.
  static let logLimit = 200_000

  private struct Kind: Hashable {
    var decoder: ByteString?
    var rule: Int?
  }

  private(set) var cases: [TestCase] = []
  /// How many logs were looked at.
  private(set) var logCount = 0
  /// Whether there was more than was looked at, or more kinds than cases.
  private(set) var isPartial = false

  /// Reads logs, and writes down what comes out.
  init(_ sources: LogSources, on ruleset: PreparedRuleset, say: @escaping (Diagnostic) -> Void) throws {
    let intake = LogIntake(LogSender(), say: say)
    var kinds: [Kind: Int] = [:]
    var chosen: [(log: NewCases.Log, title: String)] = []
    var (count, isPartial) = (0, false)
    try sources.forEach(intake.reading) { line in
      let log = line.bytes.last == 13 ? ByteString(line.bytes.dropLast()) : line
      guard !log.isEmpty else { return }
      count += 1
      guard count <= Self.logLimit else { return isPartial = true }
      // Each alone: what counts or remembers needs a case that somebody writes.
      let outcome = Session(ruleset.compiled).analyze(try intake.event(log, at: .standard))
      guard outcome.unanswered == nil else { return }
      let kind = Kind(decoder: outcome.decoder.name, rule: outcome.rule?.id)
      guard kinds.updateValue(1, forKey: kind) == nil else { return }
      guard chosen.count < Self.kindLimit else { return isPartial = true }
      let archived = try intake.archived(log)
      chosen.append((NewCases.Log(archived?.text ?? log, archived: archived), Self.title(of: outcome)))
    }
    guard count > 0 else { throw sources.noLog }
    var titles: Set<String> = []
    for (log, title) in chosen {
      var name = title
      while !titles.insert(name).inserted { name = "\(title) (\(titles.count))" }
      cases += Self.good(try NewCases(titled: name).record([log], on: ruleset), on: ruleset)
    }
    (logCount, self.isPartial) = (min(count, Self.logLimit), isPartial)
  }

  /// A line that nothing in a ruleset should care about, with what comes out of it: a first case where there is no log.
  static func ordinary(on ruleset: PreparedRuleset) throws(BadInput) -> [TestCase] {
    let log = NewCases.Log("Nov  3 10:15:00 web1 assay[412]: nothing of interest")
    return good(
      try NewCases(titled: "An ordinary line raises no alert of ours").record([log], on: ruleset), on: ruleset)
  }

  /// Those that pass: of an event that the engine fails to process, nothing can be expected.
  private static func good(_ cases: [TestCase], on ruleset: PreparedRuleset) -> [TestCase] {
    cases.filter { CaseRunner().run($0, on: ruleset).status == .passed }
  }

  private static func title(of outcome: Outcome) -> String {
    let what =
      if let rule = outcome.rule {
        "\(rule.id): \(outcome.rule?.description ?? "")"
      } else {
        "\(outcome.decoder.name.map(\.description) ?? "No decoder"): no rule"
      }
    let plain = TerminalText.line(what).filter { $0 != "[" && $0 != "]" }
    return plain.count > 100 ? String(plain.prefix(99)) + "…" : plain
  }
}
