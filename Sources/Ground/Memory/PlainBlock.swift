import Bytes

/// A block of memory that a ``BlockQueue`` gave out: plain values and bytes at places that the user knows.
@frozen
public struct PlainBlock: BitwiseCopyable, @unchecked Sendable {
  @usableFromInline let memory: UnsafeMutableRawPointer

  @usableFromInline
  init(memory: UnsafeMutableRawPointer) { self.memory = memory }

  /// The value that was stored at a place.
  @inlinable
  @inline(__always)
  public func load<Value: BitwiseCopyable>(at place: Int, as type: Value.Type) -> Value {
    memory.loadUnaligned(fromByteOffset: place, as: type)
  }

  /// Stores a value at a place.
  @inlinable
  @inline(__always)
  public func store<Value: BitwiseCopyable>(_ value: Value, at place: Int) {
    memory.storeBytes(of: value, toByteOffset: place, as: Value.self)
  }

  /// Stores bytes from a place on.
  @inlinable
  @inline(__always)
  public func store(_ bytes: ByteView, at place: Int) {
    (memory + place).copyMemory(from: bytes.base, byteCount: bytes.count)
  }

  /// The bytes from a place on; good as long as the block.
  @inlinable
  @inline(__always)
  public func bytes(at place: Int, count: Int) -> ByteView {
    ByteView(base: UnsafePointer((memory + place).assumingMemoryBound(to: UInt8.self)), count: count)
  }
}
