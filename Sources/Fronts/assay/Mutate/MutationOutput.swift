import ArgumentParser
import Cases
import Diagnostics
import Mutation
import Rulesets
import System

/// A report of a mutation run that was asked for: `NAME` or `NAME=FILE`.
struct MutationReportRequest: ExpressibleByArgument {
  var report: MutationReport
  var file: String?

  init(_ report: MutationReport) { self.report = report }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let report = MutationReport(rawValue: String(parts[0])) else { return nil }
    self.report = report
    if parts.count == 2 {
      guard !parts[1].isEmpty else { return nil }
      file = String(parts[1])
    }
  }

  static var allValueStrings: [String] { MutationReport.allCases.map(\.rawValue) }

  /// Writes a result where it was asked to go.
  /// - Parameters:
  ///   - result: the result.
  ///   - colour: whether there are colours.
  ///   - survivors: how many the report for people shows.
  func write(_ result: MutationResult, colour: ColourChoice, survivors: Int) throws {
    guard let file else {
      let style = report.isForPeople ? colour.style(for: .output) : .plain
      return StandardOutput.write(report.text(of: result, style: style, survivors: survivors))
    }
    do throws(FileFailure) {
      try FileAccess.create(file, [UInt8](report.text(of: result, survivors: survivors).utf8), overwrites: true)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unwritable", "the report cannot be written: \(error.message)"))
    }
  }
}

/// Shows on standard error how far a run is: a bar on a terminal, else a line every ten seconds or so.
final class MutationProgress: @unchecked Sendable {
  // Only used by the run, which tells one worker's progress at a time, and behind it.
  private let showsBar: Bool
  private let start = Stopwatch.seconds()
  private var shown: Double

  init(showsBar: Bool) {
    self.showsBar = showsBar
    shown = start
  }

  func show(_ progress: MutationRun.Progress) {
    let now = Stopwatch.seconds()
    guard now - shown > (showsBar ? 0.1 : 10), progress.done < progress.total else { return }
    shown = now
    let text = "\(progress.done) of \(progress.total) mutants, \(progress.survived) survived"
    guard showsBar else { return StandardError.write("assay: \(text)\n") }
    let width = 24
    let filled = width * progress.done / max(1, progress.total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    StandardError.rewriteLine("\(bar) \(text)")
  }

  func clear() {
    if showsBar, shown > start { StandardError.rewriteLine("") }
  }
}
