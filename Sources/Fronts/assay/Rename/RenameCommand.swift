import ArgumentParser
import Bytes
import Reporting
import Symbols
import Workbench

/// `assay rename`
struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Rename a rule, decoder, group, field or variable everywhere.",
    discussion: """
      The new name is put wherever the old one is written: in rules and what overwrites them, in decoders, in the cases \
      that run on the ruleset, in assay.conf. Comments, titles and patterns stay as they are, and are told of. Files are \
      changed together or not at all, and only after the ruleset was loaded with the new texts and is the same but for the \
      name. What the base has cannot be renamed, and no name can become one that is there already.

        assay rename rule 100100 100200 --dry-run
        assay rename group web_attack web_probe --cases tests

      Exit codes: 0 all good, 2 the name cannot be renamed or is not there; nothing is changed then.
      """)

  /// What can be renamed.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case rule, decoder, group, field, variable

    var symbol: SymbolKind {
      switch self {
      case .rule: .rule
      case .decoder: .decoder
      case .group: .group
      case .field: .field
      case .variable: .variable
      }
    }
  }

  @Argument(help: "What it is: rule, decoder, group, field or variable.")
  var kind: Kind

  @Argument(help: "Its name, or its number.")
  var old: String

  @Argument(help: "Its name from now on.")
  var new: String

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments

  @Option(
    help: ArgumentHelp(
      "A file of cases, or a folder that holds some (repeatable); the current folder unless given.", valueName: "path"),
    completion: .file(extensions: ["ruletest"]))
  var cases: [String] = []

  @Flag(help: "Show the changes, and write nothing.")
  var dryRun = false

  @OptionGroup var colour: ColourArguments

  func run() throws {
    let plan = RenamePlan(
      kind.symbol, ByteString(old), to: ByteString(new), in: try ruleset.choice(), cases: cases)
    let rename = try plan.prepare()
    if dryRun {
      let style: Style = colour.colour.style(for: .output).isColoured ? .ansi : .plain
      for change in rename.files.changes { StandardOutput.write(change.difference.shown(style: style)) }
    } else {
      try rename.files.write()
    }
    for remark in rename.remarks { StandardError.write("assay: \(remark)\n") }
    StandardError.write("assay: \(rename.text(isDone: !dryRun))\n")
  }
}
