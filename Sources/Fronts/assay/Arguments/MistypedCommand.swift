import ArgumentParser
import Bytes
import Diagnostics

/// What to say when the first word names no command but nearly does.
///
/// The parser of arguments only finds that there is a word too many, or an option that the command itself does not have.
enum MistypedCommand {
  /// - Parameter arguments: without the name of the program.
  /// - Returns: a line for standard error; nil when the first word is a command, an option, or near to no command.
  static func message(for arguments: [String]) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    let names = Assay.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word), let meant = Suggestion.closest(to: word, among: names) else { return nil }
    return "Unknown command '\(word)'. Did you mean '\(meant)'?"
  }
}
