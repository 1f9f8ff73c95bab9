import Bytes
import Reporting

/// Shows a run as it goes on. Each form of output is a reporter in a file of its own; several can watch one run.
///
/// Calls come from one thread, in this order: `begin`, one `report` per file in the run's order, `end`.
public protocol Reporter: AnyObject {
  /// A run starts.
  func begin()
  /// A file is done.
  func report(_ file: FileResult)
  /// All files are done.
  func end(_ summary: RunSummary)
}

extension Reporter {
  /// Nothing to do before the first file.
  public func begin() {}
}

/// Where a reporter's text goes: the command knows, a test collects it.
public typealias ReportSink = (String) -> Void

/// The forms of output, by name.
public enum ReportFormat: String, ReportForm {
  /// For people: a line per file, a block per failure.
  case pretty
  /// A line per failure: `file:line: message`.
  case compact
  /// Test Anything Protocol.
  case tap
  /// JUnit XML.
  case junit
  /// JSON Lines: an object per case, and one for the run.
  case json
  /// Annotations of GitHub Actions.
  case github
  /// GitLab's code quality JSON.
  case gitlab
  /// A summary for a pull request.
  case markdown
  /// One self-contained page.
  case html

  /// The reporter of this form.
  /// - Parameters:
  ///   - style: whether there are colours.
  ///   - width: columns of the terminal.
  ///   - showsTotals: whether a form for people or for GitHub ends with the totals; another one may show them.
  ///   - sink: where the text goes.
  public func reporter(
    style: Style, width: Int, showsTotals: Bool = true, sink: @escaping ReportSink
  ) -> any Reporter {
    switch self {
    case .pretty: PrettyReporter(style: style, width: width, showsTotals: showsTotals, sink: sink)
    case .compact: CompactReporter(style: style, showsTotals: showsTotals, sink: sink)
    case .tap: TAPReporter(sink: sink)
    case .junit: JUnitReporter(sink: sink)
    case .json: JSONLinesReporter(sink: sink)
    case .github: GitHubReporter(showsTotals: showsTotals, sink: sink)
    case .gitlab: GitLabReporter(sink: sink)
    case .markdown: MarkdownReporter(sink: sink)
    case .html: HTMLReporter(sink: sink)
    }
  }
}
