import ArgumentParser
import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// `assay regex` for people.
enum RegexText {
  static func comparison(
    _ sides: SideBySide, _ guess: DialectGuess, _ rows: [SideBySide.Row], _ equivalents: [Equivalent]
  ) -> String {
    var text = "pattern  \(RegexDisplay(sides.pattern, limit: 2000).text)\n"
    if sides.columns.count > 1 { text += "reads as \(guess.dialect): \(guess.reasons.joined(separator: "; "))\n" }
    for case (let dialect, let error) in errors(sides) { text += "\n" + problem(sides.pattern, dialect, error) }
    for row in rows { text += "\n" + subject(sides, row) }
    text += remarks(sides)
    if sides.columns.count > 1 { text += reasons(sides) }
    if !equivalents.isEmpty {
      text += "\nthe same in other dialects\n"
      for equivalent in equivalents { text += conversionLines(equivalent) }
    }
    return text
  }

  static func conversion(_ equivalent: Equivalent) -> String {
    guard let pattern = equivalent.translation.pattern else { return conversionLines(equivalent) }
    var text = "\(pattern)\n"
    if equivalent.translation.isNegated { text += "  with negate=\"yes\": the source begins with !\n" }
    return text + proof(equivalent)
  }

  static func witness(_ sides: SideBySide, _ outcome: WitnessSearch.Outcome, _ row: SideBySide.Row?) -> String {
    guard let row, let disagreement = outcome.disagreement else {
      let names = sides.columns.map { "\($0.dialect)" }.joined(separator: " and ")
      return "\(names): no difference on \(outcome.tried) subjects (both matched \(outcome.bothMatched) of them)\n"
    }
    let what =
      switch disagreement {
      case .matching: "one matches, the other does not"
      case .captures: "both match and capture something else"
      case .end: "both match and continue from different places"
      }
    return "\(what) (subject \(outcome.tried) of the search)\n" + subject(sides, row) + reasons(sides)
  }

  // MARK: One subject

  private static func subject(_ sides: SideBySide, _ row: SideBySide.Row) -> String {
    var text = "subject  \(RegexDisplay(row.subject).text)\n"
    for (column, answer) in zip(sides.columns, row.answers) {
      guard let answer else { continue }
      text += "  \(padded("\(column.dialect)"))\(verdict(answer, row.subject))\n"
      guard answer.matches, let extent = answer.extent else { continue }
      let display = RegexDisplay(row.subject, focus: extent)
      text += "           \(display.text)\n"
      if let carets = display.marks([(extent, "^")]) { text += "           \(carets)\n" }
      for line in groupLines(answer.captures) {
        if let marks = display.marks(line) { text += "           \(marks)\n" }
      }
    }
    return text
  }

  private static func verdict(_ answer: PatternReading.Answer, _ subject: ByteString) -> String {
    switch answer.diagnostic {
    case .referenceCrash: return "no match (the reference engine crashes on this subject, docs/reference/regex.md §4.5)"
    case .limitReached(let code): return "no match (pcre2 gave up with error \(code), as the reference does)"
    case .outOfMemory(let megabytes):
      return "not known: the match takes more than \(megabytes) MB, which the reference engine might give it"
    case nil: break
    }
    guard answer.matches else { return "no match" }
    var text = "match"
    if let end = answer.end {
      let rest = end + 1 <= subject.count ? ByteString(subject.bytes[(end + 1)...]) : ByteString()
      text += "  end \(end)"
      text += end < 0 ? "  (a match of nothing)" : "  offset continues at \(quoted(rest))"
    }
    for (index, capture) in answer.captures.enumerated() {
      text += "  \(index + 1)=\(quoted(ByteString(subject.bytes[capture])))"
    }
    return text
  }

  private static func quoted(_ bytes: ByteString) -> String { "\"\(RegexDisplay(bytes, limit: 40).text)\"" }

  /// Groups by lines, so that none covers another; numbers from 10 on by their last digit.
  private static func groupLines(_ captures: [Range<Int>]) -> [[(Range<Int>, Character)]] {
    var lines: [[(Range<Int>, Character)]] = []
    for (index, capture) in captures.enumerated() where !capture.isEmpty {
      let sign = Character("\((index + 1) % 10)")
      if let free = lines.firstIndex(where: { $0.allSatisfy { !$0.0.overlaps(capture) } }) {
        lines[free].append((capture, sign))
      } else {
        lines.append([(capture, sign)])
      }
    }
    return lines
  }

  // MARK: Reasons and equivalents

  private static func remarks(_ sides: SideBySide) -> String {
    var text = ""
    for column in sides.columns where column.dialect == .osregex || column.dialect == .osmatch {
      guard let pattern = try? Pattern(sides.pattern, dialect: column.dialect) else { continue }
      let remarks = PatternFacts(pattern).remarks
      guard !remarks.isEmpty else { continue }
      text += "\nabout it as \(column.dialect)\n" + remarks.map { "  - \($0)\n" }.joined()
    }
    return text
  }

  private static func reasons(_ sides: SideBySide) -> String {
    let dialects = sides.compared(DialectGuess(sides.pattern))
    let reasons = sides.reasons(among: dialects)
    guard !reasons.isEmpty else { return "" }
    var text = "\nwhat means something else\n"
    for reason in reasons {
      text += "  \(RegexDisplay(reason.token, limit: 24).text)  (at \(reason.range.lowerBound))\n"
      for dialect in dialects {
        guard let meaning = reason.meanings[dialect] else { continue }
        text += "    \(padded("\(dialect)"))\(meaning)\n"
      }
    }
    if dialects.count < sides.columns.count {
      text += "  osmatch takes all of it literally, except | and ^ $ at the ends\n"
    }
    return text
  }

  private static func conversionLines(_ equivalent: Equivalent) -> String {
    let translation = equivalent.translation
    var text = "  \(padded("\(translation.to)"))"
    if let pattern = translation.pattern {
      text += "\(pattern)\(translation.isNegated ? "   with negate=\"yes\"" : "")\n"
    } else {
      text += "none\n"
    }
    return text + proof(equivalent)
  }

  private static func proof(_ equivalent: Equivalent) -> String {
    let translation = equivalent.translation
    var text = ""
    if let proof = equivalent.proof {
      text += equivalent.isExact ? "    exact by construction" : "    the closest there is"
      text += "; \(proof.tried) subjects tried, \(proof.bothMatched) matched by both"
      if let subject = proof.subject, let disagreement = proof.disagreement {
        text += "; differs in \(disagreement.rawValue) on \(quoted(subject))"
      } else {
        text += ", no difference"
      }
      text += "\n"
    }
    for remark in translation.remarks {
      let kind =
        switch remark.kind {
        case .impossible: ""
        case .matching: "can match something else: "
        case .captures: "can capture something else: "
        case .end: "another end: "
        }
      text += "    - \(kind)\(remark.message)\(remark.position.map { " (at \($0))" } ?? "")\n"
    }
    return text
  }

  // MARK: Errors

  static func errors(_ sides: SideBySide) -> [(Dialect, PatternError)] {
    sides.columns.compactMap { column in
      if case .failure(let error) = column.reading { (column.dialect, error) } else { nil }
    }
  }

  private static func problem(_ pattern: ByteString, _ dialect: Dialect, _ error: PatternError) -> String {
    let position = max(0, min(error.position, pattern.count))
    let display = RegexDisplay(pattern, focus: position..<position)
    var text = "  \(padded("\(dialect)"))no pattern: \(error.message) (error \(error.code), at \(error.position))\n"
    text += "           \(display.text)\n"
    if let caret = display.marks([(position..<position, "^")]) { text += "           \(caret)\n" }
    if let hint = error.hint { text += "           \(hint)\n" }
    return text
  }

  /// Says why a text is a pattern in none of the dialects, and ends the command.
  static func refuse(_ pattern: ByteString, _ errors: [(Dialect, PatternError)]) -> ExitCode {
    StandardError.write("assay: error: not a pattern\n" + errors.map { problem(pattern, $0, $1) }.joined())
    return ExitCode(ExitStatus.invalidInput.rawValue)
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(1, 9 - text.count))
  }
}
