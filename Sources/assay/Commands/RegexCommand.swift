import ArgumentParser

/// `assay regex`
struct RegexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regex", abstract: "Try a pattern in every dialect, side by side.")
}
