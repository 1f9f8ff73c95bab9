import ArgumentParser
import Bytes
import Diagnostics
import Harness
import Rulesets
import System
import Workbench

/// `assay load`: loads a ruleset and says what became of it.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load a ruleset and show what came of it.",
    discussion: """
      Prints what was loaded from where, in the order in which the engine reads it, and then every problem with its \
      place, a hint, and what follows from it. Exit code 0 when the engine would start with the ruleset and all of its \
      own files could be read, else 2.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup var colours: ColourArguments

  @Flag(help: "Print one JSON object: loaded, the engine's own messages, and the diagnostics.")
  var json = false

  @Flag(help: "Print the decoder tree and the rule tree in the order of evaluation.")
  var tree = false

  @Option(help: ArgumentHelp("Only the part of the trees below a rule or a decoder.", valueName: "id|name"))
  var below: String?

  @Option(help: ArgumentHelp("Print a rule as it is after overwriting and variables.", valueName: "id"))
  var effective: Int?

  @Flag(help: "Name every file, and show every problem.")
  var all = false

  func validate() throws {
    if below != nil, !tree { throw ValidationError("--below goes with --tree.") }
    if json, tree || effective != nil { throw ValidationError("--json goes without --tree and --effective.") }
  }

  func run() throws {
    let start = Stopwatch.seconds()
    let loaded = try ruleset.load()
    let seconds = Stopwatch.seconds() - start
    let style = colours.colour.style(for: .output)
    if json {
      StandardOutput.write(LoadDocument(loaded).jsonLine)
    } else if let effective {
      StandardOutput.write(try text(of: effective, in: loaded))
    } else if tree {
      try TreeText(loaded, style: style).write(below: below) { StandardOutput.write($0) }
    } else {
      StandardOutput.write(LoadOverview(loaded, seconds: seconds, style: style).text(namesAllFiles: all))
      StandardOutput.write(ProblemText(loaded, style: style).text(limit: all ? nil : 50))
    }
    if var unreadable = loaded.search.unreadableFiles {
      unreadable.hint = nil  // it was said above
      throw BadInput(unreadable)
    }
    if !loaded.isLoaded { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }

  private func text(of id: Int, in loaded: LoadedRuleset) throws -> [UInt8] {
    if let text = EffectiveRule.text(of: id, in: loaded) { return text.bytes }
    let close = loaded.closestRule(to: id).map { "Did you mean \($0)?" }
    throw BadInput(Diagnostic(.error, code: "unknown-rule", "There is no rule \(id).", hint: close))
  }
}
