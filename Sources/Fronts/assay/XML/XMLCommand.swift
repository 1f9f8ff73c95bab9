import ArgumentParser
import Bytes
import Diagnostics
import JSONText
import RulesetSyntax
import Rulesets
import SystemPackage
import Workbench

/// `assay xml`
struct XMLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xml",
    abstract: "Read documents as the engine reads its files.",
    discussion: """
      With --jsonl, standard input holds one question per line, {"id": any, "input_b64": "…"}, and each is answered by \
      {"id": any, "ok": true, "tree": […]} or {"id": any, "ok": false, "stage": "…", "error": "…", "line": n}. Without \
      it the files are read, and what is wrong with them is said.
      """)

  @Flag(help: "Answer JSON Lines on standard input.")
  var jsonl = false

  @Argument(help: ArgumentHelp("Files to read.", valueName: "file"), completion: .file(extensions: ["xml"]))
  var files: [String] = []

  func validate() throws {
    if jsonl != files.isEmpty { throw ValidationError("Give either --jsonl or files to read.") }
  }

  func run() throws {
    if jsonl { try answerLines() } else { try readFiles() }
  }

  private func answerLines() throws {
    var lines = LineReader()
    let reader = JSONReader()
    var writer = ByteWriter()
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.isEmpty { continue }
      writer.removeAll()
      let input = line.withView { reader.parse($0) } ? reader.root["input_b64"]?.bytes : nil
      guard let input = input?.withView({ ByteString(base64: $0) }) else {
        throw CommandFailure(
          Diagnostic(
            .error, code: "bad-request", "This line is not an object with \"input_b64\".",
            at: SourceLocation(file: "standard input", line: number, column: 1)))
      }
      writer.write("{")
      if let id = reader.root["id"] {
        writer.write("\"id\":")
        writer.write(echoing: id)
        writer.write(",")
      }
      do throws(XMLProblem) {
        let document = try XMLDocument(reading: input.bytes, file: "input")
        writer.write("\"ok\":true,\"tree\":")
        XMLTreeWriter.write(document, to: &writer)
      } catch {
        writer.write("\"ok\":false,\"stage\":")
        writer.write(jsonString: error.stage.rawValue)
        writer.write(",\"error\":")
        error.text.withView { writer.write(latin1JSON: $0) }
        writer.write(",\"line\":")
        writer.write(decimal: error.line)
      }
      writer.write("}\n")
      StandardOutput.write(writer.bytes)
    }
  }

  private func readFiles() throws {
    var problems: [Diagnostic] = []
    for file in files {
      do throws(RulesetError) {
        let document = try XMLDocument(readingFile: file)
        StandardOutput.write("\(TerminalText.line(file)): \(document.topLevelElements.count) elements at the top\n")
      } catch {
        problems.append(error.diagnostic)
      }
    }
    if !problems.isEmpty { throw CommandFailure(problems) }
  }
}

/// Writes a document's tree as docs/reference/xml.md §14 has it: every byte of a text as the character of that number.
enum XMLTreeWriter {
  static func write(_ document: XMLDocument, to writer: inout ByteWriter) {
    document.withText { text in
      // A stack of its own: documents are nested deeper than the machine's stack is sure to take.
      var pending: [(elements: [Int], next: Int)] = [(document.topLevelElements, 0)]
      writer.write("[")
      while let (elements, next) = pending.last {
        guard next < elements.count else {
          writer.write("]")
          pending.removeLast()
          if !pending.isEmpty { writer.write("}") }
          continue
        }
        pending[pending.count - 1].next += 1
        if next > 0 { writer.write(",") }
        let element = elements[next]
        let node = document.nodes[element]
        writer.write("{\"e\":")
        writer.write(latin1JSON: text[node.name])
        writer.write(",\"c\":")
        writer.write(latin1JSON: text[node.content])
        writer.write(",\"ln\":")
        writer.write(decimal: Int(node.line))
        writer.write(",\"a\":[")
        let attributes = document.attributes(of: element)
        for attribute in attributes {
          if attribute > attributes.lowerBound { writer.write(",") }
          writer.write("[")
          writer.write(latin1JSON: text[document.nodes[attribute].name])
          writer.write(",")
          writer.write(latin1JSON: text[document.nodes[attribute].content])
          writer.write("]")
        }
        writer.write("],\"k\":[")
        pending.append((document.children(of: element), 0))
      }
    }
  }
}

extension ByteWriter {
  /// Writes a JSON string in which each byte is the character of the same number.
  mutating func write(latin1JSON view: ByteView) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(view.count)
    for byte in view.buffer {
      if byte < 0x80 {
        bytes.append(byte)
      } else {
        bytes.append(0xC0 | byte >> 6)
        bytes.append(0x80 | byte & 0x3F)
      }
    }
    write(jsonString: ByteString(bytes))
  }
}
