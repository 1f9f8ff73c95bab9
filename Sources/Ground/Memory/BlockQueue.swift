/// Memory for blocks that are given back in the order in which they were taken, as remembered events are.
/// The queue owns it all.
///
/// PERF: blocks lie one behind the other in large chunks that are used again. Taken from the system one by one, they
/// would go back to it and come anew, each time to be cleared.
package struct BlockQueue: ~Copyable {
  package struct Chunk: ~Copyable {
    fileprivate let memory: UnsafeMutableRawPointer
    let size: Int
    var used = 0
    /// Blocks that have not been given back.
    var blocks = 0

    init(size: Int) {
      memory = .allocate(byteCount: size, alignment: 16)
      self.size = size
    }

    deinit { memory.deallocate() }
  }

  private static let chunkSize = 1 << 18

  /// The chunks in use, oldest first; blocks are taken from the last one.
  private var chunks = PlainBuffer<Chunk>(capacity: 16)
  /// A chunk of the usual size that waits to be used again.
  private var spare: Chunk?

  package init() {}

  /// Takes a block, aligned for any plain value.
  package mutating func take(byteCount: Int) -> PlainBlock {
    let size = (max(byteCount, 1) + 15) & ~15
    if chunks.count == 0 || chunks[chunks.count - 1].used + size > chunks[chunks.count - 1].size { addChunk(size) }
    let last = chunks.count - 1
    let block = chunks[last].memory + chunks[last].used
    chunks[last].used += size
    chunks[last].blocks += 1
    return PlainBlock(memory: block)
  }

  /// Gives back the oldest block that has not been given back.
  package mutating func giveBackOldest() {
    // One without blocks was empty, but too small for the block that came next.
    while chunks[0].blocks == 0 { retireOldest() }
    chunks[0].blocks -= 1
    guard chunks[0].blocks == 0 else { return }
    if chunks.count == 1 { chunks[0].used = 0 } else { retireOldest() }
  }

  private mutating func addChunk(_ size: Int) {
    if size <= Self.chunkSize, let spare = spare.take() {
      chunks.append(spare)
    } else {
      chunks.append(Chunk(size: max(size, Self.chunkSize)))
    }
  }

  private mutating func retireOldest() {
    var chunk = chunks.removeFirst()
    guard spare == nil, chunk.size == Self.chunkSize else { return }
    chunk.used = 0
    spare = consume chunk
  }
}
