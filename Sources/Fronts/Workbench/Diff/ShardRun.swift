import Corpora
import Diagnostics
import System

/// A corpus that is dealt out to files by agent.
package struct ShardRun {
  package var corpus: [String]
  package var count: Int
  package var folder: String

  package init(_ corpus: [String], into count: Int, folder: String) {
    self.corpus = corpus
    self.count = count
    self.folder = folder
  }

  /// Deals it out.
  /// - Returns: the files, their lines, and what a reader should know.
  package func run(
    shouldStop: () -> Bool, progress: (Int) -> Void
  ) throws -> (files: [(path: String, lines: Int)], remarks: [String]) {
    let shards = CorpusShards(into: count, folder: folder)
    do {
      try FileAccess.makeFolder(folder)
      let inside = corpus.filter { word in
        shards.files.contains { PathFacts.real($0) != nil && PathFacts.real($0) == PathFacts.real(word) }
      }
      if let word = inside.first {
        throw BadInput(Diagnostic(.error, code: "unwritable", "\(word) is what the command reads, and is not replaced"))
      }
      try shards.deal(corpus, shouldStop: shouldStop, progress: progress)
    } catch let failure as CorpusFailure {
      throw BadInput(failure.diagnostic)
    } catch let failure as FileFailure {
      throw BadInput(Diagnostic(.error, code: "unwritable", failure.message))
    }
    if !shards.problems.isEmpty { throw BadInput(shards.problems) }
    var remarks = shards.remarks
    let all = shards.counts.reduce(0, +)
    if count > 1, let most = shards.counts.max(), most > all / 2, all > 1000 {
      remarks.append(
        "one shard has \(most) of \(all) lines: an agent, or the manager itself, sends more than half of all")
    }
    return (zip(shards.files, shards.counts).map { ($0, $1) }, remarks)
  }
}
