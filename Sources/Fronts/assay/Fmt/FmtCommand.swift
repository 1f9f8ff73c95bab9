import ArgumentParser
import Bytes
import Reporting
import Workbench

/// `assay fmt`
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Lay out files of decoders, rules and cases.",
    discussion: """
      Files are replaced where their layout is another one: indentation, blank lines, one element per line, the order of \
      attributes. Texts, patterns, comments and logs stay as they are, byte for byte, and a ruleset is the same to the \
      engine before and after, which is checked before a file is written. Folders are searched for *.xml that hold \
      decoders or rules, and for *.ruletest. The path - formats standard input to standard output.

      Exit codes: 0 all good, 1 --check or --diff found a file that is laid out otherwise, 2 bad input or nothing to format.
      """)

  @Argument(
    help: "Files or folders; the current folder unless given.", completion: .file(extensions: ["xml", "ruletest"]))
  var paths: [String] = []

  @Flag(help: "Name the files that are laid out otherwise, and write nothing.")
  var check = false

  @Flag(help: "Show the changes, and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("Blanks per level in files of decoders and rules, 1 to 8.", valueName: "n"))
  var indent = 2

  @OptionGroup var colour: ColourArguments

  @OptionGroup(title: "Limits") var limits: LimitArguments

  func validate() throws {
    if !(1...8).contains(indent) { throw ValidationError("--indent is a number from 1 to 8.") }
    if paths.contains("-"), paths.count > 1 { throw ValidationError("- goes with no other path.") }
  }

  func run() throws {
    let run = FormatRun(indentation: indent)
    if paths == ["-"] { return try formatInput(run) }
    let files = try FormatInput.files(paths.isEmpty ? ["."] : paths)
    var changed: [String] = []
    var failures: BadInput?
    do {
      try BadInput.collect(files) { file in
        let result = try run.format(file)
        guard result.text.isChanged else { return }
        changed.append(file)
        if diff {
          StandardOutput.write(result.difference.shown(style: style))
        } else if check {
          StandardOutput.write("\(TerminalText.line(file))\n")
        } else {
          try run.write(result)
        }
      }
    } catch let failure as BadInput {
      failures = failure
    }
    sayCount(changed.count, of: files.count)
    if let failures { throw failures }
    if check || diff, !changed.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func formatInput(_ run: FormatRun) throws {
    let result = try run.format("-")
    if diff {
      StandardOutput.write(result.difference.shown(style: style))
    } else if !check {
      StandardOutput.write(result.text.after)
    }
    if check || diff, result.text.isChanged { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private var style: Style { colour.colour.style(for: .output).isColoured ? .ansi : .plain }

  private func sayCount(_ changed: Int, of all: Int) {
    let files = "\(all) file\(all == 1 ? "" : "s")"
    let done = check || diff ? "would change" : "changed"
    StandardError.write("assay: \(done) \(changed) of \(files)\n")
  }
}
