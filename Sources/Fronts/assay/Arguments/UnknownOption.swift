import ArgumentParser
import Bytes
import Diagnostics
import Diff
import Harness
import Linting
import Manuals
import Mutation

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
    let line = String(message.utf8.prefix { $0 != 10 }) ?? ""
    let start = "Error: Unknown option '"
    guard line.hasPrefix(start) else { return nil }
    let option = String(line.dropFirst(start.count).prefix { $0 != "'" })
    let said = "Unknown option '\(option)'."
    guard option.hasPrefix("--"), let command = command(of: arguments) else { return said }
    let word = String(option.dropFirst(2))
    if let reports = reports(of: command), reports.contains(word) { return "\(said) Did you mean '--report \(word)'?" }
    let meant = Suggestion.closest(to: word, among: optionNames(of: command))
    return meant.map { "\(said) Did you mean '--\($0)'?" } ?? said
  }

  private static func command(of arguments: [String]) -> (any ParsableCommand.Type)? {
    guard let name = arguments.first else { return nil }
    return Assay.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// What `--report` of a command takes.
  private static func reports(of command: any ParsableCommand.Type) -> [String]? {
    switch command {
    case is TestCommand.Type: ReportRequest<ReportFormat>.allValueStrings
    case is LintCommand.Type: ReportRequest<LintReport>.allValueStrings
    case is DiffCommand.Type: ReportRequest<DiffReport>.allValueStrings
    case is MutateCommand.Type: ReportRequest<MutationReport>.allValueStrings
    default: nil
    }
  }

  /// The long options of a command, without their hyphens.
  private static func optionNames(of command: any ParsableCommand.Type) -> [String] {
    let all = CommandHelp(dump: Assay._dumpHelp())?.subcommands ?? []
    let arguments = all.first { $0.name == command.configuration.commandName }?.arguments ?? []
    return arguments.flatMap(\.names).filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
  }
}
