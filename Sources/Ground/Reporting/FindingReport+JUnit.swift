import Bytes
import Diagnostics

extension FindingReport {
  /// JUnit XML: a suite per file, and a failed case per finding; remarks are skipped cases.
  var junit: String {
    var document = JUnitDocument()
    let byFile = Dictionary(grouping: entries) { $0.diagnostic.location?.file ?? "" }
    for file in Set(byFile.keys).union(files).sorted() {
      let name = file.isEmpty ? "ruleset" : file
      let cases = byFile[file, default: []].map { testCase($0.diagnostic, name) }
      document.add(suite: name, cases.isEmpty ? [JUnitCase(tool, path: name, line: 1, .passed)] : cases)
    }
    if leftOut > 0 {
      document.add(suite: "assay", [JUnitCase("left out", path: "assay", line: 1, .skipped(leftOutText))])
    }
    return document.text(name: "assay \(tool)")
  }

  private func testCase(_ diagnostic: Diagnostic, _ path: String) -> JUnitCase {
    let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
    let hint = diagnostic.hint.map { "hint: \(TerminalText.line($0))\n" } ?? ""
    let text = DiagnosticText.line(diagnostic, style: .plain) + "\n" + hint
    return JUnitCase(
      diagnostic.code + place, path: path, line: diagnostic.location?.line ?? 1,
      diagnostic.severity == .info
        ? .skipped(diagnostic.message)
        : .failure(diagnostic.message, type: diagnostic.severity.rawValue, text: text))
  }
}
