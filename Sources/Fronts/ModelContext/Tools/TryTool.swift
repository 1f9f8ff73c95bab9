import Analysis
import Bytes
import JSONText
import Workbench

/// What becomes of logs.
struct TryTool: ContextTool {
  let name = "try"
  let title = "Try logs"
  let summary = """
    Runs log lines through the decoders and rules exactly as a Wazuh manager would, and gives for each the document that \
    wazuh-logtest shows: decoder, fields, rule, level, groups, and whether an alert is raised.
    """
  let parameters = LogArguments.parameters

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let events = try LogArguments.events(arguments)
    let choice = surroundings.choice
    let session = TrySession(try choice.compile(try choice.load()))
    let answers = events.map { event in
      let answer = session.run(event)
      return OutcomeJSON(answer.outcome, id: nil, phases: true, debug: nil, notes: answer.notes.map(\.message))
    }
    try session.unanswered.check()
    try session.ruleset.checkFiles()
    return ToolResult { $0.array("answers", answers) }
  }
}
