import Bytes

/// The last line of a run.
enum SummaryText {
  /// How cases end, in the order and the words of all summaries.
  static let words: [(status: CaseResult.Status, word: String)] = [
    (.passed, "passed"), (.failed, "failed"), (.broken, "could not run"), (.expectedFailure, "todo"),
    (.unexpectedPass, "todo but passed"), (.skipped, "skipped"),
  ]

  static func line(_ summary: RunSummary) -> String {
    let parts = words.filter { $0.status == .passed || summary[$0.status] > 0 }.map {
      "\(summary[$0.status]) \($0.word)"
    }
    var text = "\(summary.cases.counted("case")) in \(summary.files.counted("file")): \(parts.joined(separator: ", "))"
    if summary.errors > 0 { text += "; \(summary.errors.counted("error")) in \(summary.invalidFiles.counted("file"))" }
    if summary.diagnosticsLeftOut > 0 { text += ", \(summary.diagnosticsLeftOut) of them left out of the reports" }
    if summary.isPartial { text += "; stopped at the first failure" }
    if summary.seconds > 0 { text += " (\(seconds(summary.seconds)))" }
    return text
  }

  /// `3 ms`, `1.20 s`
  static func seconds(_ seconds: Double) -> String {
    if seconds < 0.001 { return "\(Int((seconds * 1_000_000).rounded())) µs" }
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) s"
  }
}
