import ArgumentParser
import Bytes
import Patterns
import Rulesets

/// `assay regex`: one pattern, every dialect.
struct RegexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regex", abstract: "Try a pattern in every dialect, side by side.")

  @Flag(name: .customLong("jsonl"), help: "Answer questions on standard input, one JSON object per line.")
  var answersLines = false

  func run() throws {
    if answersLines { try RegexLines().run() }
  }
}
