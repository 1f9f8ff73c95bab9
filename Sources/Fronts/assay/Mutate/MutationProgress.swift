import Mutation
import System

/// Shows on standard error how far a run is: a bar on a terminal, else a line every ten seconds or so.
final class MutationProgress: @unchecked Sendable {
  // Only used by the run, which tells one worker's progress at a time, and behind it.
  private let showsBar: Bool
  private let start = Stopwatch.seconds()
  private var shown: Double

  init(showsBar: Bool) {
    self.showsBar = showsBar
    shown = start
  }

  func show(_ progress: MutationRun.Progress) {
    let now = Stopwatch.seconds()
    guard now - shown > (showsBar ? 0.1 : 10), progress.done < progress.total else { return }
    shown = now
    let text = "\(progress.done) of \(progress.total) mutants, \(progress.survived) survived"
    guard showsBar else { return StandardError.write("assay: \(text)\n") }
    let width = 24
    let filled = width * progress.done / max(1, progress.total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    StandardError.rewriteLine("\(bar) \(text)")
  }

  func clear() {
    if showsBar, shown > start { StandardError.rewriteLine("") }
  }
}
