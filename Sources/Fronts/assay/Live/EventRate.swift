import System

/// How many events there are in a second, over the last one.
struct EventRate {
  private var start = Stopwatch.seconds()
  private var countAtStart = 0
  private(set) var perSecond = 0

  /// Whether the last look was some time ago.
  var isDue: Bool { Stopwatch.seconds() - start >= 0.5 }

  mutating func count(_ count: Int) {
    let now = Stopwatch.seconds()
    guard now - start >= 0.5 else { return }
    perSecond = Int(Double(count - countAtStart) / (now - start))
    start = now
    countAtStart = count
  }
}
