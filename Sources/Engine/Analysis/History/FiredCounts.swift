/// Per rule: how often it was the result. The daemon begins anew with each hour.
struct FiredCounts {
  private var counts: [Int]
  private var hour: Int?

  init(ruleCount: Int) { counts = Array(repeating: 0, count: ruleCount) }

  subscript(rule: Int) -> Int { counts[rule] }

  mutating func add(_ rule: Int) { counts[rule] += 1 }

  /// Takes note of the hour of the event, which the daemon alone does.
  mutating func begin(hour now: Int) {
    if let hour, hour != now { for index in counts.indices { counts[index] = 0 } }
    hour = now
  }
}
