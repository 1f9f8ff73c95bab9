import Analysis

/// Counts how many events a session remembers, and how many of them in the few seconds that its memory keeps in any case.
struct HistoryMeter {
  private let seconds: Int
  private var remembered = 0
  /// The window of time under way, by number, and what was remembered in it and in the two before: a window's worth of
  /// seconds touches two of them, and a clock that is a little late one more.
  private var window = Int.min
  private var counts = (0, 0, 0)
  private var peak = 0

  init(_ session: Session) { seconds = max(1, session.memorySeconds) }

  /// Is told of each event, after it.
  @inline(__always)
  mutating func note(_ session: Session, at time: Int) {
    let now = session.rememberedEvents
    guard now > remembered else { return }
    let added = now - remembered
    remembered = now
    let current = time / seconds
    if current > window {
      let (last, one) = (current == window &+ 1, current == window &+ 2)
      counts = last ? (0, counts.0, counts.1) : one ? (0, 0, counts.0) : (0, 0, 0)
      window = current
    }
    counts.0 += added
    peak = max(peak, counts.0 + counts.1 + counts.2)
  }

  /// What it comes to.
  func history(of session: Session, ids: [Int32]) -> SharedHistory {
    var history = SharedHistory()
    (history.capacity, history.events, history.peak) = (session.memoryCapacity, remembered, peak)
    for (rule, reach) in session.historyReaches {
      if reach > session.memorySeconds {
        history.farRules.insert(Int(ids[rule]))
      } else {
        history.nearRules.insert(Int(ids[rule]))
      }
    }
    return history
  }
}
