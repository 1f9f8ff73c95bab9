import Bytes
import Memory
import TestSupport
import Testing

@testable import Analysis

@Suite("Candidates")
struct CandidateTests {
  @Test("Lists are merged in order, without doubles", arguments: 0..<50)
  func merging(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var lists = CandidateLists()
    defer { lists.deallocate() }
    let spans = (0..<6).map { _ in
      Set((0..<Int.random(in: 0...12, using: &random)).map { _ in Int32.random(in: 0...40, using: &random) }).sorted()
    }
    let pool = PlainBuffer(spans.flatMap { $0 })
    defer { pool.deallocate() }
    var start: Int32 = 0
    lists.merge(Span(start: 0, end: 0), of: pool, from: 0)
    for span in spans {
      lists.merge(Span(start: start, end: start + Int32(span.count)), of: pool, from: 0)
      start += Int32(span.count)
    }
    #expect((0..<lists.count).map { lists[$0] } == Set(spans.joined()).sorted())
  }

  @Test("Blocks are given back in order, and their memory is used again", arguments: 0..<20)
  func blocks(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var queue = BlockQueue()
    var open: [(block: UnsafeMutableRawPointer, count: Int, mark: UInt8)] = []
    for round in 0..<3000 {
      if !open.isEmpty, Bool.random(using: &random) || open.count > 200 {
        let oldest = open.removeFirst()
        let bytes = UnsafeRawBufferPointer(start: oldest.block, count: oldest.count)
        #expect(bytes.allSatisfy { $0 == oldest.mark })
        queue.giveBackOldest()
      } else {
        let count = Int.random(in: 0...(round % 100 == 0 ? 400_000 : 5_000), using: &random)
        let block = queue.take(byteCount: count)
        let mark = UInt8(truncatingIfNeeded: round)
        block.initializeMemory(as: UInt8.self, repeating: mark, count: count)
        open.append((block, count, mark))
      }
    }
    queue.deallocate()
  }
}
