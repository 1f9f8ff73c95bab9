import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import Symbols
import Workbench

/// `assay tree`
struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Show which rules and decoders stand below which.",
    discussion: """
      Prints the tree as the engine has it after loading, in the order in which it is tried: as text, or for drawing. With \
      an id or a name only what stands above and below it. In drawings each rule stands once, however many parents it has, \
      and a dashed line says that a rule counts the events of another one.

        assay tree 5710
        assay tree --dot 100100 | dot -Tsvg > tree.svg

      Exit codes: 0 all good, 2 bad input, nothing of that name, or a ruleset with which the engine would not start.
      """)

  @Argument(help: "A rule's id or a decoder's name; everything unless given.")
  var name: String?

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments

  @Option(help: "rules or decoders; what has the name, else rules.")
  var of: RulesetTree.Subject?

  @Flag(help: "Print it in Graphviz's language.")
  var dot = false

  @Flag(help: "Print it in Mermaid's language, which Markdown pages can hold.")
  var mermaid = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var colours: ColourArguments

  func validate() throws {
    if [dot, mermaid, json].count(where: { $0 }) > 1 {
      throw ValidationError("--dot, --mermaid and --json are forms of one thing: give one of them.")
    }
  }

  func run() throws {
    let loaded = try ruleset.load()
    if let unreadable = loaded.search.unreadableFiles { throw BadInput(unreadable) }
    guard loaded.isLoaded else { throw BadInput(loaded.diagnostics.filter { $0.severity == .error }) }
    if dot || mermaid || json {
      try draw(loaded)
    } else {
      try TreeText(loaded, style: colours.colour.style(for: .output)).write(of: of, below: name) {
        StandardOutput.write($0)
      }
    }
  }

  private func draw(_ loaded: LoadedRuleset) throws {
    let isDecoder = name.map { Int($0) == nil } ?? false
    var tree = RulesetTree(of ?? (isDecoder ? .decoders : .rules), of: loaded)
    if let name {
      guard let part = tree.around(ByteString(name)) else { throw BadInput(TreeText.unknown(name, of: of, in: loaded)) }
      tree = part
    }
    guard !tree.nodes.isEmpty else {
      throw BadInput(Diagnostic(.error, code: "nothing-to-draw", "The ruleset has no \(tree.subject.rawValue)."))
    }
    if json {
      StandardOutput.write(tree.jsonLine)
    } else if dot {
      tree.writeDot { StandardOutput.write($0) }
    } else {
      tree.writeMermaid { StandardOutput.write($0) }
      if tree.edges.count > RulesetTree.mermaidEdgeLimit {
        StandardError.write(
          "assay: \(tree.edges.count) lines are more than Mermaid draws by itself (\(RulesetTree.mermaidEdgeLimit)): name an id, or use --dot\n"
        )
      }
    }
  }
}

extension RulesetTree.Subject: ExpressibleByArgument {}
