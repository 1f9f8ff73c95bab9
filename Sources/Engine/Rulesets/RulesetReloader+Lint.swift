extension RulesetReloader {
  /// Whether a file, by its path in the ruleset, is one of the ruleset's own decoder or rule files.
  package func owns(_ path: String) -> Bool { run.ownPlaces[path] != nil }

  /// The ruleset with other texts in some of its own files, loaded as ``RulesetLoader/load(_:)`` does, and as
  /// ``RulesetLoader/loadForLint(_:)`` does.
  /// - Parameter texts: by path, as ``LoadedRuleset/files`` names them; a file that is not the ruleset's own is passed over.
  package func reload(
    replacing texts: [String: [UInt8]]
  ) -> (strict: LoadedRuleset, forLint: LoadedRuleset) {
    let places = run.ownPlaces
    let changes = texts.compactMap { path, text in places[path].map { (place: $0, text: text) } }
    let first = changes.map(\.place).min()
    let start = first.flatMap { first in checkpoints.last { $0.place <= first } }
    let changed = start.map { RulesetRun(resuming: run, at: $0) } ?? RulesetRun(again: run)
    for change in changes { changed.replace(change.place, with: change.text) }
    let strict =
      changes.isEmpty ? original : RulesetLoader.finish(changed.load(from: start), of: changed, planner)
    guard run.isLoadable, changes.isEmpty ? run.hasLeftSomethingOut : changed.hasLeftSomethingOut else {
      return (strict, strict)
    }
    let lenientStart = first.flatMap { first in lenientPlaces().last { $0.place <= first } }
    let again = RulesetRun(lenientlyAgain: changed, at: lenientStart)
    let lenient = RulesetLoader.finish(again.load(from: lenientStart), of: again, planner)
    return (strict, RulesetLoader.join(strict, lenient))
  }

  /// Where a loading that goes on behind every fault stands before each own file.
  private func lenientPlaces() -> [RulesetRun.Checkpoint] {
    if let lenientCheckpoints { return lenientCheckpoints }
    let again = RulesetRun(lenientlyAgain: run)
    again.keepsOwnOnly = true
    var kept: [RulesetRun.Checkpoint] = []
    again.keep = { kept.append($0) }
    _ = again.load()
    lenientCheckpoints = kept
    return kept
  }
}
