import Bytes
import Memory

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
  private var chunks = PlainBuffer<Chunk>(capacity: 16)
  /// The first of `chunks` that has blocks.
  private var oldest = 0
  /// A chunk of the usual size that waits to be used again.
  private var spare: Chunk?

  /// Takes a block, aligned for any plain value.
  mutating func take(byteCount: Int) -> UnsafeMutableRawPointer {
    let size = (max(byteCount, 1) + 15) & ~15
    if chunks.count == 0 || chunks[chunks.count - 1].used + size > chunks[chunks.count - 1].size { addChunk(size) }
    var chunk = chunks[chunks.count - 1]
    let block = chunk.memory + chunk.used
    chunk.used += size
    chunk.blocks += 1
    chunks[chunks.count - 1] = chunk
    return block
  }

  /// Gives back the oldest block that has not been given back.
  mutating func giveBackOldest() {
    while chunks[oldest].blocks == 0 {
      // It was empty, but too small for the block that came next.
      retire(chunks[oldest])
      oldest += 1
    }
    var chunk = chunks[oldest]
    chunk.blocks -= 1
    if chunk.blocks == 0, oldest == chunks.count - 1 { chunk.used = 0 }
    chunks[oldest] = chunk
    guard chunk.blocks == 0, oldest < chunks.count - 1 else { return }
    retire(chunk)
    oldest += 1
    if oldest >= 64 {
      chunks.removeFirst(oldest)
      oldest = 0
    }
  }

  /// Gives all memory back.
  func deallocate() {
    for index in oldest..<chunks.count { chunks[index].memory.deallocate() }
    spare?.memory.deallocate()
    chunks.deallocate()
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
