import Reporting

/// The forms in which a result can be shown.
package enum DiffReport: String, ReportForm {
  /// For a terminal.
  case pretty
  /// For pull requests and wikis.
  case markdown
  /// A page that needs nothing else.
  case html
  /// For scripts: one object, as `schemas/diff.schema.json` says.
  case json
  /// For CI: a test per edit, per kind and per line of the budget.
  case junit
  /// Annotations of GitHub Actions, beside the lines that were edited.
  case github

  /// How it is shown.
  package struct Layout: Sendable {
    package var style = Style.plain
    package var breakdown = DiffBreakdown.edit
    /// Whether all rules are shown.
    package var showsAll = false
    /// How many witnesses of a group are shown.
    package var witnesses = 1
    /// The kinds that fail; all where there are none.
    package var failing: Set<DiffKind>?

    package init() {}
  }

  /// The result as text.
  package func text(of result: DiffResult, _ layout: Layout) -> String {
    switch self {
    case .pretty: PrettyDiff(layout).text(of: result)
    case .markdown: MarkdownDiff(layout).text(of: result)
    case .html: HTMLDiff(layout).text(of: result)
    case .json: JSONDiff(witnesses: layout.witnesses).text(of: result)
    case .junit: JUnitDiff(layout).text(of: result)
    case .github: GitHubDiff(layout).text(of: result)
    }
  }
}
