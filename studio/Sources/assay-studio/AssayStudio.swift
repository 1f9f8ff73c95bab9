import ArgumentParser

/// The parts of Assay that need heavier libraries; `assay` starts it where it needs one of them.
@main struct AssayStudio: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay-studio",
    abstract: "The parts of Assay that talk HTTP; assay starts it where it needs them.",
    subcommands: [DockerCommand.self, ServeCommand.self])
}
