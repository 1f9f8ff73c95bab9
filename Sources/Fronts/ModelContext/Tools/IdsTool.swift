import Symbols
import Workbench

/// Which rule ids are free.
struct IdsTool: ContextTool {
  let name = "ids"
  let title = "Find free rule ids"
  let summary = """
    Gives free rule ids for new rules, the ids that each file uses, and ids that two rules have, the base's among them.
    """
  let parameters = [
    ToolParameter("next", .number(1...1000), "So many free ids; 5 unless given."),
    ToolParameter("from", .number(1...999_999), "Look from this id on."),
    ToolParameter("to", .number(1...999_999), "Look up to this id."),
  ]

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let (first, last) = (arguments.number("from"), arguments.number("to"))
    var range: ClosedRange<Int>?
    if first != nil || last != nil {
      let start = first ?? 1
      range = start...max(start, last ?? 999_999)
    }
    let plan = try NumbersPlan(surroundings.choice, in: range)
    let document = NumbersDocument(
      plan.numbers, in: plan.ranges, next: try plan.next(arguments.number("next") ?? 5), namesBase: false)
    return ToolResult(document.jsonLine)
  }
}
