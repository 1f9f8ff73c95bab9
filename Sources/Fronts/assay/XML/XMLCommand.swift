import ArgumentParser
import Bytes
import Diagnostics
import JSONText
import RulesetSyntax
import Rulesets
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

  @OptionGroup(title: "Limits") var limits: LimitArguments

  func validate() throws {
    if jsonl != files.isEmpty { throw ValidationError("Give either --jsonl or files to read.") }
  }

  func run() throws {
    if jsonl { try answerLines() } else { try readFiles() }
  }

  private func answerLines() throws {
    var lines = LineReader()
    let reader = JSONReader()
    var json = JSONWriter()
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.isEmpty { continue }
      json.removeAll()
      let input = line.withView { reader.parse($0) } ? reader.root["input_b64"]?.bytes : nil
      guard let input = input?.withView({ ByteString(base64: $0) }) else {
        throw BadInput(
          Diagnostic(
            .error, code: "bad-request", "This line is not an object with \"input_b64\".",
            at: SourceLocation(file: "standard input", line: number, column: 1)))
      }
      json.beginObject()
      if let id = reader.root["id"] {
        json.key("id")
        json.value(echoing: id)
      }
      do throws(XMLProblem) {
        let document = try XMLDocument(reading: input.bytes, file: "input")
        json.member("ok", true)
        json.member("tree", document)
      } catch {
        json.member("ok", false)
        json.member("stage", error.stage.rawValue)
        json.key("error")
        error.text.withView { json.value(latin1: $0) }
        json.member("line", error.line)
      }
      json.endObject()
      json.endLine()
      StandardOutput.write(json.bytes)
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
    if !problems.isEmpty { throw BadInput(problems) }
  }
}
