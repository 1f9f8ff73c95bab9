import Foundation
import TestSupport
import Testing

/// docs/exit-codes.md says with which code each command ends, and each row of its table is run.
@Suite struct ExitCodeTableTests {
  /// A row: `| code | command line | why |`.
  struct Row: CustomTestStringConvertible, Sendable {
    var code: Int32
    var line: String
    var reason: String
    var testDescription: String { "\(code): \(line)" }

    /// What stands behind `assay`.
    var words: String { String(line.dropFirst("assay ".count)) }
  }

  static let rows: [Row] = {
    let page = (try? String(contentsOf: Repository.root.appending(path: "docs/exit-codes.md"), encoding: .utf8)) ?? ""
    return page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("|"), cells.count == 3, let code = Int32(cells[0]), cells[1].hasPrefix("`assay ") else {
        return nil
      }
      return Row(code: code, line: String(cells[1].dropFirst().dropLast()), reason: cells[2])
    }
  }()

  @Test(arguments: rows)
  func row(_ row: Row) throws {
    let result = try SmallRepository.make(for: row.words).shell(
      "set -o pipefail; assay() { \"$ASSAY\" \"$@\"; }; \(row.line)")
    #expect(result.status == row.code, "\(result.output)\(result.errors)")
    if row.code == 2 { #expect(!result.errors.isEmpty || result.output.contains("error"), "nothing is said") }
    if row.code == 0 { #expect(!result.errors.contains("error:"), "\(result.errors)") }
  }

  /// Ends that need more than a command line, and what.
  static let elsewhere: [String: [Int32: String]] = [
    "listen": [0: "somebody who sends"], "manual": [0: "the documents of the repository"],
    "base": [1: "a base that somebody has changed"], "init": [0: "a folder whose cases pass"],
    "lsp": [0: "an editor that says good-bye"], "serve": [0: "assay-studio, and a browser"],
  ]

  @Test(arguments: Subcommands.all)
  func eachCommandHasARowForEachCode(_ name: String) throws {
    let own = Self.rows.filter { Subcommands.runs($0.words, name) }
    let help = try CommandLineTool.run(name.split(separator: " ").map(String.init) + ["--help"]).output
    var codes: [Int32] = [0, 2]
    if help.contains(/Exit\s+codes?:[^.]*\b1\b/) { codes.append(1) }
    for code in codes where Self.elsewhere[name]?[code] == nil {
      #expect(
        own.contains { $0.code == code },
        "docs/exit-codes.md has no command line of assay \(name) that ends with \(code): add a row to its table")
    }
  }

  @Test func theTableIsThere() { #expect(Self.rows.count > 2 * Subcommands.all.count) }
}
