import Bytes
import Diagnostics

/// How many alerts a change may cost, line by line: `5710 at_most 100/day`, `31103 lost 0`, `* gained 500`.
///
/// | word | what is counted |
/// |---|---|
/// | `at_most N` | alerts of the rule with the new ruleset, in the whole corpus |
/// | `at_most N/day`, `N/hour` | the same, spread over the time of the corpus |
/// | `lost N` | alerts of the rule that are lost |
/// | `gained N` | alerts of the rule that are gained |
///
/// `*` stands for all rules together; behind `#` are remarks.
package struct DiffBudget: Sendable {
  private enum Measure: String, CaseIterable {
    case atMost = "at_most"
    case lost, gained
  }

  private struct Line {
    var number: Int
    var text: String
    /// Nil for all rules.
    var rule: Int?
    var measure: Measure
    var limit: Int
    /// Seconds that the limit is for.
    var span: Int?
  }

  private var lines: [Line] = []
  /// What is wrong with it.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(_ text: [UInt8], path: String) {
    for (index, bytes) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "#") && $0 != 13 }, as: UTF8.self)
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard !words.isEmpty else { continue }
      guard let read = Self.line(words, index + 1) else {
        diagnostics.append(
          Diagnostic(
            .error, code: "budget", "not a line of a budget: \(words.joined(separator: " "))",
            at: SourceLocation(file: path, line: index + 1, column: 1),
            hint: "RULE at_most N, RULE at_most N/day, RULE lost N or RULE gained N; * stands for all rules"))
        continue
      }
      lines.append(read)
    }
    if lines.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(.error, code: "budget", "the budget has no line", at: SourceLocation(file: path, line: 1, column: 1))
      )
    }
  }

  private static func line(_ words: [String], _ number: Int) -> Line? {
    guard words.count == 3, let measure = Measure(rawValue: words[1]) else { return nil }
    let rule = Int(words[0])
    guard words[0] == "*" || rule.map({ $0 >= 0 }) ?? false else { return nil }
    let parts = words[2].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let limit = Int(parts[0]), limit >= 0 else { return nil }
    var span: Int?
    if parts.count == 2 {
      guard measure == .atMost, let seconds = ["day": 86_400, "hour": 3600][String(parts[1])] else { return nil }
      span = seconds
    }
    return Line(
      number: number, text: words.joined(separator: " "), rule: rule, measure: measure, limit: limit, span: span)
  }

  /// The lines that are not kept.
  package func check(_ tally: DiffTally) -> [BudgetFinding] {
    lines.compactMap { line in
      let counts = line.rule.map { [tally.rules[$0] ?? .init()] } ?? Array(tally.rules.values)
      let count = counts.reduce(0) { sum, count in
        switch line.measure {
        case .atMost: sum + count.new
        case .lost: sum + count.lost
        case .gained: sum + count.gained
        }
      }
      let isOver: Bool
      var words = count.grouped
      if let span = line.span {
        let seconds = max(1, (tally.corpus.last ?? 0) - (tally.corpus.first ?? 0))
        // A corpus of an hour says nothing about a day unless it is more than the day may have.
        let spans = max(1.0, Double(seconds) / Double(span))
        isOver = Double(count) > Double(line.limit) * spans
        words += " in \(TimeWords.span(seconds))"
      } else {
        isOver = count > line.limit
      }
      return isOver ? BudgetFinding(line: line.text, number: line.number, message: "there are \(words)") : nil
    }
  }
}
