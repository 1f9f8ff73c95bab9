import Analysis
import Bytes
import Explaining
import Rulesets

/// The third part of the story: which rules were tried, and what they wanted.
extension ExplainText {
  mutating func writeRules() {
    heading("3  Rules")
    let story = explanation.rules
    if outcome.verdict == .refused {
      line("     the engine did not come to the rules")
    } else if story.levels.isEmpty {
      line("     no root rule takes \(explanation.header.category.name) events")
    }
    for level in story.levels { write(level) }
    write(story.remarks, indent: "     ")
  }

  private mutating func write(_ level: RulesStory.Level) {
    let indent: ShownText = "     "
    let failed = level.trials.filter { $0.failed != nil }
    let parent = level.parent.map { "below rule \($0.id)" } ?? "at the top"
    let count = level.trials.count
    line(
      "\(indent)\(parent): \(count.counted("rule")) tried\(level.untried > 0 ? ", \(level.untried) behind the match not" : "")"
    )
    if showsAll || failed.count <= 6 {
      for trial in level.trials { write(trial, indent: indent + "  ") }
    } else {
      for (element, number) in counts(failed) {
        line("\(indent)  \(red("✗")) \(number) on `\(element)`")
      }
      let telling = failed.filter { $0.failed?.kind != .decodedAs && $0.failed?.kind != .programName }
      if level.depth > 1 { for trial in telling.suffix(3) { write(trial, indent: indent + "  ") } }
      for trial in level.trials where trial.failed == nil { write(trial, indent: indent + "  ") }
    }
    if let winner = level.winner, !level.losers.isEmpty {
      for loser in level.losers {
        wrapped(
          "\(indent)  \(yellow("·")) ",
          "\(rulePlace(loser)) would have matched, too: \(Phrases.order(winner.rule, loser, in: ruleset.loaded.rules))",
          hanging: indent + "    ")
      }
    }
  }

  private func counts(_ trials: [RulesStory.Trial]) -> [(String, Int)] {
    var counts: [(String, Int)] = []
    for trial in trials {
      guard let name = trial.failed?.name else { continue }
      if let index = counts.firstIndex(where: { $0.0 == name }) {
        counts[index].1 += 1
      } else {
        counts.append((name, 1))
      }
    }
    return counts.sorted { $0.1 > $1.1 }
  }

  private mutating func write(_ trial: RulesStory.Trial, indent: ShownText) {
    let rule = trial.rule
    guard let failed = trial.failed else {
      let silent = trial.isSilent ? ", but noalert and no child did: the search goes on" : ""
      wrapped(
        "\(indent)\(trial.isSilent ? yellow("~") : green("✓")) ",
        "\(bold("\(rule.id)")) level \(rule.level) matches\(silent): \(Phrases.short(rule.description, 70))  \(dim(place(rule.location)))",
        hanging: indent + "  ")
      if let history = trial.history, history.needed > 0 { writeHistory(history, indent: indent + "  ") }
      return
    }
    wrapped(
      "\(indent)\(red("✗")) ", "\(rule.id) level \(rule.level): \(Phrases.failure(of: failed))", hanging: indent + "  ")
    if let history = trial.history { writeHistory(history, indent: indent + "  ") }
    if let failure = failed.failure { write(failure, indent: indent + "    ") }
    if let remark = failed.remark { write(remark, indent: indent + "  ") }
  }

  /// The events that a frequency rule looked at.
  mutating func writeHistory(_ report: HistoryReport, indent: ShownText) {
    line("\(indent)earlier events: \(report.counted) of \(report.needed) that are needed")
    let limit = showsAll ? Int.max : 12
    for entry in report.entries.prefix(limit) {
      let mark =
        switch entry.standing {
        case .counted, .completed: green("✓")
        default: red("✗")
        }
      line("\(indent)  \(mark) event \(entry.event), \(entry.age) s ago: \(Phrases.standing(entry.standing))")
      guard logs.indices.contains(entry.event - 1) else { continue }
      line("\(indent)      \(dim("\(Phrases.short(logs[entry.event - 1], max(20, width - indent.text.count - 8)))"))")
    }
    if report.entries.count > limit { line("\(indent)  … and \(report.entries.count - limit) more") }
  }
}
