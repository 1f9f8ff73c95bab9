import Diagnostics
import Foundation
import JSONText
import Linting
import Rulesets
import TestSupport
import Testing
import Workbench

@testable import LanguageServer

/// What editors underline is what CI reports, finding for finding: places, codes, severities, sentences and hints.
@Suite struct GalleryTests {
  /// Every folder of docs/explain, every example with an assay.conf, and every ruleset that is shipped.
  static let folders: [String] = {
    let root = Repository.root.path
    let files = FileManager.default
    let gallery = ((try? files.contentsOfDirectory(atPath: root + "/docs/explain")) ?? [])
      .filter { $0.first?.isNumber == true }.map { "docs/explain/\($0)" }
    let configured = ["examples", "rulesets"].flatMap { folder in
      ((try? files.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).filter { $0.hasSuffix("assay.conf") }
        .map { "\(folder)/\($0.dropLast("/assay.conf".count))" }
    }
    return (gallery + configured).sorted()
  }()

  @Test("there are folders to look at") func any() { #expect(Self.folders.count > 85) }

  @Test("the pages' own examples: what is to be avoided") func pages() throws {
    var findings = 0
    for check in CheckCatalogue.all {
      let folder = try TemporaryFolder()
      let example = check.page.avoid
      // Files of one example begin with `--- NAME`; lines of carets are no part of them.
      var name = example.contains("<decoder") && !(example.hasPrefix("<group")) ? "decoders.xml" : "rules.xml"
      var texts: [String: String] = [:]
      for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("--- ") {
          name = String(line.dropFirst(4))
        } else if line.isEmpty || !line.allSatisfy({ $0 == " " || $0 == "^" }) {
          texts[name, default: ""] += line + "\n"
        }
      }
      for (name, text) in texts { try folder.write(text, to: name) }
      let enabling =
        "lint-enable = \(CheckCatalogue.all.filter { $0.page.isOptIn }.map(\.page.code).joined(separator: ", "))\n"
      if texts["assay.conf"] == nil { try folder.write("base = minimal\n" + enabling, to: "assay.conf") }
      findings += try compare(folder.path, "\(check.page.code)")
    }
    #expect(findings > 150)
  }

  @Test("a folder", arguments: folders) func folder(_ name: String) throws {
    let folder = try TemporaryFolder(copying: Repository.root.appending(path: name).path)
    // A base outside of the copy is named from where it is.
    guard (try? folder.read("assay.conf"))?.contains("..") != true else { return }
    _ = try compare(folder.path, name)
  }

  /// Compares what the server says with what the command reports, and once more with all files open.
  /// - Returns: how many findings there were.
  private func compare(_ path: String, _ name: String) throws -> Int {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var failures: [Diagnostic] = []
    var wanted: [String] = []
    var isRefused = false
    do {
      let run = try LintRun(LintInput(paths: [path], options: RulesetOptions()))
      wanted = Self.lines(of: try run.lint(&failures).findings.map(\.diagnostic), in: path)
    } catch let error as BadInput {
      wanted = Self.lines(of: error.diagnostics, in: path)
      // The command says no more than that there is nothing to lint; an editor shows where, too.
      isRefused = wanted.isEmpty
    }
    func agrees(_ said: [String]) -> Bool { said == wanted || isRefused && !said.isEmpty }
    let client = Client(folder, roots: [path])
    client.tell("workspace/didChangeWatchedFiles", ["changes": []])
    client.run()
    #expect(agrees(Self.lines(said: client, in: path)), "\(name), from disk")
    for file in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] where file.hasSuffix(".xml") {
      guard let text = try? String(contentsOfFile: "\(path)/\(file)", encoding: .utf8) else { continue }
      client.tell(
        "textDocument/didOpen",
        [
          "textDocument": [
            "uri": JSONTree(FileURI.uri(of: "\(path)/\(file)")), "languageId": "xml", "version": 1,
            "text": JSONTree(text),
          ]
        ])
    }
    client.run()
    #expect(agrees(Self.lines(said: client, in: path)), "\(name), open")
    return wanted.count
  }

  private static func lines(of diagnostics: [Diagnostic], in folder: String) -> [String] {
    diagnostics.compactMap { diagnostic in
      guard let location = diagnostic.location else { return nil }
      let message = diagnostic.message + (diagnostic.hint.map { "\n\($0)" } ?? "")
      return "\(location.file):\(location.line):\(location.column) \(diagnostic.severity.rawValue) \(diagnostic.code) "
        + message.replacing(folder + "/", with: "")
    }.sorted()
  }

  private static func lines(said client: Client, in folder: String) -> [String] {
    let severities = [1: "error", 2: "warning", 3: "info"]
    return client.diagnostics.flatMap { uri, problems -> [String] in
      let path = FileURI.path(of: uri) ?? uri
      let text = DocumentText((try? Array(Data(contentsOf: URL(fileURLWithPath: path)))) ?? [])
      return problems.map { problem in
        let start = TextPosition(problem["range"]?["start"]) ?? TextPosition(line: 0, character: 0)
        let offset = text.offset(of: start, .utf16)
        let place = LineTable(of: text.bytes).position(of: offset)
        return "\(path):\(place.line):\(place.column) \(severities[problem["severity"]?.integer ?? 0] ?? "-") "
          + "\(problem["code"]?.string ?? "-") \(problem["message"]?.string ?? "")"
      }
    }.sorted()
  }
}
