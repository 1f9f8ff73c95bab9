import ArgumentParser
import Bytes
import System
import Workbench

/// `assay shard`: deals a corpus out to files by agent.
struct ShardCommand: ParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Deal a corpus out to files, all events of an agent into one.",
    discussion: """
      For assay diff on several processes or machines: rules that count look at one agent's events, so that the parts of a \
      corpus that is cut by agent add up.

        assay shard --into 64 --output /scratch archives/2026/Nov/*.json.gz
        ls /scratch/*.jsonl | parallel 'assay diff old new --corpus {} --partial {.}.partial'
        assay diff old new --merge /scratch/*.partial

      Lines stay as they are, in their order.
      """)

  @Argument(
    help: ArgumentHelp("Files, folders, patterns, or - for standard input.", valueName: "path"), completion: .file())
  var corpus: [String]

  @Option(help: ArgumentHelp("How many files.", valueName: "n"))
  var into: Int

  @Option(help: "By what events belong together.")
  var by: Key = .agent

  @Option(help: ArgumentHelp("The folder that the files are made in.", valueName: "dir"), completion: .directory)
  var output: String

  /// By what events belong together.
  enum Key: String, ExpressibleByArgument, CaseIterable {
    case agent
  }

  @OptionGroup(title: "Limits") var limits: LimitArguments

  func validate() throws {
    guard (1...4096).contains(into) else { throw ValidationError("--into is a number of files from 1 to 4096.") }
  }

  func run() throws {
    Interruption.watch()
    let run = ShardRun(corpus, into: into, folder: output)
    let made = try run.run(shouldStop: { Interruption.happened }, progress: { _ in })
    for remark in made.remarks { StandardError.write("assay: note: \(TerminalText.line(remark))\n") }
    if Interruption.happened { throw ExitCode(ExitStatus.interrupted.rawValue) }
    for file in made.files { StandardOutput.write("\(TerminalText.line(file.path)) \(file.lines)\n") }
  }
}
