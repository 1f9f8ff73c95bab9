import ArgumentParser
import ModelContext
import System
import Workbench

/// `assay mcp`
struct MCPCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Give assistants the engine, over the Model Context Protocol.",
    discussion: """
      Speaks the Model Context Protocol (2024-11-05 to 2025-06-18) on standard input and output, for assistants that write \
      rules: try, explain, lint, regex, test, new, diff and ids as tools. It is started by the assistant's program, in the \
      folder of the ruleset; nothing outside of that folder is read for a client but the base, and nothing is written \
      unless --allow-write is given.

      Exit codes: 0 the client is done, 2 bad input.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Flag(help: "Let the tool new add cases to files of the folder.")
  var allowWrite = false

  func run() async throws {
    var surroundings = ToolSurroundings(try ruleset.choice(engine), folder: Environment.currentFolder)
    surroundings.allowsWriting = allowWrite
    surroundings.jobs = Machine.coreCount
    let dialogue = ContextDialogue(
      ContextServer(surroundings),
      read: { waits in
        guard case .ready = Readiness.wait(toRead: [0], milliseconds: waits ? -1 : 0) else { return nil }
        return StandardInput.read(atMost: 1 << 16)
      },
      write: { StandardOutput.write($0) })
    await dialogue.run()
    try StandardStream.output.check()
  }
}
