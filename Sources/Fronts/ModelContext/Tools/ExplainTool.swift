import Analysis
import Bytes
import Explaining
import JSONText
import Workbench

/// Why a log comes out as it does.
struct ExplainTool: ContextTool {
  let name = "explain"
  let title = "Explain a log"
  let summary = """
    Says why the last of some log lines comes out as it does: each decoder and rule that was tried, with the condition and \
    the byte at which it failed. With a rule, decoder or field it answers why that one did or did not match.
    """
  let parameters =
    LogArguments.parameters + [
      ToolParameter("rule", .number(0...999_999), "Why did this rule fire, or not?"),
      ToolParameter("decoder", .text, "Why was this decoder chosen, or not?"),
      ToolParameter("field", .text, "Where does this field come from, or why is it missing?"),
      ToolParameter(
        "story", .flag, "With a rule, decoder or field: tell the whole story besides. Without one it is always told."),
    ]

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let events = try LogArguments.events(arguments)
    let choice = surroundings.choice
    let ruleset = try choice.compile(try choice.load())
    let session = ExplainSession(ruleset)
    var questions = ExplainQuestions(fields: [arguments.bytes("field")].compactMap(\.self))
    if let decoder = arguments.bytes("decoder") { try questions.ask(decoder: decoder, of: session.explainer) }
    if let rule = arguments.number("rule") { try questions.ask(rule: rule, of: session.explainer) }
    var unanswered = UnansweredEvents()
    for event in events.dropLast() { unanswered.note(session.follow(event)) }
    // There is at least one: the schema says so.
    guard let last = events.last else { return ToolResult { _ in } }
    let explanation = session.explain(last)
    unanswered.note(explanation.outcome.unanswered)
    try unanswered.check()
    try ruleset.checkFiles()
    let answers = session.answers(to: questions, about: explanation)
    if !answers.isEmpty, !arguments.flag("story") {
      return ToolResult { json in
        json.member("log", explanation.log)
        if !answers.rules.isEmpty { json.array("why_rules", answers.rules) }
        if !answers.decoders.isEmpty { json.array("why_decoders", answers.decoders) }
        if !answers.fields.isEmpty { json.array("why_fields", answers.fields) }
      }
    }
    let document = ExplanationJSON(
      explanation, forest: ruleset.loaded.rules, rules: answers.rules, decoders: answers.decoders,
      fields: answers.fields)
    return ToolResult(document.jsonLine)
  }
}
