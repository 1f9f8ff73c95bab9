import Bytes
import Diagnostics
import PatternSyntax

/// Expectations: `name operator value` behind an event.
extension CaseParser {
  mutating func readExpectation(_ statement: Statement) {
    let lineRange = source.lines[line]
    if let first = clockLine, draft?.test.steps.isEmpty == false {
      report(
        "expectation-after-clock", "an expectation between a clock line and its event", at: statement.nameStart,
        hint: "put it before the clock line; what follows the clock line is the next event",
        notes: [
          Diagnostic.Note(
            "the clock moves here", at: source.location(of: first))
        ])
      return
    }
    guard let (comparison, comparisonRange) = readComparison(statement),
      let subject = statement.subject
    else { return }
    if let hint = Self.objection(to: comparison, for: subject) {
      report(
        "bad-operator", "`\(comparison.rawValue)` cannot be used with `\(subject.name)`",
        at: comparisonRange, hint: hint)
      return
    }
    var reader = ValueReader(bytes, from: comparisonRange.upperBound, to: lineRange.upperBound)
    do {
      let (value, range, pieces) = try readValue(&reader, subject, comparison, from: comparisonRange.upperBound)
      guard check(pieces, subject, comparison) else { return }
      var expectation = Expectation(
        subject, comparison, value,
        at: source.location(
          line: line, offset: statement.nameStart, to: max(range.upperBound, comparisonRange.upperBound)),
        source: .init(comparison: comparisonRange, value: range, line: lineRange))
      if comparison.isPattern {
        guard let patterns = compile(pieces) else { return }
        expectation.patterns = patterns
      }
      if let index = draft?.test.steps.indices.last { draft?.test.steps[index].expectations.append(expectation) }
    } catch {
      report(error.code, error.message, at: error.offset, hint: error.hint)
    }
  }

  /// Why an operator does not suit a subject; nil when it does.
  private static func objection(to comparison: Comparison, for subject: Subject) -> String? {
    if subject == .document {
      return comparison == .equal ? nil : "document = @FILE compares the whole; alert.PATH looks at a part of it"
    }
    return switch comparison {
    case .has, .lacks:
      subject.kind == .list || subject.kind == .value
        ? nil : "has and lacks look into lists (groups, mitre, pci_dss …); use ~ for a part of a text"
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      switch subject {
      case .rule, .level, .frequency, .firedTimes, .field, .member: nil
      default: "it compares numbers; use = or ~"
      }
    case .absent, .present: subject.kind == .flag ? "\(subject.name) is \(subject.wordList)" : nil
    case .matches, .notMatches: subject == .production ? "production is \(subject.wordList); use = or !=" : nil
    case .equal, .notEqual: nil
    }
  }

  private typealias Piece = (operand: Operand, offset: Int)

  private mutating func readValue(
    _ reader: inout ValueReader, _ subject: Subject, _ comparison: Comparison, from start: Int
  ) throws(ValueReader.Failure) -> (Expectation.Value, Range<Int>, [Piece]) {
    if comparison.isUnary {
      guard reader.isAtEnd() else {
        throw ValueReader.Failure(
          code: "unexpected-value", offset: reader.index, message: "`\(comparison.rawValue)` has no value",
          hint: "a comment starts with #")
      }
      return (.nothing, start..<start, [])
    }
    if subject == .document { return try readSnapshot(&reader) }
    if subject.kind == .list && !comparison.isPattern || comparison == .has || comparison == .lacks {
      let (items, range) = try reader.list()
      return (.list(items.map(\.0)), range, items.map { ($0.0, $0.1.lowerBound) })
    }
    let clock = draft?.test.steps.last?.clock ?? ClockMove()
    if clock.isRepeated, !comparison.isPattern {
      let (items, range) = try reader.list()
      var pieces: [Piece] = []
      for (operand, place) in items { pieces += Self.expanded(operand, at: place.lowerBound) }
      if items.count == 1, pieces.count == 1 { return (.same(pieces[0].operand), range, pieces) }
      guard pieces.count == clock.count else {
        throw ValueReader.Failure(
          code: "wrong-count", offset: range.lowerBound,
          message: "\(pieces.count) values for an event that comes \(clock.count) times",
          hint: "give one value for all, or one per repetition (`5710 x7, 5712`); quote a value that has a comma in it")
      }
      return (.each(pieces.map(\.operand)), range, pieces)
    }
    let (operand, range) = try reader.whole()
    return (.same(operand), range, [(operand, range.lowerBound)])
  }

  /// `@file.json`: the `@` is what tells a file from a document.
  private func readSnapshot(
    _ reader: inout ValueReader
  ) throws(ValueReader.Failure) -> (Expectation.Value, Range<Int>, [Piece]) {
    let (operand, range) = try reader.whole()
    guard operand.text.bytes.first == UInt8(ascii: "@"), operand.text.count > 1 else {
      throw ValueReader.Failure(
        code: "bad-snapshot", offset: range.lowerBound, message: "a snapshot is `@` and the name of a file",
        hint: "document = @login-refused.json; assay test --update writes the file")
    }
    guard draft?.test.steps.last?.clock.isRepeated != true else {
      throw ValueReader.Failure(
        code: "repeated-snapshot", offset: range.lowerBound,
        message: "an event that is repeated has a document each time",
        hint: "give the repetition that matters a `>` line of its own")
    }
    return (.same(operand), range, [(operand, range.lowerBound)])
  }

  /// `5710 x7` is seven times `5710`.
  private static func expanded(_ operand: Operand, at offset: Int) -> [Piece] {
    let bytes = operand.text.bytes
    guard !operand.isQuoted, let blank = bytes.lastIndex(where: ValueReader.isBlank),
      let count = repetitions(bytes[(blank + 1)...])
    else { return [(operand, offset)] }
    let text = Operand(ByteString(trimmed(bytes[..<blank])))
    return Array(repeating: (text, offset), count: count)
  }

  /// Whether the values suit the subject; reports the first that does not.
  private mutating func check(_ pieces: [Piece], _ subject: Subject, _ comparison: Comparison) -> Bool {
    guard !comparison.isPattern else { return true }
    for (operand, offset) in pieces {
      let text = operand.text.description
      if comparison.isOrdering {
        guard Double(text) != nil else {
          report("bad-number", "not a number: \(text)", at: offset)
          return false
        }
        continue
      }
      switch subject.kind {
      case .number:
        guard operand.isNone || Int(text) != nil && operand.text.bytes.allSatisfy(ASCII.isDigit) && text.utf8.count < 10
        else {
          let what = subject == .rule ? "a rule is its number, or `none`" : "`\(subject.name)` is a number, or `none`"
          report("bad-number", "not a number: \(text)", at: offset, hint: what)
          return false
        }
        if subject == .level, let level = Int(text), level > 16 {
          report("bad-number", "levels go from 0 to 16: \(text)", at: offset)
          return false
        }
      case .flag:
        guard subject.words.contains(text) else {
          let near = Suggestion.closest(to: text, among: subject.words)
          report(
            "bad-flag", "`\(subject.name)` is \(subject.wordList): \(text)", at: offset,
            hint: near.map { "did you mean `\($0)`?" })
          return false
        }
      case .text, .name, .list, .value, .file: break
      }
    }
    return true
  }

  private mutating func compile(_ pieces: [Piece]) -> [any Sendable]? {
    var patterns: [any Sendable] = []
    for (operand, offset) in pieces {
      do throws(PatternError) {
        patterns.append(try patternCompiler.compile(operand.text))
      } catch {
        let isMapped = !operand.isQuoted
        report(
          "bad-pattern", "not a PCRE2 pattern: \(error.message)",
          at: isMapped ? offset + max(error.position, 0) : offset,
          hint: error.hint)
        return nil
      }
    }
    return patterns
  }
}
