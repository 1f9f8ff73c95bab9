import Bytes
import Diagnostics
import Harness
import Reporting

/// Survivors with their differences and the tests that would kill them, then the scores.
struct PrettyReport {
  let style: Style
  /// How many survivors, and how many scores, are shown.
  let limit: Int

  func text(of result: MutationResult) -> String {
    var text = ""
    let survivors = limit == .max ? result.survivors : result.worstSurvivors
    for (mutant, survival) in survivors.prefix(limit) { text += self.text(of: mutant, survival) + "\n" }
    if survivors.count > limit {
      text +=
        style.dim("and \(survivors.count - limit) more survivors: --all shows them, --top N more of them") + "\n\n"
    }
    text += scores(of: result)
    return text + totals(of: result)
  }

  private func text(of mutant: Mutant, _ survival: Survival) -> String {
    var text =
      style.red("✗") + " \(mutant.location): \(style.bold(TerminalText.line(mutant.subject))), \(mutant.operatorName)\n"
    text += "  \(TerminalText.line(mutant.summary))\n"
    for line in mutant.unifiedDifference.shown(style: style).wholeLines { text += "    \(line)\n" }
    let reach = survival.cases == 1 ? "1 case reaches it" : "\(survival.cases) cases reach it"
    text += "  \(reach). \(TerminalText.line(survival.advice))\n"
    guard let suggestion = survival.suggestion else { return text }
    text += "  This case would kill it:\n\n"
    for line in suggestion.wholeLines { text += style.cyan(TerminalText.line(line)) + "\n" }
    return text
  }

  /// The definitions that could do better.
  private func scores(of result: MutationResult) -> String {
    var open = result.definitions.filter { $0.counts.survived > 0 }
    guard !open.isEmpty else { return "" }
    if limit < open.count {
      let order = open.indices.sorted { (open[$0].counts.score ?? 1, $0) < (open[$1].counts.score ?? 1, $1) }
      open = order.map { open[$0] }
    }
    var text = ""
    for definition in open.prefix(limit) {
      let name = (definition.isRule ? "rule " : "decoder ") + TerminalText.line(definition.name)
      text += "\(Self.padded(definition.counts.percentage, 8))  \(name)  "
      text += style.dim("\(definition.location.fileAndLine)  \(definition.counts.summary)") + "\n"
    }
    if open.count > limit {
      text += style.dim("and \(open.count - limit) more rules and decoders with survivors") + "\n"
    }
    return text + "\n"
  }

  private func totals(of result: MutationResult) -> String {
    let counts = result.counts
    var text = "\(counts.total) mutants, \(result.cases) cases: \(counts.summary)"
    if result.seconds > 0 { text += " (\(Self.seconds(result.seconds)))" }
    text += "\n" + style.bold("score \(counts.percentage)") + "\n"
    if result.isPartial {
      text += style.yellow("The run was stopped early; the score covers what had been looked at.") + "\n"
    }
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func seconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return tenths < 10 ? "\(Int(seconds * 1000)) ms" : "\(tenths / 10).\(tenths % 10) s"
  }
}
