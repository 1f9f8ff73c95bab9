import ArgumentParser

/// `assay load`
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load a ruleset and see what became of it.")
}
