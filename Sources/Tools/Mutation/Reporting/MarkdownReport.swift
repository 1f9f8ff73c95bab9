import Reporting

/// The scores as a table, then the survivors.
struct MarkdownReport {
  func text(of result: MutationResult) -> String {
    let counts = result.counts
    var text = "## Mutation score \(counts.percentage)\n\n"
    text += "\(counts.total) mutants, \(result.cases) cases: \(counts.summary)."
    if result.isPartial { text += " The run was stopped early." }
    text += "\n\n| | killed | survived | equivalent | invalid | score |\n|---|---:|---:|---:|---:|---:|\n"
    for definition in result.definitions {
      let counts = definition.counts
      text += "| \(definition.isRule ? "rule" : "decoder") \(MarkdownText.plain(definition.name)) "
      text += "| \(counts.killed) | \(counts.survived) | \(counts.equivalent) | \(counts.invalid) "
      text += "| \(counts.percentage) |\n"
    }
    let survivors = result.survivors
    guard !survivors.isEmpty else { return text }
    text += "\n### Survivors\n"
    for (mutant, survival) in survivors {
      text +=
        "\n**\(MarkdownText.plain(mutant.subject))**, \(mutant.operatorName): \(MarkdownText.sentence(mutant.summary)) "
      text += "(\(MarkdownText.code(mutant.location.fileAndLine)))\n\n"
      text += MarkdownText.fenced(mutant.difference, language: "diff")
      text += "\n\(MarkdownText.sentence(survival.advice))\n"
      if let suggestion = survival.suggestion { text += "\n" + MarkdownText.fenced(suggestion, language: "text") }
    }
    return text
  }
}
