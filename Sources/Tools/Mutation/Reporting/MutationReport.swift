import Diagnostics
import Reporting
import Harness
import Rulesets

/// The forms in which a result can be shown.
public enum MutationReport: String, ReportForm {
  /// For a terminal.
  case pretty
  /// For pull requests and wikis.
  case markdown
  /// For scripts: one object, described in docs/mutation.md.
  case json

  /// The result as text.
  /// - Parameters:
  ///   - result: the result.
  ///   - style: whether there are colours.
  ///   - survivors: how many survivors the form for people shows, the worst first.
  public func text(of result: MutationResult, style: Style = .plain, survivors: Int = .max) -> String {
    switch self {
    case .pretty: PrettyReport(style: style, limit: survivors).text(of: result)
    case .markdown: MarkdownReport().text(of: result)
    case .json: JSONReport().text(of: result)
    }
  }
}

extension MutationCounts {
  /// `94.3 %`, or a dash.
  var percentage: String { score.map(Self.percentage) ?? "–" }

  /// Rounded down, so that 100 % means all.
  static func percentage(_ score: Double) -> String {
    let tenths = Int((score * 1000).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// `151 killed, 9 survived, 3 equivalent, 2 invalid`.
  var summary: String {
    var parts = ["\(killed) killed", "\(survived) survived"]
    if equivalent > 0 { parts.append("\(equivalent) equivalent") }
    if invalid > 0 { parts.append("\(invalid) invalid") }
    if pending > 0 { parts.append("\(pending) not run") }
    return parts.joined(separator: ", ")
  }
}

extension MutationResult {
  /// The cases that would kill survivors, as text, each once.
  public var suggestions: [String] {
    var seen: Set<String> = []
    return survivors.compactMap(\.survival.suggestion).filter { seen.insert($0).inserted }
  }

  /// The survivors of the rules and decoders with the worst scores first.
  var worstSurvivors: [(mutant: Mutant, survival: Survival)] {
    var scores: [SourceLocation: Double] = [:]
    for definition in definitions { scores[definition.location] = definition.counts.score ?? 1 }
    let survivors = survivors
    return survivors.indices.sorted { left, right in
      let (a, b) = (survivors[left].mutant.definitionLocation, survivors[right].mutant.definitionLocation)
      return (scores[a] ?? 1, left) < (scores[b] ?? 1, right)
    }.map { survivors[$0] }
  }

  /// The survivors, in order.
  var survivors: [(mutant: Mutant, survival: Survival)] {
    outcomes.compactMap { outcome in
      if case .survived(let survival) = outcome.state { (outcome.mutant, survival) } else { nil }
    }
  }
}

extension Mutant {
  /// `rule 100101` or `decoder gate`.
  var subject: String { "\(isRule ? "rule" : "decoder") \(definition)" }
}
