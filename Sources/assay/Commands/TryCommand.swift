import ArgumentParser

/// `assay try`
struct TryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Run logs through the engine and see each phase.")
}
