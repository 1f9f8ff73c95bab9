import ArgumentParser
import Bytes

/// What to say of an option that the command does not have.
///
/// The parser of arguments offers whatever is the least far away, `--root` for `--json`. Here only a slip of the finger
/// counts, and what other commands call so is said.
enum UnknownOption {
  /// - Parameters:
  ///   - message: what the parser says, with the usage behind it.
  ///   - arguments: without the name of the program.
  /// - Returns: a better first line; nil when the message is about something else.
  static func message(in message: String, for arguments: [String]) -> String? {
    let line = String(message.prefix { !$0.isNewline })
    let start = "Error: Unknown option '"
    guard line.hasPrefix(start) else { return nil }
    let option = String(line.dropFirst(start.count).prefix { $0 != "'" })
    let said = "Unknown option '\(option)'."
    guard option.hasPrefix("--"), let command = command(of: arguments) else { return said }
    let word = String(option.dropFirst(2))
    if let reports = reports(of: command), reports.contains(word) { return "\(said) Did you mean '--report \(word)'?" }
    let meant = Suggestion.closest(to: word, among: optionNames(in: line))
    return meant.map { "\(said) Did you mean '--\($0)'?" } ?? said
  }

  private static func command(of arguments: [String]) -> (any ParsableCommand.Type)? {
    guard let name = arguments.first else { return nil }
    return Assay.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// What `--report` of a command takes.
  private static func reports(of command: any ParsableCommand.Type) -> [String]? {
    switch command {
    case is TestCommand.Type: ReportRequest.allValueStrings
    case is LintCommand.Type: LintReportRequest.allValueStrings
    case is MutateCommand.Type: MutationReportRequest.allValueStrings
    default: nil
    }
  }

  /// The option that the parser found to be the least far away.
  private static func optionNames(in line: String) -> [String] {
    guard let range = line.firstRange(of: "Did you mean '--") else { return [] }
    return [String(line[range.upperBound...].prefix { $0 != "'" })]
  }
}
