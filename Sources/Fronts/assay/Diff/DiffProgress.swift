import Corpora
import System

/// Shows on standard error how far a run over a corpus is: a bar with the rate and the time that is left on a terminal, else a
/// line every ten seconds or so.
final class DiffProgress {
  private let showsBar: Bool
  private let start = Stopwatch.seconds()
  private var shown: Double

  init(showsBar: Bool) {
    self.showsBar = showsBar
    shown = start
  }

  func show(_ corpus: Corpus) {
    let now = Stopwatch.seconds()
    guard now - shown > (showsBar ? 0.1 : 10) else { return }
    shown = now
    let rate = Int(Double(corpus.counts.events) / max(0.001, now - start))
    var text = "\(corpus.counts.events) events, \(rate) a second"
    let part = corpus.totalBytes > 0 ? min(1, Double(corpus.bytesTaken) / Double(corpus.totalBytes)) : 0
    if part > 0.01 { text += ", \(Int((now - start) / part * (1 - part))) s left" }
    guard showsBar else { return StandardError.write("assay: \(text)\n") }
    guard part > 0 else { return StandardError.rewriteLine(text) }
    let filled = Int(24 * part)
    StandardError.rewriteLine(
      String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled) + " " + text)
  }

  func clear() {
    if showsBar, shown > start { StandardError.rewriteLine("") }
  }
}
