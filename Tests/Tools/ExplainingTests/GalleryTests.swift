import Foundation
import TestSupport
import Testing

/// `docs/explain`: confusions that people really have, each with its ruleset, its logs, a question, and what the tool
/// answers. The answers are generated; `ASSAY_UPDATE_GALLERY=1 swift test --filter GalleryTests` writes them anew.
@Suite("The gallery of confusions says what the tool says")
struct GalleryTests {
  static let root = Repository.root
  static let gallery = root.appendingPathComponent("docs/explain")
  static let updates = ProcessInfo.processInfo.environment["ASSAY_UPDATE_GALLERY"] != nil

  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: gallery.path)) ?? []
    return names.filter { $0.first?.isNumber == true }.sorted()
  }()

  @Test("There are at least 25 of them")
  func size() { #expect(Self.names.count >= 25) }

  @Test(arguments: names)
  func answer(name: String) throws {
    let folder = Self.gallery.appendingPathComponent(name)
    let arguments = try text("command", in: folder).split(whereSeparator: \.isWhitespace).map(String.init)
    let run = try Tool.run(
      ["explain", "--ruleset", ".", "--base", "minimal", "--manager", "manager"] + arguments,
      inputFile: folder.appendingPathComponent("events.log"), in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let expected = folder.appendingPathComponent("answer.txt")
    if Self.updates { try run.output.write(to: expected, atomically: true, encoding: .utf8) }
    #expect(run.output == (try? String(contentsOf: expected, encoding: .utf8)))
  }

  @Test("The index lists them all, with their titles and causes")
  func index() throws {
    var lines = [
      "# Why did it (not) match?", "",
      "Confusions that rule authors really have. Each folder holds a ruleset, the logs, the question as options of",
      "`assay explain`, and the answer, which the tool wrote. To try one:", "", "```console",
      "$ cd docs/explain/01-tab-is-no-blank",
      "$ assay explain --ruleset . --base minimal $(cat command) < events.log", "```", "",
    ]
    for name in Self.names {
      let folder = Self.gallery.appendingPathComponent(name)
      let title = try text("README.md", in: folder).split(separator: "\n")[0].dropFirst(2)
      lines.append("- [\(title)](\(name)/answer.txt)")
    }
    let index = Self.gallery.appendingPathComponent("README.md")
    let wanted = lines.joined(separator: "\n") + "\n"
    if Self.updates { try wanted.write(to: index, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: index, encoding: .utf8) == wanted)
  }

  private func text(_ file: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }
}

/// The command, as it was built beside the tests.
enum Tool {
  static func run(_ arguments: [String], input: String = "", in folder: URL) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, input: input, in: folder.path, environment: environment)
  }

  static func run(_ arguments: [String], inputFile: URL, in folder: URL) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, inputFile: inputFile, in: folder.path, environment: environment)
  }

  private static let environment = ["NO_COLOR": "1", "COLUMNS": "100"]
}
