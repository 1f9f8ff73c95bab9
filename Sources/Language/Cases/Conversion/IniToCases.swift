import Bytes
import Diagnostics

/// Turns ini tests into cases. Repeated logs become the events of a sequence, and the last one is judged.
///
/// A `log … fail` with three values says only that they do not all hold, and one with an empty value holds always, because the
/// reference's front end takes an empty value for an error. Both are said here as what their authors most likely meant: another
/// rule, or none. Whoever hands in a ruleset gets an expectation that holds.
public enum IniToCases {
  /// A suite of cases, and what could not be said in it.
  /// - Parameters:
  ///   - suite: what was read from an ini file.
  ///   - holds: whether a case passes now; nil when there is no ruleset to ask.
  public static func convert(
    _ suite: TestSuite, holds: ((TestCase) -> Bool)? = nil
  ) -> (suite: TestSuite, notes: [Diagnostic]) {
    var converted = TestSuite(path: suite.path)
    var notes: [Diagnostic] = []
    var titles = Titles()
    for test in suite.cases {
      guard case .triple(let triple) = test.judgement else { continue }
      var copy = TestCase(title: titles.take(title(test.title)), location: test.location, steps: test.steps)
      copy.ownSettings.skip = test.settings.skip
      copy.settings = copy.ownSettings
      guard let last = copy.steps.indices.last else {
        notes.append(
          Diagnostic(.warning, code: "ini-no-event", "the test has no log, and is left out", at: test.location))
        continue
      }
      for candidate in candidates(for: triple) {
        copy.steps[last].expectations = candidate
        guard triple.wanted == .fail, let holds, copy.settings.skip == nil, !holds(copy) else { break }
      }
      if copy.steps[last].expectations.isEmpty {
        notes.append(
          Diagnostic(
            .warning, code: "ini-no-expectation",
            "[\(test.title)]: \(triple.wanted.rawValue) with the rule '\(TerminalText.line(triple.rule.text))' "
              + "cannot be written as a case: nothing is expected of the event", at: test.location))
      }
      converted.cases.append(copy)
    }
    return (converted, notes)
  }

  /// `sshd: log 2 pass` is called `sshd: log 2`.
  private static func title(_ title: String) -> String {
    for ending in [" pass", " fail"] where title.hasSuffix(ending) && title.contains(": log ") {
      return String(title.dropLast(ending.count))
    }
    return title
  }

  /// What a test may have meant, likeliest first; the last one expects nothing.
  private static func candidates(for triple: IniTriple) -> [[Expectation]] {
    let positive = positive(triple)
    guard triple.wanted == .fail else { return [positive ?? []] }
    var candidates: [[Expectation]] = []
    if triple.emptyFields > 0 {
      guard let positive else { return [[]] }
      candidates.append(positive)
    }
    if let rule = number(triple.rule.text) { candidates.append([Expectation(.rule, .notEqual, .same(rule))]) }
    if !triple.decoder.text.isEmpty {
      candidates.append([Expectation(.decoder, .notEqual, .same(name(triple.decoder.text)))])
    }
    if let level = level(triple.alert.text) { candidates.append([Expectation(.level, .notEqual, .same(level))]) }
    return candidates + [[]]
  }

  /// All three hold; nil when the rule is no number.
  private static func positive(_ triple: IniTriple) -> [Expectation]? {
    var expectations = [Expectation(.decoder, .equal, .same(name(triple.decoder.text)))]
    if triple.rule.text.isEmpty { return expectations + [Expectation(.rule, .equal, .same(Operand("none")))] }
    guard let rule = number(triple.rule.text) else { return nil }
    expectations.append(Expectation(.rule, .equal, .same(rule)))
    if let level = level(triple.alert.text) { expectations.append(Expectation(.level, .equal, .same(level))) }
    return expectations
  }

  private static func level(_ text: ByteString) -> Operand? {
    number(text).flatMap { Int($0.text.description).map { $0 <= 16 } == true ? $0 : nil }
  }

  private static func name(_ text: ByteString) -> Operand {
    text.isEmpty ? Operand("none") : Operand(text, isQuoted: text == "none")
  }

  private static func number(_ text: ByteString) -> Operand? {
    guard !text.isEmpty, text.count < 10, text.bytes.allSatisfy(ASCII.isDigit) else { return nil }
    return Operand(text)
  }
}
