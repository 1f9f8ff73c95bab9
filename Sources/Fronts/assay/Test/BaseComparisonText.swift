import Bytes
import Harness
import Reporting
import Workbench

/// What cases come to on several bases, for people.
struct BaseComparisonText {
  let style: Style
  let width: Int
  let write: (String) -> Void

  /// The whole report of the first base; of each later one what is different.
  func show(_ run: BaseComparison.Run, _ step: BaseComparison.Step?) {
    let line = "\(TerminalText.line(run.base)): \(run.summary.text)"
    guard let step else {
      report(run.files)
      return write("\(run.summary.exitCode == 0 ? style.green(line) : style.red(line))\n")
    }
    if step.brokenCount > 0 {
      write("\n\(style.bold("\(TerminalText.line(run.base)) breaks \(step.brokenCount.counted("case"))"))\n")
    } else if step.isEmpty {
      write("\n\(TerminalText.line(run.base)) changes nothing\n")
    } else {
      write("\n\(style.bold("\(TerminalText.line(run.base)) changes this"))\n")
    }
    report(step.broken)
    for result in step.mended {
      write("  \(style.green("passes now")): \(result.location.fileAndLine): \(result.title)\n")
    }
    for problem in step.newProblems {
      for line in DiagnosticText.block(problem, style: style).wholeLines { write("  \(line)\n") }
    }
    write("\(run.summary.exitCode == 0 ? style.green(line) : style.red(line))\n")
  }

  private func report(_ files: [FileResult]) {
    let reporter = PrettyReporter(style: style, width: width, showsTotals: false, sink: write)
    reporter.begin()
    for file in files { reporter.report(file) }
  }
}
