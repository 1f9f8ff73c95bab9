import System

/// Standard output for people, with a progress bar below it while a long run goes on.
final class Console {
  private let showsProgress: Bool
  private var isBarShown = false
  private let start = Stopwatch.seconds()

  /// - Parameter showsProgress: whether a bar may be shown (on standard error, which must be a terminal).
  init(showsProgress: Bool) { self.showsProgress = showsProgress }

  func write(_ text: String) {
    clear()
    StandardOutput.write(text)
  }

  /// Writes a report that is made of commands for a CI server.
  func writeCommands(_ text: String) {
    clear()
    StandardStream.output.writeCommands([UInt8](text.utf8))
  }

  /// Shows how far the run is, once it takes longer than half a second.
  func progress(_ done: Int, of total: Int, failed: Int) {
    guard showsProgress, total > 1, done < total, Stopwatch.seconds() - start > 0.5 else { return clear() }
    let width = 24
    let filled = width * done / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    StandardError.rewriteLine("\(bar) \(done) of \(total) files\(failed > 0 ? ", \(failed) failed" : "")")
    isBarShown = true
  }

  func clear() {
    guard isBarShown else { return }
    StandardError.rewriteLine("")
    isBarShown = false
  }
}
