/// A failed case as a person reads it: for each event the log, expected against actual, what came out instead, and why.
struct FailureText {
  let style: Style
  let width: Int

  /// `file:line: title`, at the first expectation that failed.
  func heading(_ result: CaseResult) -> String {
    let place = result.failures.first?.location ?? result.location
    return "\(style.bold("\(place.file):\(place.line)")): \(result.title)\n"
  }

  /// The rest, an event after the other.
  func block(_ result: CaseResult) -> String {
    var text = ""
    var rest = result.failures[...]
    while let first = rest.first {
      let group = rest.prefix { $0.isAbout(sameEventAs: first) }
      rest = rest.dropFirst(group.count)
      text += event(Array(group))
    }
    if let command = result.failures.compactMap(\.command).first { text += labelled("look", command) }
    return text
  }

  private func event(_ failures: [Failure]) -> String {
    guard let first = failures.first else { return "" }
    var text = log(first, marks: failures.compactMap(\.mark))
    var alsoWithoutRule: [String] = []
    var saidNoRule = false
    for failure in failures {
      if saidNoRule, failure.isForLackOfARule {
        alsoWithoutRule.append("\(failure.subject) \(failure.comparison.rawValue) \(failure.expected)")
        continue
      }
      saidNoRule = saidNoRule || failure.isForLackOfARule
      text += comparison(failure)
    }
    if !alsoWithoutRule.isEmpty { text += labelled("so too", alsoWithoutRule.joined(separator: "; ")) }
    text += labelled("came out", OutcomeText.line(first.outcome))
    for message in first.outcome.messages.prefix(3) { text += labelled("engine", message) }
    return text
  }

  private func log(_ failure: Failure, marks: [Range<Int>]) -> String {
    guard !failure.log.isEmpty else { return "" }
    let repetition = failure.repetition.map { ", repetition \($0.number) of \($0.count)" } ?? ""
    let excerpt = LogExcerpt(failure.log, marks: marks, width: width - 6)
    var text = "  \(style.dim("event in line \(failure.eventLocation.line)\(repetition):"))\n    > \(excerpt.line)\n"
    if !excerpt.carets.isEmpty { text += "      \(style.yellow(excerpt.carets))\n" }
    return text
  }

  private func comparison(_ failure: Failure) -> String {
    var text = "  \(style.cyan(failure.subject)) \(style.dim("(line \(failure.location.line))"))\n"
    let isPlain = failure.comparison.isUnary || failure.comparison == .equal
    let marks = failure.comparison == .equal ? Difference.marks(failure.expected, failure.actual) : nil
    let wanted = painted(failure.expected, marks?.left, style.green)
    text += labelled("expected", isPlain ? wanted : "\(failure.comparison.rawValue) \(wanted)")
    text += labelled("actual", painted(failure.actual, marks?.right, style.red))
    if let marks {
      let start = marks.right.lowerBound
      let carets = String(repeating: "^", count: max(1, marks.right.count))
      text += labelled("", String(repeating: " ", count: start) + style.yellow(carets))
    }
    if let note = failure.note { text += labelled("note", note) }
    if let cause = failure.cause { text += labelled("because", cause) }
    let further = failure.furtherRepetitions
    if further > 0 { text += labelled("and", "\(further) more repetition\(further == 1 ? "" : "s")") }
    return text
  }

  private func labelled(_ label: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: max(1, 10 - label.count))
    return "    \(style.dim(label))\(padding)\(text)\n"
  }

  private func painted(_ text: String, _ mark: Range<Int>?, _ colour: (String) -> String) -> String {
    guard style.isColoured, let mark else { return colour(text) }
    let characters = Array(text)
    guard mark.upperBound <= characters.count else { return colour(text) }
    return String(characters[..<mark.lowerBound]) + colour(String(characters[mark]))
      + String(characters[mark.upperBound...])
  }
}

extension Failure {
  fileprivate func isAbout(sameEventAs other: Failure) -> Bool {
    eventLocation == other.eventLocation && repetition?.number == other.repetition?.number
  }

  fileprivate var isForLackOfARule: Bool { actual == "none (no rule matched)" && outcome.rule == nil }
}

/// An outcome in one line.
enum OutcomeText {
  static func line(_ outcome: Failure.Brief) -> String {
    guard outcome.verdict != Failure.Brief.none.verdict else { return outcome.verdict }
    var parts = ["decoder \(outcome.decoder ?? "none")"]
    if let rule = outcome.rule {
      let level = outcome.level.map { " (level \($0))" } ?? ""
      parts.append("rule \(rule)\(level)" + (outcome.description.map { " \"\($0)\"" } ?? ""))
    } else {
      parts.append("no rule")
    }
    return parts.joined(separator: ", ") + ": " + outcome.verdict
  }
}
