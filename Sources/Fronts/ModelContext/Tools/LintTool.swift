import Diagnostics
import JSONText
import Linting
import Workbench

/// What is wrong with the ruleset.
struct LintTool: ContextTool {
  let name = "lint"
  let title = "Lint the ruleset"
  let summary = """
    Finds what the engine drops without a word, what can never match, and what does not mean what it seems to, each with \
    its place, a hint and, where there is one, a safe fix.
    """
  let parameters = [
    ToolParameter("paths", .texts(most: 100), "Only findings in these files or folders; all unless given."),
    ToolParameter("limit", .number(1...500), "So many findings at most, the worst first; 50 unless given."),
  ]

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let paths = try surroundings.checked(arguments.texts("paths"))
    let run = try LintRun(LintInput(paths: paths, options: surroundings.choice.options))
    var failures: [Diagnostic] = []
    let result = try run.lint(&failures)
    if !failures.isEmpty { throw BadInput(failures) }
    let limit = arguments.number("limit") ?? 50
    let ordered = result.findings.enumerated().sorted { left, right in
      (left.element.diagnostic.severity, left.offset) < (right.element.diagnostic.severity, right.offset)
    }.map(\.element)
    return ToolResult { json in
      json.member("errors", result.count(.error))
      json.member("warnings", result.count(.warning))
      json.member("infos", result.count(.info))
      json.member("not_shown", max(0, ordered.count - limit))
      json.objects("findings", ordered.prefix(limit)) { finding, json in
        finding.diagnostic.write(findingTo: &json)
        json.member("fix", finding.fix?.title)
      }
    }
  }
}

extension Diagnostic {
  /// Writes what assistants need of it.
  func write(findingTo json: inout JSONWriter) {
    json.member("severity", severity.rawValue)
    json.member("code", code)
    if let location { location.write(membersTo: &json) }
    json.member("message", message)
    json.member("hint", hint)
  }
}
