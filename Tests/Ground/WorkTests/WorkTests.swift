import Testing
import Work

@Suite("Work done side by side")
struct WorkTests {
  @Test("What nobody waits for is dropped; what is waited for twice is done once")
  func background() {
    for number in 0..<50 {
      let work = BackgroundWork { (0...number).reduce(0, +) }
      guard number % 2 == 0 else { continue }
      #expect(work.wait() == number * (number + 1) / 2)
      #expect(work.wait() == number * (number + 1) / 2)
    }
  }

  @Test("Results come back in order, whoever worked them out", arguments: [1, 2, 5], [1, 3, 100])
  func pool(jobs: Int, chunk: Int) async {
    let results = await WorkerPool.map(count: 37, jobs: jobs, chunk: chunk, worker: { 2 }, body: { $0 * $1 })
    #expect(results == (0..<37).map { $0 * 2 })
  }
}
