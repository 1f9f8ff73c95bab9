import Bytes
import Cases
import Diagnostics
import Senders
import Workbench

/// Cases from what happens now.
struct NewTool: ContextTool {
  let name = "new"
  let title = "Write a case"
  let summary = """
    Writes log lines as a test case with the decoder, fields, rule and level that come out now, and gives its text. With \
    "into" it is added to a file, which the server has to be started for with --allow-write. Check that what it expects is \
    what should be.
    """
  let isReadOnly = false
  let parameters =
    [ToolParameter("title", .text, isRequired: true, "What the case shows, in a sentence.")]
    + LogArguments.parameters.filter { $0.name != "interval" } + [
      ToolParameter("into", .text, "The *.ruletest file that the case is added to; made when it is missing."),
      ToolParameter("separate", .flag, "A case for each log, instead of one with all of them."),
    ]

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let into = try arguments.text("into").map(surroundings.checked)
    if into != nil, !surroundings.allowsWriting {
      throw BadInput(
        Diagnostic(
          .error, code: "read-only", "The server writes no files.",
          hint: "Without \"into\" the case is the answer; assay mcp --allow-write lets it be added to a file."))
    }
    if let into, !into.hasSuffix(".ruletest") {
      throw BadInput(
        Diagnostic(
          .error, code: "bad-path", "\(into) does not end in .ruletest.", hint: "Cases are kept in such files."))
    }
    let title = arguments.text("title") ?? ""
    guard CaseDraft.isTitle(title), !title.utf8.contains(where: { $0 < 0x20 }) else {
      throw BadInput(Diagnostic(.error, code: "bad-title", "A title is a line of text without \"]\"."))
    }
    let choice = surroundings.choice
    let prepared = try choice.prepare(try choice.load())
    var new = NewCases(titled: title)
    new.location = arguments.bytes("location").flatMap { $0.isEmpty ? nil : $0 }
    new.format = arguments.text("format").flatMap(InputFormat.init(rawValue:))
    new.isSeparate = arguments.flag("separate")
    let logs = arguments.allBytes("logs")
    guard !logs.contains(where: \.isEmpty) else {
      throw BadInput(Diagnostic(.error, code: "no-log", "One of the logs is empty."))
    }
    let cases = try new.record(logs.map { NewCases.Log($0) }, on: prepared)
    guard let into else { return ToolResult(cases.map { CasePrinter.print($0) }.joined(separator: "\n")) }
    return ToolResult(try CaseAppender.add(cases, to: into).text)
  }
}
