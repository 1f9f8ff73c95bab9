import Bytes
import Cases
import Diagnostics
import Harness
import Workbench

/// A case made of a log that was pasted into a file of cases.
struct CaseFromLog {
  /// The text of the case; the log is what the ruleset of the file makes of it now.
  static func text(_ log: ByteString, file: CaseFile, run: CaseRun) throws(BadInput) -> String {
    var suite = TestSuite(path: file.path)
    suite.settings = CaseSettings()
    let place = SourceLocation(file: file.path, line: 1, column: 1)
    let empty = TestCase(title: "", location: place, settings: CaseSettings(), ownSettings: CaseSettings(), steps: [])
    let ruleset: PreparedRuleset
    switch run.library.ruleset(for: empty, in: suite, below: file.root) {
    case .success(let found): ruleset = found
    case .failure(let error): throw BadInput(error.diagnostic)
    }
    let cases = try NewCases(titled: title(of: log)).record([NewCases.Log(log)], on: ruleset)
    return cases.map { CasePrinter.print($0) }.joined(separator: "\n")
  }

  /// A title that a case can have: the beginning of the log.
  private static func title(of log: ByteString) -> String {
    let words = TerminalText.line(log).split(separator: " ").suffix(6).joined(separator: " ")
    let plain = words.filter { $0 != "[" && $0 != "]" }
    return plain.isEmpty ? "A log" : String(plain.prefix(60))
  }
}
