import Bytes
import Memory
import TestSupport
import Testing

@Suite("Blocks of memory")
struct BlockQueueTests {
  @Test("They are given back in order, and their memory is used again", arguments: 0..<20)
  func blocks(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var queue = BlockQueue()
    var open: [(block: PlainBlock, bytes: [UInt8])] = []
    for round in 0..<3000 {
      if !open.isEmpty, Bool.random(using: &random) || open.count > 200 {
        let oldest = open.removeFirst()
        #expect(Array(oldest.block.bytes(at: 0, count: oldest.bytes.count).buffer) == oldest.bytes)
        queue.giveBackOldest()
      } else {
        let count = Int.random(in: 0...(round % 100 == 0 ? 400_000 : 5_000), using: &random)
        let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: count)
        let block = queue.take(byteCount: count)
        bytes.withView { block.store($0, at: 0) }
        open.append((block, bytes))
      }
    }
  }

  @Test("Values are read back from any place") func values() {
    var queue = BlockQueue()
    let block = queue.take(byteCount: 64)
    block.store(Int64(-5), at: 3)
    block.store(UInt16(0xBEEF), at: 11)
    #expect(block.load(at: 3, as: Int64.self) == -5)
    #expect(block.load(at: 11, as: UInt16.self) == 0xBEEF)
  }
}
