import Bytes
import Diagnostics

/// How many errors and warnings people were told, and how many there are besides.
public struct ToldDiagnostics: Sendable {
  private var told = 0
  private var hidden = 0

  /// None so far.
  public init() {}

  /// Those that are told.
  public mutating func take(_ diagnostics: [Diagnostic]) -> ArraySlice<Diagnostic> {
    let taken = diagnostics.prefix(Limits.toldDiagnostics - told)
    told += taken.count
    hidden += diagnostics.count - taken.count
    return taken
  }

  /// What is said at the end, in a whole line; empty when all were told.
  public func text(with summary: RunSummary) -> String {
    let count = hidden + summary.diagnosticsLeftOut
    return count == 0 ? "" : "… and \(count) more errors and warnings, which are counted and not shown\n"
  }
}
