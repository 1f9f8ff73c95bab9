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
/// The one place of the engine that allocates raw memory. At most 2 GiB, far above the engine's own event limit.
public final class ByteArena {
  @exclusivity(unchecked) private var storage: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  /// Number of bytes in use.
  @exclusivity(unchecked) public private(set) var count = 0

  /// An empty arena with room for `capacity` bytes.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 16)
    storage = .allocate(capacity: self.capacity)
  }

  deinit { storage.deallocate() }

  /// Forgets everything and keeps the memory.
  public func removeAll() { count = 0 }

  /// The bytes of a range that this arena gave out since it was last emptied.
  @inline(__always)
  public func view(_ range: ByteRange) -> ByteView {
    assert(range.offset >= 0 && Int(range.offset) + Int(range.count) <= count)
    return ByteView(base: UnsafePointer(storage) + Int(range.offset), count: Int(range.count))
  }

  /// Copies the bytes of a range.
  public func copy(_ range: ByteRange) -> ByteString { ByteString(view(range)) }

  /// Appends one byte.
  public func append(_ byte: UInt8) {
    reserve(1)
    storage[count] = byte
    count += 1
  }

  /// Appends bytes that do not lie in this arena, and says where they are now.
  @discardableResult
  public func append(_ view: ByteView) -> ByteRange {
    reserve(view.count)
    (storage + count).update(from: view.base, count: view.count)
    defer { count += view.count }
    return ByteRange(offset: count, count: view.count)
  }

  /// Appends a copy of bytes that lie in this arena.
  @discardableResult
  public func append(_ range: ByteRange) -> ByteRange {
    reserve(Int(range.count))
    (storage + count).update(from: storage + Int(range.offset), count: Int(range.count))
    defer { count += Int(range.count) }
    return ByteRange(offset: count, count: Int(range.count))
  }

  /// Appends what an array holds.
  @discardableResult
  public func append(_ bytes: [UInt8]) -> ByteRange { bytes.withUnsafeBufferPointer { append(ByteView($0)) } }

  /// Appends copies of two ranges with a byte between them.
  public func append(_ first: ByteRange, _ separator: UInt8, _ second: ByteRange) -> ByteRange {
    let (left, right) = (Int(first.count), Int(second.count))
    reserve(left + right + 1)
    let place = storage + count
    place.update(from: storage + Int(first.offset), count: left)
    place[left] = separator
    (place + left + 1).update(from: storage + Int(second.offset), count: right)
    defer { count += left + right + 1 }
    return ByteRange(offset: count, count: left + right + 1)
  }

  /// Appends a decimal number.
  @discardableResult
  public func append(decimal number: Int) -> ByteRange {
    reserve(20)
    let start = count
    if number < 0 { append(UInt8(ascii: "-")) }
    var magnitude = number.magnitude
    var end = count + 1
    while magnitude >= 10 {
      magnitude /= 10
      end += 1
    }
    magnitude = number.magnitude
    var place = end
    repeat {
      place -= 1
      storage[place] = UInt8(0x30 + magnitude % 10)
      magnitude /= 10
    } while magnitude > 0
    count = end
    return range(from: start)
  }

  /// Appends a literal.
  @discardableResult
  public func append(literal text: StaticString) -> ByteRange {
    append(ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends bytes.
  @discardableResult
  public func append(_ text: ByteString) -> ByteRange { text.withView { append($0) } }

  /// The range from `start` to the end of what is in use.
  public func range(from start: Int) -> ByteRange { ByteRange(offset: start, count: count - start) }

  /// Drops what lies behind `count`.
  public func truncate(to count: Int) {
    assert(count <= self.count)
    self.count = count
  }

  /// Makes room for so many more bytes: appending them does not move the arena.
  @inline(__always)
  public func reserve(_ extra: Int) {
    if count + extra > capacity { grow(by: extra) }
  }

  @inline(never)
  private func grow(by extra: Int) {
    let grown = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
    moved.update(from: storage, count: count)
    storage.deallocate()
    storage = moved
    capacity = grown
  }
}
