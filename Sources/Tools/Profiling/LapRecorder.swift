import Analysis

/// The laps of one event: the time from each thing that the engine tells to the next.
///
/// The same event in an equal session makes the same laps, so several runs can be compared lap by lap, and the least
/// counts: what the machine does in between would else be booked on whoever was tried just then.
struct Laps {
  private(set) var least: [Int] = []
  private var next = 0

  /// Another run of the same event begins.
  mutating func rewind() { next = 0 }

  /// Another event begins.
  mutating func forget() {
    least.removeAll(keepingCapacity: true)
    next = 0
  }

  /// Notes how long the next lap took this time, and says how long it took at least.
  mutating func note(_ elapsed: Int) -> Int {
    defer { next += 1 }
    guard next < least.count else {
      least.append(elapsed)
      return elapsed
    }
    least[next] = min(least[next], elapsed)
    return least[next]
  }
}

/// Takes the time of laps, and looks at nothing else.
struct LapRecorder: AnalysisObserver {
  private let clock: () -> Int
  private let overhead: Int
  private var last = 0
  var laps = Laps()

  init(clock: @escaping () -> Int, overhead: Int) {
    self.clock = clock
    self.overhead = overhead
  }

  /// A run of an event begins.
  mutating func begin() {
    laps.rewind()
    last = clock()
  }

  /// The run is done.
  mutating func end() { _ = laps.note(max(0, clock() - last - overhead)) }

  private mutating func lap() {
    end()
    last = clock()
  }

  mutating func decoding(_ step: @autoclosure () -> DecodingStep) { lap() }
  mutating func rules(_ step: @autoclosure () -> RuleStep) { lap() }
  mutating func tested(rule: Int, condition: Int, holds: Bool) { lap() }
  var isWatching: Bool { true }
}
