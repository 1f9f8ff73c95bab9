/// Memory for blocks that are given back in the order in which they were taken, as remembered events are.
///
/// PERF: blocks lie one behind the other in large chunks that are used again. Taken from the system one by one, they
/// would go back to it and come anew, each time to be cleared.
struct BlockQueue {
  private struct Chunk: BitwiseCopyable {
    let memory: UnsafeMutableRawPointer
    let size: Int
    var used = 0
    /// Blocks that have not been given back.
    var blocks = 0
  }

  private static let chunkSize = 1 << 18

  /// The chunks in use, oldest first; blocks are taken from the last one.
  private var chunks: [Chunk] = []
  /// The first of `chunks` that has blocks.
  private var oldest = 0
  /// A chunk of the usual size that waits to be used again.
  private var spare: Chunk?

  /// Takes a block, aligned for any plain value.
  mutating func take(byteCount: Int) -> UnsafeMutableRawPointer {
    let size = (max(byteCount, 1) + 15) & ~15
    if chunks.isEmpty || chunks[chunks.count - 1].used + size > chunks[chunks.count - 1].size { addChunk(size) }
    let last = chunks.count - 1
    let block = chunks[last].memory + chunks[last].used
    chunks[last].used += size
    chunks[last].blocks += 1
    return block
  }

  /// Gives back the oldest block that has not been given back.
  mutating func giveBackOldest() {
    while chunks[oldest].blocks == 0 { oldest += 1 }
    chunks[oldest].blocks -= 1
    guard chunks[oldest].blocks == 0 else { return }
    if oldest == chunks.count - 1 {
      chunks[oldest].used = 0
    } else {
      retire(chunks[oldest])
      oldest += 1
      if oldest >= 64 {
        chunks.removeFirst(oldest)
        oldest = 0
      }
    }
  }

  /// Gives all memory back.
  func deallocate() {
    for chunk in chunks[oldest...] { chunk.memory.deallocate() }
    spare?.memory.deallocate()
  }

  private mutating func addChunk(_ size: Int) {
    if let spare, spare.size >= size {
      chunks.append(spare)
      self.spare = nil
    } else {
      let size = max(size, Self.chunkSize)
      chunks.append(Chunk(memory: .allocate(byteCount: size, alignment: 16), size: size))
    }
  }

  private mutating func retire(_ chunk: Chunk) {
    guard spare == nil, chunk.size == Self.chunkSize else { return chunk.memory.deallocate() }
    spare = Chunk(memory: chunk.memory, size: chunk.size)
  }
}
