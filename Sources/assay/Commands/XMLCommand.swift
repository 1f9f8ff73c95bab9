import ArgumentParser

/// `assay xml`
struct XMLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xml", abstract: "Read documents as the engine reads its files.")
}
