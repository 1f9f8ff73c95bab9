import ArgumentParser

/// The command: one file per subcommand, no logic beyond arguments and printing.
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Write and test Wazuh decoders and rules without a manager.",
    version: "0.1.0",
    subcommands: [
      TestCommand.self, TryCommand.self, ExplainCommand.self, LintCommand.self, LoadCommand.self, RegexCommand.self,
      NewCommand.self, ConvertCommand.self, XMLCommand.self, BenchCommand.self,
      ProfileCommand.self,
    ]
  )
}

@main
enum Main {
  /// Runs the command and ends with the exit codes that DESIGN.md fixes: 0, 1, 2 and 130.
  static func main() async {
    do {
      var command = try Assay.parseAsRoot()
      if var asynchronous = command as? AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(after: error)
    }
  }

  private static func exit(after error: any Error) -> Never {
    if let failure = error as? CommandFailure {
      StandardError.write(failure.rendered)
      ExitStatus.invalidInput.exit()
    }
    if let code = error as? ExitCode { ExitStatus.exit(code.rawValue) }
    let code = Assay.exitCode(for: error)
    if code == .success {  // --help and --version
      StandardOutput.write(Assay.fullMessage(for: error) + "\n")
      ExitStatus.exit(0)
    }
    StandardError.write(Assay.fullMessage(for: error) + "\n")
    ExitStatus.invalidInput.exit()
  }
}
