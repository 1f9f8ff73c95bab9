import Bytes
import JSONText
import PatternSyntax
import Patterns

/// The answers of `assay regex --json`: one document each.
///
/// Texts that are not UTF-8 have their bytes beside them as `…_b64`.
package enum RegexJSON {
  /// How several dialects read a pattern, and what they say of texts.
  /// - Parameters:
  ///   - sides: the readings.
  ///   - guess: the dialect that the pattern seems to be written in.
  ///   - rows: what each reading says of each text.
  ///   - equivalents: the pattern in other dialects.
  package static func comparison(
    _ sides: SideBySide, _ guess: DialectGuess, _ rows: [SideBySide.Row], _ equivalents: [Equivalent]
  ) -> [UInt8] {
    JSONWriter.document { json in
      json.member("pattern", text: sides.pattern)
      json.object("guess") {
        $0.member("dialect", "\(guess.dialect)")
        $0.array("reasons", guess.reasons)
      }
      json.objects("dialects", sides.columns) { write($0, sides, to: &$1) }
      json.objects("subjects", rows) { write($0, sides, to: &$1) }
      json.objects("differences", sides.reasons(among: sides.compared(guess))) { write($0, sides, to: &$1) }
      json.array("equivalents", equivalents)
    }.bytes
  }

  /// The pattern in another dialect.
  package static func conversion(_ equivalent: Equivalent) -> [UInt8] {
    equivalent.jsonLine
  }

  /// A text that two readings disagree on.
  package static func witness(
    _ sides: SideBySide, _ outcome: WitnessSearch.Outcome, _ row: SideBySide.Row?
  ) -> [UInt8] {
    JSONWriter.document { json in
      json.member("pattern", text: sides.pattern)
      json.member("tried", outcome.tried)
      json.member("both_matched", outcome.bothMatched)
      json.member("disagreement", orNull: outcome.disagreement?.rawValue)
      json.key("witness")
      if let row { json.object { write(row, sides, to: &$0) } } else { json.null() }
      let dialects = sides.compared(DialectGuess(sides.pattern))
      json.objects("differences", sides.reasons(among: dialects)) { write($0, sides, to: &$1) }
    }.bytes
  }

  // MARK: Parts

  private static func write(_ column: SideBySide.Column, _ sides: SideBySide, to json: inout JSONWriter) {
    json.member("dialect", "\(column.dialect)")
    switch column.reading {
    case .success:
      json.member("compiles", true)
      let facts = (try? Pattern(sides.pattern, dialect: column.dialect)).map { PatternFacts($0).remarks } ?? []
      json.array("remarks", column.dialect == .pcre2 ? [] : facts)
    case .failure(let error):
      json.member("compiles", false)
      json.member("error", error)
    }
  }

  private static func write(_ row: SideBySide.Row, _ sides: SideBySide, to json: inout JSONWriter) {
    json.member("subject", text: row.subject)
    let answers = zip(sides.columns, row.answers).compactMap { column, answer in answer.map { (column.dialect, $0) } }
    json.objects("results", answers) { write($0.1, of: $0.0, on: row.subject, to: &$1) }
  }

  private static func write(
    _ answer: PatternReading.Answer, of dialect: Dialect, on subject: ByteString, to json: inout JSONWriter
  ) {
    json.member("dialect", "\(dialect)")
    json.member("matches", orNull: answer.diagnostic?.isUnknown == true ? nil : answer.matches)
    json.member("end", orNull: answer.end)
    json.member("extent", orNull: answer.extent)
    json.objects("captures", answer.captures) { capture, json in
      json.member("start", capture.lowerBound)
      json.member("end", capture.upperBound)
      json.member("text", text: ByteString(subject.bytes[capture]))
    }
    answer.diagnostic?.write(membersTo: &json)
  }

  private static func write(_ reason: TokenDifference, _ sides: SideBySide, to json: inout JSONWriter) {
    json.member("start", reason.range.lowerBound)
    json.member("end", reason.range.upperBound)
    json.member("token", text: reason.token)
    json.object("meanings") { json in
      for column in sides.columns {
        guard let meaning = reason.meanings[column.dialect] else { continue }
        json.key(named: "\(column.dialect)")
        json.value(meaning)
      }
    }
  }
}

extension PatternError: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("code", code)
    json.member("position", position)
    json.member("message", message)
    json.member("hint", hint)
  }
}

extension Equivalent: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("from", "\(translation.from)")
    json.member("dialect", "\(translation.to)")
    if let pattern = translation.pattern {
      json.member("pattern", text: pattern)
    } else {
      json.member("pattern", orNull: String?.none)
    }
    json.member("negate", translation.isNegated)
    json.member("exact", isExact)
    json.member("keeps_end", translation.keepsEnd)
    if let proof {
      json.member("tried", proof.tried)
      json.member("both_matched", proof.bothMatched)
      if let subject = proof.subject, let disagreement = proof.disagreement {
        json.member("disagreement", disagreement.rawValue)
        json.member("witness", text: subject)
      }
    }
    json.objects("remarks", translation.remarks) { remark, json in
      json.member("kind", remark.kind.rawValue)
      json.member("position", orNull: remark.position)
      json.member("message", remark.message)
    }
  }
}

extension SideBySide {
  /// The dialects whose differences are worth explaining: what osmatch makes of an expression is always the same, so it
  /// is left out beside two others.
  package func compared(_ guess: DialectGuess) -> [Dialect] {
    let dialects = columns.map(\.dialect)
    return dialects.count > 2 && guess.dialect != .osmatch ? dialects.filter { $0 != .osmatch } : dialects
  }
}

extension JSONWriter {
  /// A member with a text, and its bytes beside it where it is not UTF-8.
  fileprivate mutating func member(_ name: StaticString, text: ByteString) {
    member(name, text.description)
    guard String(validating: text.bytes, as: UTF8.self) == nil else { return }
    key(named: "\(name)_b64")
    value(text.base64)
  }
}
