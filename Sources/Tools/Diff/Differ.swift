import Analysis
import Bytes
import Corpora
import Rulesets

/// Makes a result of what was counted: finds the edits, and which of them did what.
package struct Differ {
  /// A side.
  package struct Side {
    /// What it was called.
    package var name: String
    package var compiled: CompiledRuleset
    /// How it was loaded.
    package var options: RulesetOptions

    package init(name: String, compiled: CompiledRuleset, options: RulesetOptions) {
      self.name = name
      self.compiled = compiled
      self.options = options
    }
  }

  private let old: Side
  private let new: Side

  package init(old: Side, new: Side) {
    self.old = old
    self.new = new
  }

  /// The result.
  /// - Parameter shouldStop: ends the search for causes, which can take a while where there are many.
  package func result(
    _ tally: DiffTally, againstRecorded: Bool = false, shouldStop: () -> Bool = { false }
  ) -> DiffResult {
    let (before, after) = (old.compiled.loaded, new.compiled.loaded)
    var result = DiffResult(old: Self.brief(old), new: Self.brief(new), tally: tally)
    let pair = RulesetPair(before, after, folders: (old.options.workingDirectory, new.options.workingDirectory))
    result.edits = pair.edits
    result.isAgainstRecorded = againstRecorded
    let groups = tally.groups.map { (key: $0.key, group: $0.value) }.sorted { left, right in
      if left.key.kind != right.key.kind { return left.key.kind < right.key.kind }
      return left.group.count == right.group.count ? left.key < right.key : left.group.count > right.group.count
    }
    let bench = EditBench(pair, old: old.options, new: new.options, engine: old.compiled.options)
    let finder = CauseFinder(pair, bench, old: old.compiled, new: new.compiled)
    let causes = againstRecorded ? groups.map { _ in DiffCause() } : finder.find(groups, shouldStop: shouldStop)
    result.entries = zip(groups, causes).map { .init(key: $0.key, group: $0.group, cause: $1) }
    let (oldLines, newLines) = (Self.load(before), Self.load(after))
    let (oldSet, newSet) = (Set(oldLines), Set(newLines))
    result.loadGained = newLines.filter { !oldSet.contains($0) }
    result.loadLost = oldLines.filter { !newSet.contains($0) }
    for rule in before.rules.rules + after.rules.rules {
      result.descriptions[rule.id] = TerminalText.line(rule.description.description)
      result.ruleGroups[rule.id] = (rule.groups?.description ?? "").split(separator: ",").map {
        TerminalText.line(String($0))
      }
    }
    return result
  }

  private static func brief(_ side: Side) -> DiffResult.Side {
    DiffResult.Side(
      name: side.name, rules: side.compiled.loaded.rules.rules.count,
      decoders: side.compiled.loaded.decoders.definitions.count)
  }

  /// The messages, without what names the folder that a side lies in.
  private static func load(_ loaded: LoadedRuleset) -> [String] {
    loaded.messages.map(\.line.description)
  }
}
