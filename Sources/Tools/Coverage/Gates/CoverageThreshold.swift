/// What `--fail-under` asks for: `90`, or of one kind `rules=90`.
package struct CoverageThreshold: Sendable {
  /// Nil for decoders and rules together.
  private var kind: CoverageFigures.Kind?
  /// In tenths of a percent.
  private var permille: Int

  /// Reads one; nil for what is none.
  package init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let kind = CoverageFigures.Kind(rawValue: String(parts[0])) else { return nil }
      self.kind = kind
    }
    guard let percent = parts.last.flatMap({ Double($0) }), (0...100).contains(percent) else { return nil }
    permille = Int((percent * 10).rounded(.up))
  }

  /// What is wrong; nil when the figures are good enough. Nothing to cover is good enough.
  package func failure(_ figures: CoverageFigures) -> String? {
    let count = kind.map { figures[$0] } ?? figures.definitions
    guard let reached = count.permille, count.covered * 1000 < permille * count.total else { return nil }
    let what = kind?.rawValue ?? "decoders and rules"
    return
      "\(count.covered) of \(count.total) \(what) (\(Phrase.percent(reached))), the minimum is \(Phrase.percent(permille))"
  }
}
