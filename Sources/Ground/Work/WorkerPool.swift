/// Does numbered pieces of work on several workers and hands the results back in order.
package enum WorkerPool {
  /// Hands out pieces.
  private actor Cursor {
    private var next = 0
    private let count: Int
    private let chunk: Int

    init(count: Int, chunk: Int) {
      self.count = count
      self.chunk = chunk
    }

    func take() -> Range<Int>? {
      guard next < count else { return nil }
      let range = next..<min(next + chunk, count)
      next = range.upperBound
      return range
    }
  }

  /// Results of `body` for 0 ..< `count`, in order.
  /// - Parameters:
  ///   - jobs: number of workers.
  ///   - chunk: how many pieces a worker takes at once.
  ///   - worker: makes what a worker owns; never shared between workers.
  package static func map<Worker, Result: Sendable>(
    count: Int, jobs: Int, chunk: Int, worker: @escaping @Sendable () -> Worker,
    body: @escaping @Sendable (Int, Worker) -> Result
  ) async -> [Result] {
    guard jobs > 1, count > chunk else {
      let only = worker()
      return (0..<count).map { body($0, only) }
    }
    let cursor = Cursor(count: count, chunk: chunk)
    return await withTaskGroup(of: [(Int, [Result])].self) { group in
      for _ in 0..<min(jobs, (count + chunk - 1) / chunk) {
        group.addTask {
          let own = worker()
          var done: [(Int, [Result])] = []
          while let range = await cursor.take() {
            done.append((range.lowerBound, range.map { body($0, own) }))
          }
          return done
        }
      }
      var all: [(Int, [Result])] = []
      for await part in group { all += part }
      return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }
}
