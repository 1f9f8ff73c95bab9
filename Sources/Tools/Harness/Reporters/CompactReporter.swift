import Bytes
import Reporting

/// A line per failure, as compilers write them: editors and `grep` read it.
public final class CompactReporter: Reporter {
  private let style: Style
  private let showsTotals: Bool
  private let sink: ReportSink
  private var shared = SharedDiagnostics()
  private var told = ToldDiagnostics()

  /// A reporter.
  /// - Parameters:
  ///   - style: whether there are colours.
  ///   - showsTotals: whether the totals are the last line.
  ///   - sink: where the text goes.
  public init(style: Style, showsTotals: Bool = true, sink: @escaping ReportSink) {
    self.style = style
    self.showsTotals = showsTotals
    self.sink = sink
  }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in told.take(shared.new(in: file).diagnostics) {
      sink(DiagnosticText.block(diagnostic, style: style))
    }
    for result in file.results {
      switch result.status {
      case .failed:
        for failure in result.failures {
          sink("\(failure.location): \(style.red("failed")): \(result.title): \(failure.summary)\n")
        }
      case .unexpectedPass:
        sink("\(result.location): \(style.yellow("passes now")): \(result.title) (todo: \(result.reason ?? ""))\n")
      default: break
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink(told.text(with: summary))
    if showsTotals { sink(SummaryText.line(summary) + "\n") }
  }
}
