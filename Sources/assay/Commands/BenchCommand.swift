import ArgumentParser

/// `assay bench`
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bench", abstract: "Measure how fast a ruleset runs.")
}
