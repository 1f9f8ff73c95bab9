/// The last line of a run.
enum SummaryText {
  static func line(_ summary: RunSummary) -> String {
    var parts: [String] = []
    func add(_ status: CaseResult.Status, _ word: String) {
      if summary[status] > 0 { parts.append("\(summary[status]) \(word)") }
    }
    parts.append("\(summary[.passed]) passed")
    add(.failed, "failed")
    add(.broken, "could not run")
    add(.expectedFailure, "todo")
    add(.unexpectedPass, "todo but passed")
    add(.skipped, "skipped")
    var text = "\(count(summary.cases, "case")) in \(count(summary.files, "file")): \(parts.joined(separator: ", "))"
    if summary.errors > 0 { text += "; \(count(summary.errors, "error")) in \(count(summary.invalidFiles, "file"))" }
    if summary.isPartial { text += "; ended at the first failure" }
    if summary.seconds > 0 { text += " (\(seconds(summary.seconds)))" }
    return text
  }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `3 ms`, `1.20 s`
  static func seconds(_ seconds: Double) -> String {
    if seconds < 0.001 { return "\(Int((seconds * 1_000_000).rounded())) µs" }
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) s"
  }
}
