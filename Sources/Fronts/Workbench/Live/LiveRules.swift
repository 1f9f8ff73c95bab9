import Analysis
import Rulesets

/// The ruleset of a run that goes on, loaded again when one of its files has changed.
package struct LiveRules {
  /// What became of loading it again.
  package enum News {
    case loaded(CompiledRuleset)
    /// It cannot be loaded; the one before goes on.
    case failed(any Error)
  }

  private let open: () throws -> CompiledRuleset
  private var watch = FileWatch()
  private var lastLook = 0.0
  private var files: Set<String> = []

  /// - Parameter open: loads the ruleset.
  package init(_ open: @escaping () throws -> CompiledRuleset) { self.open = open }

  /// Loads it.
  package mutating func load() throws -> CompiledRuleset {
    let compiled = try open()
    files = Set(compiled.loaded.files.map(\.path))
    watch.add(files)
    return compiled
  }

  /// Loads it as it is on disk.
  package mutating func reload() -> News {
    do { return .loaded(try load()) } catch { return .failed(error) }
  }

  /// Loads it as it is on disk, where that has changed since the last look; nil where it has not.
  package mutating func reloadIfChanged(at time: Double) -> News? {
    guard time < lastLook || time - lastLook >= 1 else { return nil }
    lastLook = time
    let changes = watch.changes()
    guard !changes.isEmpty else { return nil }
    let before = files
    let news = reload()
    // In a folder of rules, alerts may be written, too: that a file was added there is no reason to count anew.
    if case .loaded = news, changes.isDisjoint(with: before), files == before { return nil }
    return news
  }
}
