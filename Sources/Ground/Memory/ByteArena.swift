import Bytes

/// A place in a ``ByteArena``: offset and length. Eight bytes, no ownership, no reference count.
@frozen
public struct ByteRange: Equatable, Sendable {
  /// Offset of the first byte in the arena.
  public var offset: Int32
  /// Number of bytes.
  public var count: Int32

  /// A place of `count` bytes from `offset`.
  @inlinable
  public init(offset: Int, count: Int) {
    self.offset = Int32(truncatingIfNeeded: offset)
    self.count = Int32(truncatingIfNeeded: count)
  }

  /// The part from `start` on, counted from the beginning of this range.
  @inlinable
  public func from(_ start: Int) -> ByteRange {
    ByteRange(offset: Int(offset) + start, count: Int(count) - start)
  }

  /// A part, counted from the beginning of this range.
  @inlinable
  public subscript(range: Range<Int>) -> ByteRange {
    ByteRange(offset: Int(offset) + range.lowerBound, count: range.count)
  }

  /// Whether there is no byte.
  @inlinable
  public var isEmpty: Bool { count == 0 }
}

/// The memory of one event: its log and every text made from it, one behind the other.
///
/// A session has one arena and empties it before each event without freeing it. Texts are named by ``ByteRange`` and
/// read through ``view(_:)``. Appending may move the arena, so a view must not be kept across an append; a range may.
///
/// Behind the bytes in use there is always room for ``padding`` more, which may be read and overwritten but mean nothing:
/// searches and copies go by whole chunks and need no care at the end.
///
/// Memory for bytes that are written once per event. At most 2 GiB, far above the engine's own event limit.
public final class ByteArena {
  /// Number of bytes that can be read behind the last one in use.
  public static let padding = ByteView.padding

  @exclusivity(unchecked) @usableFromInline var storage: UnsafeMutablePointer<UInt8>
  /// Number of bytes that fit, not counting the padding.
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  @exclusivity(unchecked) @usableFromInline var used = 0
  /// Number of bytes in use.
  @inlinable public var count: Int { used }

  /// An empty arena with room for `capacity` bytes.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 16)
    storage = Self.allocate(self.capacity)
  }

  /// Memory for `capacity` bytes and the padding, all of it set: whoever reads too far reads something.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + padding)
    memory.initialize(repeating: 0, count: capacity + padding)
    return memory
  }

  deinit { storage.deallocate() }

  /// Forgets everything and keeps the memory.
  @inlinable
  public func removeAll() { used = 0 }

  /// The bytes of a range that this arena gave out since it was last emptied.
  @inlinable
  @inline(__always)
  public func view(_ range: ByteRange) -> ByteView {
    assert(range.offset >= 0 && Int(range.offset) + Int(range.count) <= count)
    return ByteView(base: UnsafePointer(storage) + Int(range.offset), count: Int(range.count))
  }

  /// Copies the bytes of a range.
  public func copy(_ range: ByteRange) -> ByteString { ByteString(view(range)) }

  /// Appends one byte.
  @inlinable
  public func append(_ byte: UInt8) {
    reserve(1)
    storage[count] = byte
    used += 1
  }

  /// Appends bytes that do not lie in this arena, and says where they are now.
  @discardableResult
  @inlinable
  public func append(_ view: ByteView) -> ByteRange {
    reserve(view.count)
    (storage + count).update(from: view.base, count: view.count)
    defer { used += view.count }
    return ByteRange(offset: count, count: view.count)
  }

  /// Appends a copy of bytes that lie in this arena.
  @discardableResult
  @inlinable
  public func append(_ range: ByteRange) -> ByteRange {
    let length = Int(range.count)
    reserve(length)
    duplicate(range, to: count)
    defer { used += length }
    return ByteRange(offset: count, count: length)
  }

  /// Appends what an array holds.
  @discardableResult
  public func append(_ bytes: [UInt8]) -> ByteRange { bytes.withUnsafeBufferPointer { append(ByteView($0)) } }

  /// Appends copies of two ranges, one behind the other.
  @inlinable
  @inline(__always)
  public func append(_ first: ByteRange, _ second: ByteRange) -> ByteRange {
    let start = used
    let middle = start &+ Int(first.count)
    let length = Int(first.count) &+ Int(second.count)
    reserve(length)
    duplicate(first, to: start)
    duplicate(second, to: middle)
    used = start &+ length
    return ByteRange(offset: start, count: length)
  }

  /// Copies bytes of this arena to a place behind those in use, for which there is room.
  ///
  /// PERF: by two chunks, the last of which copy too much, into the room behind or the padding. Most texts are names of
  /// a few bytes, for which `memmove` takes longer to find out what to do than to do it.
  @inlinable
  @inline(__always)
  func duplicate(_ range: ByteRange, to place: Int) {
    let (source, target) = (UnsafeRawPointer(storage) + Int(range.offset), UnsafeMutableRawPointer(storage) + place)
    let length = Int(range.count)
    guard length <= 64 else { return target.copyMemory(from: source, byteCount: length) }
    var index = 0
    repeat {
      let (head, tail) = (
        source.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self),
        source.loadUnaligned(fromByteOffset: index &+ 16, as: SIMD16<UInt8>.self)
      )
      target.storeBytes(of: head, toByteOffset: index, as: SIMD16<UInt8>.self)
      target.storeBytes(of: tail, toByteOffset: index &+ 16, as: SIMD16<UInt8>.self)
      index &+= 32
    } while index < length
  }

  /// Sets sixteen bytes behind those in use, for the first of which there is room: nobody sees them before
  /// ``extend(to:)``.
  @inlinable
  @inline(__always)
  public func store(_ chunk: SIMD16<UInt8>, at place: Int) {
    assert(place >= used && place <= capacity)
    UnsafeMutableRawPointer(storage).storeBytes(of: chunk, toByteOffset: place, as: SIMD16<UInt8>.self)
  }

  /// Sets a byte behind those in use, for which there is room.
  @inlinable
  @inline(__always)
  public func store(_ byte: UInt8, at place: Int) {
    assert(place >= used && place < capacity)
    storage[place] = byte
  }

  /// Takes what was stored behind the bytes in use into use, up to `count`.
  @inlinable
  @inline(__always)
  public func extend(to count: Int) {
    assert(count >= used && count <= capacity)
    used = count
  }

  /// Appends one byte for which there is room.
  @inlinable
  @inline(__always)
  public func append(reserved byte: UInt8) {
    assert(count < capacity)
    storage[count] = byte
    used &+= 1
  }

  /// Appends a decimal number.
  @discardableResult
  @inlinable
  public func append(decimal number: Int) -> ByteRange {
    reserve(20)
    let start = used
    if number < 0 { append(reserved: UInt8(ascii: "-")) }
    var magnitude = number.magnitude
    var digits = 1
    var limit: UInt = 10
    while magnitude >= limit {
      digits &+= 1
      let (next, isTooLarge) = limit.multipliedReportingOverflow(by: 10)
      if isTooLarge { break }
      limit = next
    }
    used &+= digits
    var place = used
    repeat {
      place &-= 1
      storage[place] = UInt8(truncatingIfNeeded: 0x30 &+ magnitude % 10)
      magnitude /= 10
    } while magnitude > 0
    return range(from: start)
  }

  /// Appends a literal.
  @discardableResult
  @inlinable
  public func append(literal text: StaticString) -> ByteRange {
    append(ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends bytes.
  @discardableResult
  public func append(_ text: ByteString) -> ByteRange { text.withView { append($0) } }

  /// The range from `start` to the end of what is in use.
  @inlinable
  public func range(from start: Int) -> ByteRange { ByteRange(offset: start, count: count - start) }

  /// Drops what lies behind `count`.
  @inlinable
  public func truncate(to count: Int) {
    assert(count <= used)
    used = count
  }

  /// Makes room for so many more bytes: appending them does not move the arena.
  @inlinable
  @inline(__always)
  public func reserve(_ extra: Int) {
    if count + extra > capacity { grow(by: extra) }
  }

  @inline(never)
  @usableFromInline
  func grow(by extra: Int) {
    let grown = max(capacity * 2, count + extra)
    let moved = Self.allocate(grown)
    moved.update(from: storage, count: count)
    storage.deallocate()
    storage = moved
    capacity = grown
  }
}
