import Bytes
import Diagnostics

/// A failed case as a person reads it: for each event the log, expected against actual, what came out instead, and why.
struct FailureText {
  let style: Style
  let width: Int

  /// Columns in front of what a label is about.
  private static let margin = 14

  /// `file:line: title`, at the first expectation that failed.
  func heading(_ result: CaseResult) -> String {
    let place = result.failures.first?.location ?? result.location
    return "\(style.bold(place.fileAndLine)): \(result.title)\n"
  }

  /// The rest, an event after the other.
  func block(_ result: CaseResult) -> String {
    var text = EventFailures.groups(of: result.failures).map(event).joined()
    if let command = result.failures.lazy.compactMap(\.command).first { text += labelled("look", command) }
    return text
  }

  private func event(_ event: EventFailures) -> String {
    var text = log(event)
    for failure in event.told { text += comparison(failure) }
    if !event.alsoWithoutRule.isEmpty { text += wrapped("so too", event.alsoWithoutRule.joined(separator: "; ")) }
    text += wrapped("came out", OutcomeText.line(event.first.outcome))
    for message in event.first.outcome.messages.prefix(3) { text += wrapped("engine", message) }
    return text
  }

  private func log(_ event: EventFailures) -> String {
    guard !event.first.log.isEmpty else { return "" }
    let excerpt = Excerpt(event.first.log, marks: event.marks, width: width - 6)
    var text = "  \(style.dim("\(event.place):"))\n    > \(excerpt.line)\n"
    if !excerpt.carets.isEmpty { text += "      \(style.yellow(excerpt.carets))\n" }
    return text
  }

  private func comparison(_ failure: Failure) -> String {
    var text = "  \(style.cyan(TerminalText.line(failure.subject))) \(style.dim("(line \(failure.location.line))"))\n"
    let isPlain = failure.comparison.isUnary || failure.comparison == .equal
    let difference = failure.comparison == .equal ? Difference(failure.expected, failure.actual) : nil
    let wanted = painted(failure.expected, difference?.left, style.green)
    text += labelled("expected", isPlain ? wanted : "\(failure.comparison.rawValue) \(wanted)")
    text += labelled("actual", painted(failure.actual, difference?.right, style.red))
    if let difference { text += carets(difference.right, under: failure.actual) }
    for line in DocumentDifference.lines(of: failure.differences) { text += wrapped("", line) }
    if let note = failure.note { text += wrapped("note", TerminalText.line(note)) }
    if let cause = failure.cause { text += wrapped("because", cause) }
    let further = failure.furtherRepetitions
    if further > 0 { text += labelled("and", further.counted("more repetition")) }
    return text
  }

  /// Carets under what differs; a value that is longer than a line is shown once more, cut around that place.
  private func carets(_ range: Range<Int>, under value: String) -> String {
    let room = width - Self.margin
    let excerpt = Excerpt(ByteString(value), marks: [range], width: room)
    let isWhole = TerminalText.width(of: TerminalText.line(value)) < max(room, 20)
    return (isWhole ? "" : labelled("there", excerpt.line)) + labelled("", style.yellow(excerpt.carets))
  }

  private func labelled(_ label: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: max(1, 10 - label.count))
    return "    \(style.dim(label))\(padding)\(text)\n"
  }

  /// Sentences, broken between words.
  private func wrapped(_ label: String, _ text: String) -> String {
    let lines = TerminalText.wrapped(text, width: max(20, width - Self.margin))
    let margin = String(repeating: " ", count: Self.margin)
    return labelled(label, lines.joined(separator: "\n" + margin))
  }

  private func painted(_ text: String, _ mark: Range<Int>?, _ colour: (String) -> String) -> String {
    let bytes = Array(text.utf8)
    guard style.isColoured, let mark, !mark.isEmpty, mark.upperBound <= bytes.count else {
      return colour(TerminalText.line(text))
    }
    func shown(_ part: ArraySlice<UInt8>) -> String { TerminalText.line(ByteString(part)) }
    return shown(bytes[..<mark.lowerBound]) + colour(shown(bytes[mark])) + shown(bytes[mark.upperBound...])
  }
}

/// The failures of one event, as they are told.
struct EventFailures {
  /// The first of them: all are about the same event.
  let first: Failure
  /// Those that are told in full.
  private(set) var told: [Failure] = []
  /// Further expectations that fail because no rule matched, which is said once.
  private(set) var alsoWithoutRule: [String] = []
  /// The parts of the log that they are about.
  private(set) var marks: [Range<Int>] = []

  private var saidNoRule = false

  private init(_ first: Failure) { self.first = first }

  /// The failures of a case, event after event.
  static func groups(of failures: [Failure]) -> [EventFailures] {
    var groups: [EventFailures] = []
    for failure in failures {
      if groups.last.map({ failure.isAbout(sameEventAs: $0.first) }) != true { groups.append(EventFailures(failure)) }
      groups[groups.count - 1].add(failure)
    }
    return groups
  }

  private mutating func add(_ failure: Failure) {
    if let mark = failure.mark { marks.append(mark) }
    if failure.isForLackOfARule, saidNoRule {
      let wanted = "\(failure.subject) \(failure.comparison.rawValue) \(failure.expected)"
      alsoWithoutRule.append(TerminalText.line(wanted))
    } else {
      saidNoRule = saidNoRule || failure.isForLackOfARule
      told.append(failure)
    }
  }

  /// `event in line 3, repetition 2 of 8`
  var place: String {
    let repetition = first.repetition.map { ", repetition \($0.number) of \($0.count)" } ?? ""
    return "event in line \(first.eventLocation.line)\(repetition)"
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
    let ignored =
      outcome.ignoredRule.map { " (the ignore time of rule \($0), which matched below it, is running)" } ?? ""
    return parts.joined(separator: ", ") + ": " + outcome.verdict + ignored
  }
}
