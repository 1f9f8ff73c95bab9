import ArgumentParser
import Bytes
import Reporting
import System
import Workbench

/// A report that was asked for: `NAME` or `NAME=FILE`.
struct ReportRequest<Form: ReportForm>: ExpressibleByArgument, Sendable {
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
  ///   - example: a report with a file.
  ///   - mayFollow: whether reports that people read may stand behind each other.
  static func checkOutput(_ requests: [Self], example: String, mayFollow: Bool = true) throws {
    let shown = requests.filter { $0.file == nil }
    guard shown.count > 1, !mayFollow || shown.contains(where: { !$0.form.isRead }) else { return }
    throw ValidationError("Only one report can go to standard output; give the others a file: --report \(example).")
  }

  /// Writes a report where it was asked to go.
  /// - Parameter text: makes the report, in colours or not.
  func write(colour: ColourChoice, _ text: (Form, Style) -> String) throws {
    if let file { return try write(text(form, .plain), to: file) }
    let bytes = [UInt8](text(form, form.isForPeople ? colour.style(for: .output) : .plain).utf8)
    if form.isMadeOfCommands { StandardStream.output.writeCommands(bytes) } else { StandardOutput.write(bytes) }
  }

  /// Writes a report into a file, whose log may be that of a job, too.
  func write(_ text: String, to file: String) throws {
    var commands = WorkflowCommandGuard()
    try OutputFiles.write(form.isMadeOfCommands ? text : commands.guarded(text), to: file, as: "the report")
  }
}
