import Bytes
import Diagnostics
import PatternReasoning
import PatternSyntax
import Patterns
import Workbench

/// What patterns match.
struct RegexTool: ContextTool {
  let name = "regex"
  let title = "Try a pattern"
  let summary = """
    Says how Wazuh's dialects (osregex, osmatch, pcre2) read a pattern, what they match and capture in some texts, where \
    they differ, and how the pattern is written in another dialect, proved by search.
    """
  let parameters = [
    ToolParameter("pattern", .text, isRequired: true, "The pattern as it stands in the XML file."),
    ToolParameter(
      "dialects", .texts(most: 3), "osregex, osmatch, pcre2; all that it may be meant in unless given."),
    ToolParameter("subjects", .texts(most: 50), "Texts to match."),
    ToolParameter("convert_to", .word(["osregex", "osmatch", "pcre2"]), "Write the pattern in this dialect instead."),
  ]

  /// Subjects that are tried where a difference is looked for.
  private static let budget = 20_000

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    let pattern = arguments.bytes("pattern") ?? ""
    var dialects: [Dialect] = []
    for name in arguments.texts("dialects") {
      guard let dialect = Dialect(rawValue: name), PatternTrial.translated.contains(dialect) else {
        throw BadInput(
          Diagnostic(
            .error, code: "unknown-dialect", "There is no dialect \(name) here.", hint: "osregex, osmatch, pcre2"))
      }
      dialects.append(dialect)
    }
    let trial = PatternTrial(pattern, dialects: dialects, capturing: true, budget: Self.budget)
    if let target = arguments.text("convert_to").flatMap(Dialect.init(rawValue:)) {
      do throws(PatternError) {
        return ToolResult(RegexJSON.conversion(try trial.translation(to: target)))
      } catch {
        throw BadInput(
          Diagnostic(
            .error, code: "bad-pattern", "This is no pattern of \(trial.source): \(error.message)", hint: error.advice))
      }
    }
    let sides = trial.sides
    let scratch = MatchScratch()
    let rows = arguments.allBytes("subjects").map {
      sides.row(ByteString($0.bytes.prefix { $0 != 0 }), scratch: scratch)
    }
    return ToolResult(RegexJSON.comparison(sides, trial.guess, rows, sides.isRefused ? [] : trial.equivalents))
  }
}
