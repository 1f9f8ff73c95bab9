import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Manuals
import Rulesets
import System
import Workbench

/// `assay manual`: writes the manual pages. It is for packagers and therefore hidden.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the manual pages.",
    discussion: """
      A page per command, made from its help and from docs/man/COMMAND.md, and one per document of docs that has one.
      """,
    shouldDisplay: false)

  @Argument(help: "The folder to write into; it has to be there.", completion: .directory)
  var output: String

  @Option(help: ArgumentHelp("The folder with the documents.", valueName: "dir"), completion: .directory)
  var docs = "docs"

  @Option(help: ArgumentHelp("The date that the pages show.", valueName: "date"))
  var date = ""

  @Flag(help: "Write the pages of the commands in Markdown instead, as docs/commands has them.")
  var markdown = false

  func run() throws {
    guard let all = CommandHelp(dump: Assay._dumpHelp()) else {
      throw BadInput(Diagnostic(.error, code: "no-help", "the help of the commands cannot be read"))
    }
    if markdown { return try writeMarkdown(all) }
    let source = "assay \(Release.version)"
    let documents = Self.documents.map {
      PageTitle(name: $0.page, section: $0.section, summary: $0.summary, date: date, source: source)
    }
    for command in [all] + all.subcommands.filter(\.isManual) {
      let page = CommandPage(command, of: all, date: date, source: source)
      let prose = try read("\(docs)/man/\(command.page).md", isNeeded: false)
      try OutputFiles.write(page.text(prose: prose, seeAlso: documents), to: "\(output)/\(page.fileName)")
    }
    for (title, document) in zip(documents, Self.documents) {
      let markdown = try read("\(docs)/\(document.file)", isNeeded: true)
      let text = DocumentPage.text(title, markdown: markdown, seeAlso: documents)
      try OutputFiles.write(text, to: "\(output)/\(title.fileName)")
    }
  }

  private func writeMarkdown(_ all: CommandHelp) throws {
    for command in [all] + all.subcommands.filter(\.isManual) {
      let page = CommandMarkdown(command)
      let prose = try read("\(docs)/man/\(command.page).md", isNeeded: false)
      try OutputFiles.write(page.text(prose: prose), to: "\(output)/\(page.fileName)")
    }
    try OutputFiles.write(CommandMarkdown.overview(of: all), to: "\(output)/README.md")
  }

  /// Documents that are manual pages, too.
  private static let documents = [
    (file: "case-format.md", page: "assay-cases", section: 5, summary: "test cases for decoders and rules"),
    (file: "assay-conf.md", page: "assay.conf", section: 5, summary: "what a ruleset's commands load"),
    (file: "patterns.md", page: "assay-patterns", section: 7, summary: "the pattern dialects of a ruleset"),
  ]

  private func read(_ path: String, isNeeded: Bool) throws -> String {
    do throws(FileFailure) {
      return String(decoding: try FileAccess.read(path), as: UTF8.self)
    } catch {
      if error.isMissing, !isNeeded { return "" }
      throw BadInput(
        Diagnostic(.error, code: "unreadable", error.message, hint: "--docs DIR names the folder with the documents"))
    }
  }
}
