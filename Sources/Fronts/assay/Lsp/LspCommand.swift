import ArgumentParser
import Bytes
import LanguageServer
import System
import Workbench

/// `assay lsp`
struct LspCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: mistakes while you type, hover, go to, completion, renaming, cases one key away.",
    discussion: """
      Speaks the Language Server Protocol 3.17 on standard input and output; an editor starts it. The assay.conf of each \
      folder decides which ruleset is looked at, and what is underlined is what assay lint reports. Where there is no \
      assay.conf, the client's initializationOptions may hold the same keys. docs/editors.md has a few lines for each editor.

      Exit codes: 0 the client said good-bye, 1 it left without, 2 bad input.
      """)

  @Flag(help: "Use standard input and output; there is no other way, and many clients say so.")
  var stdio = false

  func run() throws {
    let status = Connection.serve { StandardError.write("assay lsp: \(TerminalText.line($0))\n") }
    if status != 0 { throw ExitCode(status) }
  }
}
