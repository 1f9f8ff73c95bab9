import ArgumentParser

/// `assay test`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test", abstract: "Run the cases of a ruleset.")
}
