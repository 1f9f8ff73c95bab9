import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import System
import Workbench

/// Reports of one run, each going where it was asked to go.
final class ReportOutputs {
  private final class Buffer {
    var text = ""
  }

  /// Where reports for people go.
  let console: Console
  private(set) var reporters: [any Reporter] = []
  /// Whether something for people goes to standard output.
  private(set) var showsPeople = false
  /// Whether anything goes to standard output.
  private(set) var usesOutput = false
  /// Why reports could not be written.
  private(set) var failures: [Diagnostic] = []
  private var files: [(request: ReportRequest<ReportFormat>, path: String, buffer: Buffer)] = []
  private var stepSummary: (path: String, buffer: Buffer)?

  init(_ requests: [ReportRequest<ReportFormat>], colour: ColourChoice, console: Console) {
    self.console = console
    for request in requests {
      if let path = request.file {
        let buffer = Buffer()
        files.append((request, path, buffer))
        reporters.append(request.form.reporter(style: .plain, width: 100) { buffer.text += $0 })
      } else {
        addToOutput(request.form, colour)
      }
      if request.form.isMadeOfCommands, stepSummary == nil, let path = Environment.variable("GITHUB_STEP_SUMMARY"),
        !path.isEmpty
      {
        let buffer = Buffer()
        stepSummary = (path, buffer)
        reporters.append(ReportFormat.markdown.reporter(style: .plain, width: 100) { buffer.text += $0 })
      }
    }
  }

  private func addToOutput(_ format: ReportFormat, _ colour: ColourChoice) {
    let style = format.isForPeople ? colour.style(for: .output) : .plain
    let console = console
    reporters.append(
      // The totals of a run are the same in all of them.
      format.reporter(style: style, width: Terminal.width, showsTotals: !showsPeople) {
        format.isMadeOfCommands ? console.writeCommands($0) : console.write($0)
      })
    if format.isRead { showsPeople = true }
    usesOutput = true
  }

  /// Writes the reports that go to files, each whatever becomes of the others.
  /// - Parameter inputs: files that were read, and are not replaced.
  func finish(sparing inputs: Set<String> = []) {
    for (request, path, buffer) in files {
      do {
        try OutputFiles.check([path], against: inputs)
        try request.write(buffer.text, to: path)
      } catch {
        failures += (error as? BadInput)?.diagnostics ?? []
      }
    }
    guard let (path, buffer) = stepSummary else { return }
    do throws(FileFailure) {
      // Several steps write into GitHub's summary file: it is added to, not replaced.
      try FileAccess.append([UInt8](buffer.text.utf8), to: path)
    } catch {
      failures.append(
        Diagnostic(.error, code: "unwritable", "the summary of the step cannot be written: \(error.message)"))
    }
  }
}
