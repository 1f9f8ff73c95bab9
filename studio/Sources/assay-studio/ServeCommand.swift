import ArgumentParser
import Foundation
import PageServer

/// `assay-studio serve`: the page of `assay serve`, which starts it.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the page of 'assay serve', which answers the questions behind it.",
    shouldDisplay: false)

  @Option(help: "Where to listen, on this machine; 0 for any port that is free.")
  var port = 7878

  @Option(help: "Write the page into this folder instead, with what it shows now.")
  var export: String?

  @Argument(parsing: .postTerminator, help: "The program that answers, and its arguments.")
  var engine: [String] = []

  func run() async throws {
    guard !engine.isEmpty else { throw ValidationError("'assay serve' starts this program.") }
    if let export { return try await write(to: export) }
    do {
      try await PageServer.run(port: port, command: engine) { address in
        let text = "Assay is at \(address)\n  for this machine only; Ctrl-C ends it\n"
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
      }
    } catch {
      let text =
        "assay-studio: error: the page cannot be served on port \(port): \(error)\n  hint: --port 0 takes any\n"
      try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
      throw ExitCode(2)
    }
  }

  private func write(to folder: String) async throws {
    do {
      let names = try await PageExport.write(to: folder, command: engine)
      let text = "assay-studio: \(names.joined(separator: ", ")) in \(folder); open index.html\n"
      try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    } catch {
      let text = "assay-studio: error: the page is not written to '\(folder)': \(error)\n"
      try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
      throw ExitCode(2)
    }
  }
}
