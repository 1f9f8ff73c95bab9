/// Leaves out an anchor: `^` or `$`, in PCRE2 `\A`, `\z` and `\Z`, too.
///
/// It survives where no case has the same text with something before or behind it.
enum DropAnchor: MutationOperator {
  static let name = "drop-anchor"
  static let summary = "leave out ^ or $"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.patternSites.flatMap { site in
      site.tokens.compactMap { token in
        guard token.kind == .startAnchor || token.kind == .endAnchor else { return nil }
        return site.change(token.range, to: [], "\(site.shown(token.range)) at \(token.range.lowerBound) is left out")
      }
    }
  }
}
