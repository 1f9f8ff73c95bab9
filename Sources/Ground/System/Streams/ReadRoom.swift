import Bytes

/// Memory that is read into, for whoever reads often: what was read is there until the next reading.
package final class ReadRoom {
  private let memory: UnsafeMutableRawBufferPointer

  /// - Parameter count: how many bytes there is room for.
  package init(count: Int) { memory = .allocate(byteCount: count, alignment: 16) }

  deinit { memory.deallocate() }

  /// How many bytes there is room for.
  package var count: Int { memory.count }

  /// Some of the bytes.
  package func view(_ range: Range<Int>) -> ByteView {
    ByteView(UnsafeBufferPointer(rebasing: memory.bindMemory(to: UInt8.self)[range]))
  }

  /// Moves bytes to the front.
  package func moveToFront(_ range: Range<Int>) {
    memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[range]))
  }

  /// Takes bytes over from elsewhere, to the front.
  func copy(_ bytes: ByteView) {
    memory.copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.buffer.prefix(memory.count))))
  }

  /// The room from a place on.
  func part(from start: Int, atMost limit: Int?) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[start...].prefix(limit ?? .max))
  }
}
