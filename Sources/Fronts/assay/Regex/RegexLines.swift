import ArgumentParser
import Bytes
import JSONText
import PatternSyntax
import Patterns
import Workbench

/// `assay regex --jsonl`: one question per line in, one answer per line out, each written as soon as it is known.
struct RegexLines {
  private let scratch = MatchScratch()
  private let reader = JSONReader()

  /// Answers until the input ends.
  ///
  /// A line that is no question is answered with its fault, and makes the command end with exit code 2 after all others
  /// were answered.
  func run() throws {
    var lines = LineReader()
    var isFaulty = false
    var answer = ByteWriter()
    while let line = try lines.next() {
      if line.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
      answer.removeAll()
      if !write(line, to: &answer) { isFaulty = true }
      answer.write(byte: 10)
      StandardOutput.write(answer.bytes)
    }
    if isFaulty { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }

  private enum Fault: Error {
    case question(String)
  }

  private func write(_ line: ByteString, to answer: inout ByteWriter) -> Bool {
    guard line.withView({ reader.parse($0) }), reader.root.kind == .object else {
      answer.write("{\"id\":null,\"error\":\"not a JSON object\"}")
      return false
    }
    let question = reader.root
    answer.write("{\"id\":")
    if let id = question["id"] { answer.write(echoing: id) } else { answer.write("null") }
    do throws(Fault) {
      try write(question, to: &answer)
      answer.write("}")
      return true
    } catch {
      guard case .question(let message) = error else { return false }
      answer.write(",\"error\":")
      answer.write(jsonString: message)
      answer.write("}")
      return false
    }
  }

  private func write(_ question: JSONValue, to answer: inout ByteWriter) throws(Fault) {
    guard let name = question["dialect"]?.string, let dialect = Dialect(rawValue: name) else {
      let names = Dialect.allCases.map(\.rawValue).joined(separator: ", ")
      throw .question("dialect must be one of \(names)")
    }
    let pattern = try text("pattern", plain: question["pattern"], encoded: question["pattern_b64"])
    let subject = try text("subject", plain: question["subject"], encoded: question["subject_b64"])
    let capturing = question["capturing"]?.bool ?? true
    do throws(PatternError) {
      let compiled = try Pattern(pattern, dialect: dialect, capturing: capturing)
      answer.write(",\"compiles\":true")
      // The engine's texts end at a NUL.
      let visible = ByteString(subject.bytes.prefix { $0 != 0 })
      visible.withView { write(compiled, on: $0, to: &answer) }
    } catch {
      answer.write(",\"compiles\":false,\"matches\":false,\"captures\":[],\"end\":null,\"error\":{\"code\":")
      answer.write(decimal: error.code)
      answer.write(",\"position\":")
      answer.write(decimal: error.position)
      answer.write(",\"message\":")
      answer.write(jsonString: error.message)
      if let hint = error.hint {
        answer.write(",\"hint\":")
        answer.write(jsonString: hint)
      }
      answer.write("}")
    }
  }

  private func write(_ pattern: Pattern, on subject: ByteView, to answer: inout ByteWriter) {
    guard let match = pattern.match(subject, scratch: scratch) else {
      // Where it is not known whether it matches, nothing is said.
      if case .outOfMemory? = scratch.diagnostic {
        answer.write(",\"matches\":null")
      } else {
        answer.write(",\"matches\":false")
      }
      answer.write(",\"captures\":[],\"end\":null")
      switch scratch.diagnostic {
      case .referenceCrash: answer.write(",\"diagnostic\":\"reference-crash\"")
      case .limitReached(let code):
        answer.write(",\"diagnostic\":\"limit-reached\",\"code\":")
        answer.write(decimal: code)
      case .outOfMemory(let megabytes):
        answer.write(",\"diagnostic\":\"out-of-memory\",\"megabytes\":")
        answer.write(decimal: megabytes)
      case nil: break
      }
      return
    }
    let captures = scratch.captures.map { ByteString(subject[$0]) }
    let isText = captures.allSatisfy { String(validating: $0.bytes, as: UTF8.self) != nil }
    answer.write(isText ? ",\"matches\":true,\"captures\":[" : ",\"matches\":true,\"captures_b64\":[")
    for (index, capture) in captures.enumerated() {
      if index > 0 { answer.write(byte: UInt8(ascii: ",")) }
      answer.write(jsonString: isText ? capture : capture.base64)
    }
    answer.write("],\"end\":")
    if let end = match.end { answer.write(decimal: end) } else { answer.write("null") }
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
