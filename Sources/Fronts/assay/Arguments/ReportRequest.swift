import ArgumentParser

/// A report that was asked for: `NAME` or `NAME=FILE`.
struct ReportRequest<Form: RawRepresentable<String> & CaseIterable & Sendable>: ExpressibleByArgument, Sendable {
  var form: Form
  /// Where it goes; nil for standard output.
  var file: String?

  init(_ form: Form) { self.form = form }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let form = Form(rawValue: String(parts[0])) else { return nil }
    self.form = form
    if parts.count == 2 {
      guard !parts[1].isEmpty else { return nil }
      file = String(parts[1])
    }
  }

  static var allValueStrings: [String] { Form.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// Ends the command when a report that goes to standard output would not be alone there, and has to.
  /// - Parameters:
  ///   - needsAll: whether a report is for a program, which reads nothing else.
  ///   - example: a report with a file.
  static func checkOutput(_ requests: [Self], example: String, needsAll: (Form) -> Bool) throws {
    let shown = requests.filter { $0.file == nil }
    guard shown.count > 1, shown.contains(where: { needsAll($0.form) }) else { return }
    throw ValidationError("Only one report can go to standard output; give the others a file: --report \(example).")
  }
}
