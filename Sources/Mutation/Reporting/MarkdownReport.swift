/// The scores as a table, then the survivors.
struct MarkdownReport {
  func text(of result: MutationResult) -> String {
    let counts = result.counts
    var text = "## Mutation score \(counts.percentage)\n\n"
    text += "\(counts.total) mutants, \(result.cases) cases: \(counts.summary)."
    if result.isPartial { text += " The run ended early." }
    text += "\n\n| | killed | survived | equivalent | invalid | score |\n|---|---:|---:|---:|---:|---:|\n"
    for definition in result.definitions {
      let counts = definition.counts
      text += "| \(definition.isRule ? "rule" : "decoder") \(Self.escaped(definition.name)) "
      text += "| \(counts.killed) | \(counts.survived) | \(counts.equivalent) | \(counts.invalid) "
      text += "| \(counts.percentage) |\n"
    }
    let survivors = result.survivors
    guard !survivors.isEmpty else { return text }
    text += "\n### Survivors\n"
    for (mutant, survival) in survivors {
      text += "\n**\(Self.escaped(mutant.subject))**, \(mutant.operatorName): \(Self.escaped(mutant.summary)) "
      text += "(`\(mutant.location.file):\(mutant.location.line)`)\n\n"
      text += Self.fenced(mutant.difference, "diff")
      text += "\n\(Self.escaped(survival.advice))\n"
      if let suggestion = survival.suggestion { text += "\n" + Self.fenced(suggestion, "text") }
    }
    return text
  }

  /// A block between fences that nothing in it can close.
  private static func fenced(_ text: String, _ language: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// Text with what Markdown would take for markup made plain; code between backticks stays.
  private static func escaped(_ text: String) -> String {
    var result = ""
    var inCode = false
    for character in text {
      if character == "`" { inCode.toggle() }
      switch character {
      case "|": result += "\\|"
      case "*", "_", "<", "[", "]", "\\": result += inCode ? String(character) : "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
