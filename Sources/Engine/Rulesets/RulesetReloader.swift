import Bytes

/// Loads a ruleset again and again, each time with the text of one file changed in memory.
///
/// The files are read once. Loading begins at the changed file, not at the first; a change of a decoder file leaves the
/// rules alone as long as the decoders keep their names, because rules know decoders by name only. What comes out is
/// what ``RulesetLoader/load(_:)`` would give for files with these texts; only which files belong to the ruleset, and what
/// it is loaded on top of, is not decided anew.
///
/// ```swift
/// let reloader = try RulesetReloader(options)
/// let changed = reloader.load(replacing: 3, with: text)   // 3: an index in reloader.original.documents
/// print(changed.isLoaded, changed.messages.count - reloader.original.messages.count)
/// ```
///
/// Used by one thread at a time.
public final class RulesetReloader {
  /// The ruleset as it is on disk.
  public let original: LoadedRuleset

  let run: RulesetRun
  let planner: RulesetPlanner
  /// Where loading stood before each file, in order.
  let checkpoints: [RulesetRun.Checkpoint]
  /// Per document: the checkpoint before its file.
  private let checkpointOfDocument: [Int: Int]
  /// The checkpoint before the first file of rules.
  private let firstRules: RulesetRun.Checkpoint?
  /// The same of a loading that goes on behind every fault; made when it is needed first.
  var lenientCheckpoints: [RulesetRun.Checkpoint]?

  /// Reads and loads what the options name.
  /// - Throws: ``RulesetError`` as ``RulesetLoader/load(_:)`` does.
  public convenience init(_ options: RulesetOptions) throws(RulesetError) {
    try self.init(options, ownFilesOnly: false)
  }

  /// Reads and loads what the options name.
  /// - Parameter ownFilesOnly: whether files of the base will never change: then less is remembered.
  package init(_ options: RulesetOptions, ownFilesOnly: Bool) throws(RulesetError) {
    let (run, planner) = try RulesetLoader.read(options)
    run.keepsOwnOnly = ownFilesOnly
    run.patterns = PatternStore(remembers: true)
    var checkpoints: [RulesetRun.Checkpoint] = []
    run.keep = { checkpoints.append($0) }
    original = RulesetLoader.finish(run.load(), of: run, planner)
    run.keep = nil
    var places: [Int: Int] = [:]
    for (index, checkpoint) in checkpoints.enumerated() {
      // A file that holds no document leaves its number to the next one.
      places[checkpoint.loaded.documents.count] = index
    }
    self.run = run
    self.planner = planner
    self.checkpoints = checkpoints
    checkpointOfDocument = places
    firstRules = checkpoints.first { if case .rules = $0.place { true } else { false } }
  }

  /// The ruleset with another text in the place of a document.
  /// - Parameters:
  ///   - document: index in ``LoadedRuleset/documents`` of ``original``; any other leaves all as it is.
  ///   - text: what the file holds instead.
  public func load(replacing document: Int, with text: [UInt8]) -> LoadedRuleset {
    guard original.documents.indices.contains(document), let index = checkpointOfDocument[document] else {
      return original
    }
    let checkpoint = checkpoints[index]
    if case .decoders = checkpoint.place, let firstRules {
      let changed = resume(checkpoint, with: text)
      if let loaded = changed.loadDecoders(from: checkpoint, keepingRulesOf: original, before: firstRules) {
        return loaded
      }
    }
    let loaded = resume(checkpoint, with: text).load(from: checkpoint)
    return RulesetLoader.finish(loaded, of: run, planner)
  }

  /// The ruleset with other texts in the place of several documents.
  /// - Parameter texts: by the index of their document in ``LoadedRuleset/documents`` of ``original``.
  package func load(replacing texts: [Int: [UInt8]]) -> LoadedRuleset {
    if texts.count == 1, let (document, text) = texts.first { return load(replacing: document, with: text) }
    let places = texts.compactMap { document, text in checkpointOfDocument[document].map { (index: $0, text: text) } }
    guard let first = places.map(\.index).min() else { return original }
    let changed = RulesetRun(resuming: run, at: checkpoints[first])
    for (index, text) in places { changed.replace(checkpoints[index].place, with: text) }
    return RulesetLoader.finish(changed.load(from: checkpoints[first]), of: run, planner)
  }

  private func resume(_ checkpoint: RulesetRun.Checkpoint, with text: [UInt8]) -> RulesetRun {
    let changed = RulesetRun(resuming: run, at: checkpoint)
    changed.replace(checkpoint.place, with: text)
    return changed
  }
}
