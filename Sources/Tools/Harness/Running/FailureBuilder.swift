import Analysis
import Bytes
import Cases
import Diagnostics
import Rulesets

/// Puts together what a person needs to know about an expectation that was not met.
struct FailureBuilder {
  let ruleset: PreparedRuleset
  let step: Step
  /// The log as the engine got it.
  let log: ByteString

  func failure(_ expectation: Expectation, _ mismatch: Judge.Mismatch, _ outcome: Outcome, repetition: Int) -> Failure {
    let subject = expectation.subject
    let operand = expectation.operand(repetition: repetition)
    var failure = plain(
      subject.name, at: expectation.location, expected: expected(expectation, operand),
      actual: mismatch.actual.shown(for: subject), outcome: outcome)
    failure.comparison = expectation.comparison
    failure.note = mismatch.note
    if case .differences(let found) = mismatch.actual { failure.differences = found }
    if step.clock.isRepeated { failure.repetition = (repetition + 1, step.clock.count) }
    failure.mark = mark(subject, mismatch.actual, operand)
    return failure
  }

  /// An event that never reached the engine.
  func dropped(_ expectation: Expectation, _ reason: String) -> Failure {
    var failure = plain(
      expectation.subject.name, at: expectation.location,
      expected: expected(expectation, expectation.operand(repetition: 0)),
      actual: "no event", outcome: nil)
    failure.comparison = expectation.comparison
    failure.note = reason
    return failure
  }

  func plain(
    _ subject: String, at location: SourceLocation, expected: String, actual: String, outcome: Outcome?
  ) -> Failure {
    Failure(
      location: location, subject: subject, comparison: .equal, expected: expected, actual: actual, log: log,
      eventLocation: step.event.location, outcome: outcome.map(Failure.Brief.init) ?? .none, command: command)
  }

  private func expected(_ expectation: Expectation, _ operand: Operand?) -> String {
    switch expectation.value {
    case .nothing: return expectation.comparison.rawValue
    case .list: return CasePrinter.text(of: expectation)
    case .same, .each:
      guard let operand else { return "" }
      if operand.isNone { return "none" }
      return ValuePrinter.text(operand.text, of: expectation.subject)
    }
  }

  /// Where in the log the value that came stands, else the value that was wanted.
  private func mark(_ subject: Subject, _ actual: Actual, _ operand: Operand?) -> Range<Int>? {
    guard subject.kind == .text, subject != .log, subject != .description else { return nil }
    if case .text(let text) = actual { return Self.place(of: text, in: log) }
    return operand.flatMap { Self.place(of: $0.text, in: log) }
  }

  /// Where a text stands in a log; nil for one that is all of it.
  static func place(of text: ByteString, in log: ByteString) -> Range<Int>? {
    guard !text.isEmpty, text.count < log.count else { return nil }
    return log.withView { log in
      text.withView { log.firstIndex(of: $0) }.map { $0..<$0 + text.count }
    }
  }

  /// A command line that tells the whole story of the event.
  private var command: String? {
    let file = step.event.location.file
    guard !file.isEmpty, step.event.location.line > 0 else { return nil }
    let arguments = ruleset.arguments.isEmpty ? "" : " " + ruleset.arguments
    return "assay explain \(Shell.quoted("\(file):\(step.event.location.line)"))\(arguments)"
  }
}

extension Failure.Brief {
  /// No event reached the engine.
  static var none: Failure.Brief { Failure.Brief() }

  private init() {
    verdict = "no event"
    messages = []
  }
}

/// Words of a command line that can be pasted into a shell.
public enum Shell {
  /// A word, in quotes where it needs them.
  public static func quoted(_ word: String) -> String {
    // What a terminal would obey, and line ends, a shell takes only in a form of its own.
    guard TerminalText.line(word) == word else {
      let digits = Array("0123456789abcdef".utf8)
      let bytes = word.utf8.flatMap { byte -> [UInt8] in
        let isShown = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
        return isShown ? [byte] : Array("\\x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
      return "$'" + String(decoding: bytes, as: UTF8.self) + "'"
    }
    let isPlain = word.utf8.allSatisfy { byte in
      ASCII.isAlphanumeric(byte) || "_-./,:=@%+".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
