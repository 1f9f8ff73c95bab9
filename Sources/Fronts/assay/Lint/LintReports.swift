import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Linting
import Rulesets
import System

/// A report of lint that was asked for: `NAME` or `NAME=FILE`.
struct LintReportRequest: ExpressibleByArgument {
  var report: LintReport
  var file: String?

  init(_ report: LintReport) { self.report = report }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let report = LintReport(rawValue: String(parts[0])) else { return nil }
    self.report = report
    if parts.count == 2 {
      guard !parts[1].isEmpty else { return nil }
      file = String(parts[1])
    }
  }

  static var allValueStrings: [String] { LintReport.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// Writes a result where it was asked to go.
  func write(_ result: LintResult, colour: ColourChoice) throws {
    guard let file else {
      let isColoured = report.isForPeople && colour.style(for: .output).isColoured
      let text = [UInt8](report.text(of: result, style: isColoured ? .ansi : .plain).utf8)
      return report == .github ? StandardStream.output.writeCommands(text) : StandardOutput.write(text)
    }
    do throws(FileFailure) {
      var commands = WorkflowCommandGuard()
      let text = report.text(of: result)
      let bytes = [UInt8]((report == .github ? text : commands.guarded(text)).utf8)
      try FileAccess.create(file, bytes, overwrites: true)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unwritable", "the report cannot be written: \(error.message)"))
    }
  }
}
