import Bytes
import Rulesets

/// Turns ini tests into cases. Repeated logs become the events of a sequence, and the last one is judged.
///
/// A `log … fail` with three values says only that they do not all hold; as a case it says that the rule is another one. With
/// an empty value it is how ini tests say "none", because the reference's front end takes an empty value for an error: it
/// becomes a positive expectation.
public enum IniToCases {
  /// A suite of cases, and what could not be said in it.
  public static func convert(_ suite: TestSuite) -> (suite: TestSuite, notes: [Diagnostic]) {
    var converted = TestSuite(path: suite.path)
    var notes: [Diagnostic] = []
    var titles = Titles()
    for test in suite.cases {
      guard case .triple(let triple) = test.judgement else { continue }
      var copy = TestCase(title: titles.take(title(test.title)), location: test.location, steps: test.steps)
      if let skip = test.settings.skip { copy.ownSettings.skip = skip }
      guard let last = copy.steps.indices.last else {
        notes.append(Diagnostic(.warning, code: "ini-no-event", "the test has no log: left out", at: test.location))
        continue
      }
      let (expectations, note) = expectations(for: triple)
      copy.steps[last].expectations = expectations
      if let note {
        notes.append(Diagnostic(.warning, code: "ini-no-expectation", "[\(test.title)]: \(note)", at: test.location))
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

  private static func expectations(for triple: IniTriple) -> ([Expectation], String?) {
    if triple.wanted == .fail, triple.emptyFields == 0 {
      guard let rule = number(triple.rule.text) else {
        return ([], "`fail` with the rule '\(triple.rule.text)' always passes: nothing is expected of the event")
      }
      return ([Expectation(.rule, .notEqual, .same(rule))], nil)
    }
    var expectations = [Expectation(.decoder, .equal, .same(name(triple.decoder.text)))]
    guard !triple.rule.text.isEmpty else {
      return (expectations + [Expectation(.rule, .equal, .same(Operand("none")))], nil)
    }
    guard let rule = number(triple.rule.text) else {
      return ([], "the rule '\(triple.rule.text)' is no number, so the test cannot be said as a case")
    }
    expectations.append(Expectation(.rule, .equal, .same(rule)))
    if let level = number(triple.alert.text), Int(level.text.description) ?? 99 <= 16 {
      expectations.append(Expectation(.level, .equal, .same(level)))
    }
    return (expectations, nil)
  }

  private static func name(_ text: ByteString) -> Operand {
    text.isEmpty ? Operand("none") : Operand(text, isQuoted: text == "none")
  }

  private static func number(_ text: ByteString) -> Operand? {
    guard !text.isEmpty, text.count < 10, text.bytes.allSatisfy(ASCII.isDigit) else { return nil }
    return Operand(text)
  }
}
