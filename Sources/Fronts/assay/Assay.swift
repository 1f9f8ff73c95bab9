import ArgumentParser
import Bytes
import System
import Workbench

/// The command: one file per subcommand, no logic beyond arguments and printing.
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Write and test Wazuh decoders and rules without a manager.",
    version: "assay \(Release.version)",
    subcommands: [
      TestCommand.self, MutateCommand.self, DiffCommand.self, TryCommand.self, ExplainCommand.self, LintCommand.self,
      FmtCommand.self, LspCommand.self, LoadCommand.self, CatalogCommand.self, AttackCommand.self, RegexCommand.self,
      NewCommand.self, BaseCommand.self, InitCommand.self,
      ConvertCommand.self, XMLCommand.self,
      BenchCommand.self, ProfileCommand.self, ShardCommand.self, ManualCommand.self, LiveCommand.self,
      ListenCommand.self, RenameCommand.self, TreeCommand.self, IdsCommand.self, MCPCommand.self,
      ServeCommand.self,
    ]
  )
}

@main
enum Main {
  /// Runs the command and ends with the exit codes of ``ExitStatus``, or 141 when the reader of a dialogue left.
  static func main() async {
    StandardStream.prepare()
    Cleanup.takeSignals()
    // Swift finds the arguments in /proc. In a chroot without it there would be none, and help where checks were wanted.
    guard CommandLine.argc > 0 else {
      StandardError.write("assay: error: the arguments cannot be read; /proc has to be mounted\n")
      ExitStatus.invalidInput.exit()
    }
    if let message = MissingValue.message(for: Array(CommandLine.arguments.dropFirst())) {
      StandardError.write("Error: \(message)\n")
      ExitStatus.invalidInput.exit()
    }
    do {
      var command = try Assay.parseAsRoot()
      try LimitArguments.of(command)?.watch(command)
      if var asynchronous = command as? AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(after: error)
    }
    ExitStatus.success.exit()
  }

  private static func exit(after error: any Error) -> Never {
    if let failure = error as? BadInput {
      StandardError.tell(failure)
      ExitStatus.invalidInput.exit()
    }
    if let lost = error as? OutputLost { ExitStatus.exit(lost.exitCode) }
    if let code = error as? ExitCode { ExitStatus.exit(code.rawValue) }
    let code = Assay.exitCode(for: error)
    if code == .success {  // --help and --version
      StandardOutput.write(Assay.fullMessage(for: error) + "\n")
      ExitStatus.exit(0)
    }
    StandardError.write(usageMessage(for: error) + "\n")
    ExitStatus.invalidInput.exit()
  }

  /// What is wrong with the arguments, in a line, with the usage behind it.
  private static func usageMessage(for error: any Error) -> String {
    let message = Assay.fullMessage(for: error)
    let words = Array(CommandLine.arguments.dropFirst())
    guard let meant = MistypedCommand.message(for: words) ?? UnknownOption.message(in: message, for: words) else {
      return message
    }
    let usage = message.utf8.firstIndex(of: 10).map { String(message[$0...]) } ?? ""
    return "Error: \(meant)\(usage)"
  }
}
