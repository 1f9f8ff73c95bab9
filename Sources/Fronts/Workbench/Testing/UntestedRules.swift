import Analysis
import Bytes
import Coverage
import Diagnostics
import Rulesets

/// Rules that real events end in, and no case does: what cases should be written for first.
package struct UntestedRules {
  /// A rule of them.
  package struct Rule {
    package var id: Int
    package var level: Int
    package var description: ByteString
    package var location: SourceLocation
    /// How many events of the corpus end in it.
    package var count: Int
  }

  /// The highest levels first, then the most events.
  package private(set) var rules: [Rule] = []
  /// How many rules the events end in, tested or not.
  package private(set) var firedCount = 0
  /// How many events there were.
  package let events: Int

  /// - Parameters:
  ///   - fired: what came of the corpus on the ruleset.
  ///   - map: what the cases reach.
  ///   - withBase: whether rules are told that belong to what the ruleset is loaded on top of.
  package init(_ fired: CorpusRun.Fired, on ruleset: CompiledRuleset, beside map: CoverageMap, withBase: Bool) {
    events = fired.events
    let tested = Set(map.rules.filter { !$0.final.isEmpty }.map(\.location))
    let isBase = Dictionary(map.rules.map { ($0.location, $0.isBase) }, uniquingKeysWith: { first, _ in first })
    for (index, rule) in ruleset.loaded.rules.rules.enumerated() where fired.counts[index] > 0 {
      firedCount += 1
      guard !tested.contains(rule.location), withBase || isBase[rule.location] == false else { continue }
      rules.append(
        Rule(
          id: rule.id, level: rule.level, description: rule.description, location: rule.location,
          count: fired.counts[index]))
    }
    rules.sort { ($1.level, $1.count, $0.id) < ($0.level, $0.count, $1.id) }
  }
}
