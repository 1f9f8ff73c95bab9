import ArgumentParser

@testable import assay

/// The commands that there are, as the program itself lists them: tests that go through them cannot forget one.
enum Subcommands {
  /// The words behind `assay` that name each, those with commands of their own left out for these.
  static let all = names(of: Assay.self, behind: "")

  private static func names(of command: any ParsableCommand.Type, behind prefix: String) -> [String] {
    command.configuration.subcommands.flatMap { sub -> [String] in
      let name = prefix + (sub.configuration.commandName ?? "")
      return sub.configuration.subcommands.isEmpty ? [name] : names(of: sub, behind: name + " ")
    }
  }

  /// Whether the words of a command line run a command.
  static func runs(_ words: String, _ name: String) -> Bool { words == name || words.hasPrefix(name + " ") }
}
