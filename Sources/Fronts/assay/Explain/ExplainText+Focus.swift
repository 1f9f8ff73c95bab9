import Analysis
import Bytes
import Diagnostics
import Explaining
import Rulesets

/// Answers to `--rule`, `--decoder` and `--field`.
extension ExplainText {
  mutating func write(_ focus: RuleFocus) {
    heading("Rule \(focus.rule.id)  \(place(focus.rule.location))")
    wrapped("     ", "\(focus.answer)")
    writePath(focus)
    if let history = focus.history { writeHistory(history, indent: "     ") }
    write(focus.remarks, indent: "     ")
  }

  private mutating func writePath(_ focus: RuleFocus) {
    guard !focus.path.isEmpty else { return }
    line("     the way down:")
    for step in focus.path {
      let mark = step.holds == true ? green("✓") : step.holds == false ? red("✗") : yellow("?")
      var note = step.wasTried ? "" : step.holds == true ? " (not tried; would hold)" : " (not tried)"
      if let winner = focus.winner, winner.over == step.rule {
        note = " (not tried: rule \(winner.rule.id) came first)"
      }
      line("     \(mark) \(step.rule.id) level \(step.rule.level)\(note)  \(dim(place(step.rule.location)))")
      let showsConditions = step.rule == focus.rule || step.holds == false
      guard showsConditions else { continue }
      for condition in step.conditions { writeStanding(condition) }
      if step.conditions.isEmpty { line("         no conditions of its own") }
    }
  }

  private mutating func writeStanding(_ condition: ConditionStory) {
    switch condition.holds {
    case false?: write(condition, indent: "         ")
    case true?:
      let value = condition.value.map { ": \(Phrases.short($0))" } ?? ""
      line("         \(green("✓")) `\(condition.name)` `\(Phrases.short(condition.expected))`\(value)")
    case nil:
      line("         \(yellow("?")) `\(condition.name)`: depends on what the session has seen")
    }
  }

  mutating func write(_ focus: DecoderFocus) {
    heading("Decoder \(focus.decoder.name)  \(place(focus.decoder.location))")
    wrapped("     ", "\(focus.answer)")
    if let failure = focus.failure { write(failure, indent: "       ") }
    write(focus.remarks, indent: "     ")
  }

  mutating func write(_ focus: FieldFocus) {
    heading("Field \(focus.name)")
    for answer in focus.answers { wrapped("     ", "\(answer)") }
    for setting in focus.settings {
      guard let span = setting.span else { continue }
      let excerpt = Excerpt(explanation.rest, marks: [span], width: width - 7)
      line("       \(excerpt.line)")
      line("       \(yellow("\(excerpt.carets)"))")
    }
    write(focus.remarks, indent: "     ")
    for candidate in focus.candidates {
      wrapped("     ", "\(candidate.answer)")
      if let failure = candidate.failure { write(failure, indent: "       ") }
      write(candidate.remarks, indent: "     ")
    }
  }
}
