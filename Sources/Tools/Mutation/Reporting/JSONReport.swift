import Bytes
import JSONText
import Rulesets

/// One JSON object, as docs/mutation.md describes it.
struct JSONReport {
  func text(of result: MutationResult) -> String {
    var writer = ObjectWriter()
    writer.open()
    writer.add("version", 1)
    writer.add("score", result.counts.score)
    writer.add("partial", result.isPartial)
    writer.add("cases", result.cases)
    counts(result.counts, &writer)
    writer.key("failing")
    writer.list(result.failing) { Self.reference($0, &$1) }
    writer.key("definitions")
    writer.list(result.definitions) { definition, writer in
      writer.open()
      writer.add("kind", definition.isRule ? "rule" : "decoder")
      writer.add("name", definition.name)
      writer.add("file", definition.location.file)
      writer.add("line", definition.location.line)
      writer.add("score", definition.counts.score)
      counts(definition.counts, &writer)
      writer.close()
    }
    writer.key("mutants")
    writer.list(result.outcomes) { mutant($0, &$1) }
    writer.close()
    return writer.text + "\n"
  }

  private func counts(_ counts: MutationCounts, _ writer: inout ObjectWriter) {
    writer.add("killed", counts.killed)
    writer.add("survived", counts.survived)
    writer.add("equivalent", counts.equivalent)
    writer.add("invalid", counts.invalid)
    writer.add("pending", counts.pending)
  }

  private func mutant(_ outcome: MutantOutcome, _ writer: inout ObjectWriter) {
    let mutant = outcome.mutant
    writer.open()
    writer.add("id", mutant.id)
    writer.add("operator", mutant.operatorName)
    writer.add("kind", mutant.isRule ? "rule" : "decoder")
    writer.add("name", mutant.definition)
    writer.add("file", mutant.location.file)
    writer.add("line", mutant.location.line)
    writer.add("column", mutant.location.column)
    writer.add("summary", mutant.summary)
    writer.add("diff", mutant.difference)
    writer.add("state", outcome.state.name)
    switch outcome.state {
    case .killed(let by):
      writer.key("killed_by")
      Self.reference(by, &writer)
    case .survived(let survival):
      writer.add("cases", survival.cases)
      writer.add("advice", survival.advice)
      if let suggestion = survival.suggestion { writer.add("suggestion", suggestion) }
      if let nearly = survival.nearly {
        writer.key("nearly")
        Self.reference(nearly, &writer)
      }
    case .equivalent(let reason): writer.add("reason", reason)
    case .invalid(let messages):
      writer.key("messages")
      writer.list(messages) { $1.value($0) }
    case .pending: break
    }
    writer.close()
  }

  private static func reference(_ reference: CaseReference, _ writer: inout ObjectWriter) {
    writer.open()
    writer.add("file", reference.location.file)
    writer.add("line", reference.location.line)
    writer.add("title", reference.title)
    writer.close()
  }
}

/// Writes objects and lists, with the commas where they belong.
private struct ObjectWriter {
  private var writer = ByteWriter()
  private var needsComma = false

  var text: String { String(decoding: writer.bytes, as: UTF8.self) }

  mutating func open() {
    separate()
    writer.write("{")
    needsComma = false
  }

  mutating func close() {
    writer.write("}")
    needsComma = true
  }

  mutating func key(_ name: String) {
    separate()
    writer.write(jsonString: name)
    writer.write(":")
    needsComma = false
  }

  mutating func value(_ text: String) {
    separate()
    writer.write(jsonString: text)
  }

  mutating func add(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  mutating func add(_ name: String, _ number: Int) {
    key(name)
    separate()
    writer.write(decimal: number)
  }

  mutating func add(_ name: String, _ number: Double?) {
    key(name)
    separate()
    if let number { writer.write(jsonNumber: (number * 10_000).rounded() / 10_000) } else { writer.write("null") }
  }

  mutating func add(_ name: String, _ flag: Bool) {
    key(name)
    separate()
    writer.write(flag ? "true" : "false")
  }

  mutating func list<Element>(_ elements: [Element], _ write: (Element, inout ObjectWriter) -> Void) {
    separate()
    writer.write("[")
    needsComma = false
    for element in elements { write(element, &self) }
    writer.write("]")
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { writer.write(",") }
    needsComma = true
  }
}
