/// A failed case as a person reads it: where, what, the log, expected against actual, what happened instead.
struct FailureText {
  let style: Style
  let width: Int

  func block(_ result: CaseResult) -> String {
    var text = ""
    var event: Int?
    for failure in result.failures {
      if event != failure.eventLocation.line || failure.mark != nil {
        text += log(failure)
        event = failure.eventLocation.line
      }
      text += comparison(failure)
    }
    guard let last = result.failures.last else { return text }
    text += "    \(style.dim("came out "))  \(brief(last.outcome))\n"
    for message in last.outcome.messages.prefix(3) { text += "    \(style.dim("engine   "))  \(message)\n" }
    if let cause = last.cause { text += "    \(style.dim("because  "))  \(cause)\n" }
    if let command = result.failures.compactMap(\.command).first {
      text += "    \(style.dim("look     "))  \(command)\n"
    }
    return text
  }

  func heading(_ result: CaseResult) -> String {
    let place = result.failures.first?.location ?? result.location
    return "\(style.bold("\(place.file):\(place.line)")): \(result.title)\n"
  }

  private func log(_ failure: Failure) -> String {
    guard !failure.log.isEmpty else { return "" }
    let excerpt = LogExcerpt(failure.log, mark: failure.mark, width: width - 6)
    let line = failure.eventLocation.line
    var text =
      "  \(style.dim("event in line \(line)\(failure.repetition.map { ", repetition \($0.number) of \($0.count)" } ?? ""):"))\n"
    text += "    > \(excerpt.line)\n"
    if let mark = excerpt.mark {
      text +=
        "      \(String(repeating: " ", count: mark.lowerBound))\(style.yellow(String(repeating: "^", count: mark.count)))\n"
    }
    return text
  }

  private func comparison(_ failure: Failure) -> String {
    let line = "line \(failure.location.line)"
    var text = "  \(style.cyan("\(failure.subject)")) \(style.dim("(\(line))"))\n"
    let wanted =
      failure.comparison.isUnary || failure.comparison == .equal
      ? failure.expected : "\(failure.comparison.rawValue) \(failure.expected)"
    let marks = failure.comparison == .equal ? Difference.marks(failure.expected, failure.actual) : nil
    text += "    expected   \(painted(wanted, marks?.left, style.green))\n"
    text += "    actual     \(painted(failure.actual, marks?.right, style.red))\n"
    if let marks {
      let range = marks.right.isEmpty ? marks.right.lowerBound..<marks.right.lowerBound + 1 : marks.right
      text +=
        "               \(String(repeating: " ", count: range.lowerBound))\(style.yellow(String(repeating: "^", count: range.count)))\n"
    }
    if let note = failure.note { text += "    \(style.dim("note     "))  \(note)\n" }
    if failure.furtherRepetitions > 0 {
      text +=
        "    \(style.dim("and      "))  \(failure.furtherRepetitions) more repetition\(failure.furtherRepetitions == 1 ? "" : "s")\n"
    }
    return text
  }

  private func painted(_ text: String, _ mark: Range<Int>?, _ colour: (String) -> String) -> String {
    guard style.isColoured, let mark else { return colour(text) }
    let characters = Array(text)
    guard mark.upperBound <= characters.count else { return colour(text) }
    return String(characters[..<mark.lowerBound]) + colour(String(characters[mark]))
      + String(characters[mark.upperBound...])
  }

  func brief(_ outcome: Failure.Brief) -> String { OutcomeText.line(outcome) }
}

/// An outcome in one line.
enum OutcomeText {
  static func line(_ outcome: Failure.Brief) -> String {
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
