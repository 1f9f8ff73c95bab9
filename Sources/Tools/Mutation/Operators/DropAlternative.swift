/// Leaves out one alternative of a pattern, be it of the whole or of a group.
///
/// It survives where no case has a log that only this alternative takes.
enum DropAlternative: MutationOperator {
  static let name = "drop-alternative"
  static let summary = "leave out an alternative of a pattern"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.patternSites.flatMap { site in
      site.tokens.alternatives.flatMap { list in
        list.indices.compactMap { index in change(of: site, list, index) }
      }
    }
  }

  private static func change(of site: PatternSite, _ list: [Range<Int>], _ index: Int) -> Change? {
    let tokens = site.tokens
    let alternative = list[index]
    // With the bar before it; the first one with the bar behind it.
    let first = index == 0 ? alternative.lowerBound : alternative.lowerBound - 1
    let end = index == 0 ? alternative.upperBound + 1 : alternative.upperBound
    let range = tokens[first].range.lowerBound..<tokens[end - 1].range.upperBound
    let text =
      alternative.isEmpty
      ? "the empty alternative"
      : site.shown(
        tokens[alternative.lowerBound].range.lowerBound..<tokens[alternative.upperBound - 1].range.upperBound)
    return site.change(range, to: [], "alternative \(text) is left out")
  }
}
