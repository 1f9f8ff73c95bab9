import Bytes
import JSONText
import PatternReasoning
import PatternSyntax
import Patterns

/// Questions about patterns as JSON objects: does this one match that text, and what does it capture?
package struct PatternQuestions {
  private let scratch = MatchScratch()
  private let reader = JSONReader()

  package init() {}

  private enum Fault: Error {
    case question(String)
  }

  /// Answers a line.
  /// - Returns: whether it was a question; what is wrong with it is the answer else.
  package func answer(_ line: ByteString, to answer: inout JSONWriter) -> Bool {
    answer.beginObject()
    defer { answer.endObject() }
    guard line.withView({ reader.parse($0) }), reader.root.kind == .object else {
      answer.member("id", orNull: String?.none)
      answer.member("error", "not a JSON object")
      return false
    }
    let question = reader.root
    answer.key("id")
    if let id = question["id"] { answer.value(echoing: id) } else { answer.null() }
    do throws(Fault) {
      try write(question, to: &answer)
      return true
    } catch {
      guard case .question(let message) = error else { return false }
      answer.member("error", message)
      return false
    }
  }

  private func write(_ question: JSONValue, to answer: inout JSONWriter) throws(Fault) {
    guard let name = question["dialect"]?.string, let dialect = Dialect(rawValue: name) else {
      let names = Dialect.allCases.map(\.rawValue).joined(separator: ", ")
      throw .question("dialect must be one of \(names)")
    }
    let pattern = try text("pattern", plain: question["pattern"], encoded: question["pattern_b64"])
    let subject = try text("subject", plain: question["subject"], encoded: question["subject_b64"])
    let capturing = question["capturing"]?.bool ?? true
    do throws(PatternError) {
      let compiled = try Pattern(pattern, dialect: dialect, capturing: capturing)
      answer.member("compiles", true)
      // The engine's texts end at a NUL.
      let visible = ByteString(subject.bytes.prefix { $0 != 0 })
      visible.withView { write(compiled, on: $0, to: &answer) }
    } catch {
      answer.member("compiles", false)
      answer.member("matches", false)
      answer.array("captures", [String]())
      answer.member("end", orNull: Int?.none)
      answer.member("error", error)
    }
  }

  private func write(_ pattern: Pattern, on subject: ByteView, to answer: inout JSONWriter) {
    guard let match = pattern.match(subject, scratch: scratch) else {
      answer.member("matches", orNull: scratch.diagnostic?.isUnknown == true ? nil : false)
      answer.array("captures", [String]())
      answer.member("end", orNull: Int?.none)
      scratch.diagnostic?.write(membersTo: &answer)
      return
    }
    let captures = scratch.captures.map { ByteString(subject[$0]) }
    answer.member("matches", true)
    if captures.allSatisfy({ String(validating: $0.bytes, as: UTF8.self) != nil }) {
      answer.array("captures", captures)
    } else {
      answer.array("captures_b64", captures.map(\.base64))
    }
    answer.member("end", orNull: match.end)
  }

  private func text(_ name: String, plain: JSONValue?, encoded: JSONValue?) throws(Fault) -> ByteString {
    if let encoded {
      guard let bytes = encoded.bytes?.withView({ ByteString(base64: $0) }) else {
        throw .question("\(name)_b64 is not Base64")
      }
      return bytes
    }
    guard let bytes = plain?.bytes else { throw .question("\(name) or \(name)_b64 is missing") }
    return bytes
  }
}
