import Bytes
import Diagnostics
import Reporting
import Rulesets

/// JUnit XML: a suite per file, and a failed case per finding; remarks are skipped cases.
struct JUnitReport {
  func text(of result: LintResult) -> String {
    var document = JUnitDocument()
    let byFile = Dictionary(grouping: result.findings) { $0.diagnostic.location?.file ?? "" }
    for file in Set(byFile.keys).union(result.ruleset.ownFiles.map(\.path)).sorted() {
      let name = file.isEmpty ? "ruleset" : file
      let cases = byFile[file, default: []].map { testCase($0.diagnostic, name) }
      document.add(suite: name, cases.isEmpty ? [JUnitCase("lint", path: name, line: 1, .passed)] : cases)
    }
    return document.text(name: "assay lint")
  }

  private func testCase(_ diagnostic: Diagnostic, _ path: String) -> JUnitCase {
    let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
    let text =
      CompactReport(style: .plain).line(diagnostic) + (diagnostic.hint.map { "hint: \(TerminalText.line($0))\n" } ?? "")
    return JUnitCase(
      diagnostic.code + place, path: path, line: diagnostic.location?.line ?? 1,
      diagnostic.severity == .info
        ? .skipped(diagnostic.message)
        : .failure(diagnostic.message, type: diagnostic.severity.rawValue, text: text))
  }
}
