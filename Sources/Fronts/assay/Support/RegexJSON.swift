import Bytes
import JSONText
import PatternReasoning
import PatternSyntax
import Patterns

/// `assay regex --json`: one document.
///
/// Texts that are not UTF-8 have their bytes beside them as `…_b64`.
enum RegexJSON {
  static func comparison(
    _ sides: SideBySide, _ guess: DialectGuess, _ rows: [SideBySide.Row], _ equivalents: [Equivalent]
  ) -> ByteWriter {
    var json = ByteWriter()
    json.write("{")
    write(text: sides.pattern, as: "pattern", to: &json)
    json.write(",\"guess\":{\"dialect\":\"\(guess.dialect)\",\"reasons\":")
    list(guess.reasons, to: &json) { $1.write(jsonString: $0) }
    json.write("},\"dialects\":")
    list(sides.columns, to: &json) { column, json in writeColumn(column, sides, to: &json) }
    json.write(",\"subjects\":")
    list(rows, to: &json) { row, json in writeRow(sides, row, to: &json) }
    json.write(",\"differences\":")
    writeReasons(sides, to: &json)
    json.write(",\"equivalents\":")
    list(equivalents, to: &json) { writeEquivalent($0, to: &$1) }
    json.write("}\n")
    return json
  }

  static func conversion(_ equivalent: Equivalent) -> ByteWriter {
    var json = ByteWriter()
    writeEquivalent(equivalent, to: &json)
    json.write(byte: 10)
    return json
  }

  static func witness(_ sides: SideBySide, _ outcome: WitnessSearch.Outcome, _ row: SideBySide.Row?) -> ByteWriter {
    var json = ByteWriter()
    json.write("{")
    write(text: sides.pattern, as: "pattern", to: &json)
    json.write(",\"tried\":\(outcome.tried),\"both_matched\":\(outcome.bothMatched),\"disagreement\":")
    if let disagreement = outcome.disagreement {
      json.write(jsonString: disagreement.rawValue)
    } else {
      json.write("null")
    }
    json.write(",\"witness\":")
    if let row { writeRow(sides, row, to: &json) } else { json.write("null") }
    json.write(",\"differences\":")
    writeReasons(sides, to: &json)
    json.write("}\n")
    return json
  }

  // MARK: Parts

  private static func writeColumn(_ column: SideBySide.Column, _ sides: SideBySide, to json: inout ByteWriter) {
    json.write("{\"dialect\":\"\(column.dialect)\",\"compiles\":")
    switch column.reading {
    case .success:
      json.write("true,\"remarks\":")
      let facts = (try? Pattern(sides.pattern, dialect: column.dialect)).map { PatternFacts($0).remarks } ?? []
      list(column.dialect == .pcre2 ? [] : facts, to: &json) { $1.write(jsonString: $0) }
      json.write("}")
    case .failure(let error):
      json.write("false,\"error\":{\"code\":\(error.code),\"position\":\(error.position),\"message\":")
      json.write(jsonString: error.message)
      if let hint = error.hint {
        json.write(",\"hint\":")
        json.write(jsonString: hint)
      }
      json.write("}}")
    }
  }

  private static func writeRow(_ sides: SideBySide, _ row: SideBySide.Row, to json: inout ByteWriter) {
    json.write("{")
    write(text: row.subject, as: "subject", to: &json)
    json.write(",\"results\":")
    let answers = zip(sides.columns, row.answers).compactMap { column, answer in answer.map { (column.dialect, $0) } }
    list(answers, to: &json) { entry, json in writeAnswer(entry.0, entry.1, row.subject, to: &json) }
    json.write("}")
  }

  private static func writeAnswer(
    _ dialect: Dialect, _ answer: PatternReading.Answer, _ subject: ByteString, to json: inout ByteWriter
  ) {
    var matches = "\(answer.matches)"
    // Where it is not known whether it matches, nothing is said.
    if case .outOfMemory? = answer.diagnostic { matches = "null" }
    json.write("{\"dialect\":\"\(dialect)\",\"matches\":\(matches),\"end\":")
    json.write(answer.end.map { "\($0)" } ?? "null")
    json.write(",\"extent\":")
    json.write(answer.extent.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null")
    json.write(",\"captures\":")
    list(answer.captures, to: &json) { capture, json in
      json.write("{\"start\":\(capture.lowerBound),\"end\":\(capture.upperBound),")
      write(text: ByteString(subject.bytes[capture]), as: "text", to: &json)
      json.write("}")
    }
    switch answer.diagnostic {
    case .referenceCrash: json.write(",\"diagnostic\":\"reference-crash\"")
    case .outOfMemory(let megabytes): json.write(",\"diagnostic\":\"out-of-memory\",\"megabytes\":\(megabytes)")
    case .limitReached(let code): json.write(",\"diagnostic\":\"limit-reached\",\"code\":\(code)")
    case nil: break
    }
    json.write("}")
  }

  private static func writeReasons(_ sides: SideBySide, to json: inout ByteWriter) {
    list(sides.reasons(among: RegexText.compared(sides)), to: &json) { reason, json in
      json.write("{\"start\":\(reason.range.lowerBound),\"end\":\(reason.range.upperBound),")
      write(text: reason.token, as: "token", to: &json)
      json.write(",\"meanings\":{")
      var isFirst = true
      for column in sides.columns {
        guard let meaning = reason.meanings[column.dialect] else { continue }
        json.write(isFirst ? "\"\(column.dialect)\":" : ",\"\(column.dialect)\":")
        json.write(jsonString: meaning)
        isFirst = false
      }
      json.write("}}")
    }
  }

  private static func writeEquivalent(_ equivalent: Equivalent, to json: inout ByteWriter) {
    let translation = equivalent.translation
    json.write("{\"from\":\"\(translation.from)\",\"dialect\":\"\(translation.to)\",")
    if let pattern = translation.pattern {
      write(text: pattern, as: "pattern", to: &json)
    } else {
      json.write("\"pattern\":null")
    }
    json.write(
      ",\"negate\":\(translation.isNegated),\"exact\":\(equivalent.isExact),\"keeps_end\":\(translation.keepsEnd)")
    if let proof = equivalent.proof {
      json.write(",\"tried\":\(proof.tried),\"both_matched\":\(proof.bothMatched)")
      if let subject = proof.subject, let disagreement = proof.disagreement {
        json.write(",\"disagreement\":\"\(disagreement.rawValue)\",")
        write(text: subject, as: "witness", to: &json)
      }
    }
    json.write(",\"remarks\":")
    list(translation.remarks, to: &json) { remark, json in
      json.write("{\"kind\":\"\(remark.kind.rawValue)\",\"position\":")
      json.write(remark.position.map { "\($0)" } ?? "null")
      json.write(",\"message\":")
      json.write(jsonString: remark.message)
      json.write("}")
    }
    json.write("}")
  }

  private static func list<Items: Collection>(
    _ items: Items, to json: inout ByteWriter, _ write: (Items.Element, inout ByteWriter) -> Void
  ) {
    json.write("[")
    var isFirst = true
    for item in items {
      if !isFirst { json.write(",") }
      write(item, &json)
      isFirst = false
    }
    json.write("]")
  }

  private static func write(text: ByteString, as name: String, to json: inout ByteWriter) {
    json.write("\"\(name)\":")
    json.write(jsonString: text.description)
    guard String(validating: text.bytes, as: UTF8.self) == nil else { return }
    json.write(",\"\(name)_b64\":")
    json.write(jsonString: text.base64)
  }
}
