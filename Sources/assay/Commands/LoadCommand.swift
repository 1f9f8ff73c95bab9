import ArgumentParser
import Bytes
import JSONText
import Rulesets

/// `assay load`.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load a ruleset and see what became of it.")

  @OptionGroup(title: "Ruleset")
  var ruleset: RulesetArguments

  @Flag(help: "Print one JSON object instead.")
  var json = false

  func run() throws {
    let loaded = try ruleset.load()
    if json {
      StandardOutput.write(LoadDocument.bytes(of: loaded))
    } else {
      StandardOutput.write("\(loaded.rules.rules.count) rules, \(loaded.rules.nodes.count) nodes\n")
    }
    if !loaded.isLoaded { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }
}
