import Harness

/// Survivors with their differences and the tests that would kill them, then the scores.
struct PrettyReport {
  let style: Style

  func text(of result: MutationResult) -> String {
    var text = ""
    for (mutant, survival) in result.survivors { text += self.text(of: mutant, survival) + "\n" }
    text += scores(of: result)
    return text + totals(of: result)
  }

  private func text(of mutant: Mutant, _ survival: Survival) -> String {
    var text = style.red("✗") + " \(mutant.location): \(style.bold(mutant.subject)), \(mutant.operatorName)\n"
    text += "  \(mutant.summary)\n"
    for line in mutant.difference.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let shown = String(line)
      switch line.first {
      case "-": text += "    " + style.red(shown) + "\n"
      case "+": text += "    " + style.green(shown) + "\n"
      default: text += "    " + style.dim(shown) + "\n"
      }
    }
    let reach = survival.cases == 1 ? "1 case reaches it" : "\(survival.cases) cases reach it"
    text += "  \(reach). \(survival.advice)\n"
    guard let suggestion = survival.suggestion else { return text }
    text += "  This case would kill it:\n\n"
    for line in suggestion.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      text += style.cyan(String(line)) + "\n"
    }
    return text
  }

  /// The definitions that could do better.
  private func scores(of result: MutationResult) -> String {
    let open = result.definitions.filter { $0.counts.survived > 0 }
    guard !open.isEmpty else { return "" }
    var text = ""
    for definition in open {
      let name = (definition.isRule ? "rule " : "decoder ") + definition.name
      text += "\(Self.padded(definition.counts.percentage, 8))  \(name)  "
      text += style.dim("\(definition.location.file):\(definition.location.line)  \(definition.counts.summary)") + "\n"
    }
    return text + "\n"
  }

  private func totals(of result: MutationResult) -> String {
    let counts = result.counts
    var text = "\(counts.total) mutants, \(result.cases) cases: \(counts.summary)"
    if result.seconds > 0 { text += " (\(Self.seconds(result.seconds)))" }
    text += "\n" + style.bold("score \(counts.percentage)") + "\n"
    if result.isPartial { text += style.yellow("The run ended early; the score is of what was looked at.") + "\n" }
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
