import Diagnostics
import Diff
import System
import Workbench

/// What a change does.
struct DiffTool: ContextTool {
  let name = "diff"
  let title = "Compare two rulesets over events"
  let summary = """
    Runs two rulesets over the same events and gives which come out differently: alerts gained and lost, other rules, \
    levels, decoders and fields, by the edit that does it, each with the smallest event that shows it.
    """
  let parameters = [
    ToolParameter("old", .text, isRequired: true, "A folder, or a revision of git such as HEAD or main."),
    ToolParameter("new", .text, "The same for what it is compared with; the folder of the server unless given."),
    ToolParameter(
      "corpus", .texts(most: 20), isRequired: true,
      "Files or folders with events: logs, archives.json, alerts.json, also .gz."),
  ]

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let words = [arguments.text("old") ?? "", arguments.text("new") ?? "."]
    // What is there is a path; anything else is a revision, which git reads below the folder.
    for word in words {
      if PathFacts.exists(word) || word.isEmpty {
        _ = try surroundings.checked(word)
      } else if word.contains(":") {
        throw BadInput(
          Diagnostic(
            .error, code: "outside", "\(word) may be any folder of the repository, and is not read.",
            hint: "A revision alone, such as HEAD~3, stands for this folder as it was then."))
      }
    }
    let corpus = try surroundings.checked(arguments.texts("corpus"))
    let plan = DiffPlan(words, old: surroundings.choice, new: surroundings.choice, corpus: corpus)
    let prepared = try plan.prepare()
    let tally = await prepared.count(shouldStop: isCancelled) { _ in }
    let result = prepared.result(of: tally, isPartial: isCancelled(), shouldStop: isCancelled)
    try prepared.check(result)
    var layout = DiffReport.Layout()
    layout.witnesses = 1
    return ToolResult(Array(DiffReport.json.text(of: result, layout).utf8))
  }
}
