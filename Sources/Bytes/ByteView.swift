/// A read-only view of bytes that somebody else owns.
///
/// Logs are bytes, not text: they may hold NUL, broken UTF-8 or anything else. The engine looks at all of them through
/// views, so that no byte is copied and no reference is counted while an event is analysed.
///
/// A view is a pointer and a count. It is valid only as long as its owner neither moves nor frees the bytes: take one
/// with ``ByteString/withView(_:)`` or ``ByteArena/view(_:)``, use it at once, never store it. Reading outside the
/// bounds is a programming error that debug builds (and the fuzzers, which run them) stop at.
@frozen
public struct ByteView: @unchecked Sendable {
  /// The first byte. Never null: an empty view points at a static NUL.
  public let base: UnsafePointer<UInt8>
  /// Number of bytes.
  public let count: Int

  /// A view of `count` bytes from `base`.
  @inlinable
  public init(base: UnsafePointer<UInt8>, count: Int) {
    assert(count >= 0)
    self.base = base
    self.count = count
  }

  /// A view of a buffer, which may be empty.
  @inlinable
  public init(_ buffer: UnsafeBufferPointer<UInt8>) {
    if let base = buffer.baseAddress {
      self.init(base: base, count: buffer.count)
    } else {
      self = .empty
    }
  }

  /// No bytes.
  @inlinable
  public static var empty: ByteView { ByteView(base: ("" as StaticString).utf8Start, count: 0) }

  /// The bytes as a buffer, to walk or to copy.
  @inlinable
  public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Whether there is no byte.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The byte at `index`, 0 ..< `count`.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return base[index]
  }

  /// The bytes of a range within 0 ... `count`.
  @inlinable
  public subscript(range: Range<Int>) -> ByteView {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return ByteView(base: base + range.lowerBound, count: range.count)
  }

  /// All from `index` on.
  @inlinable
  public func from(_ index: Int) -> ByteView { self[index..<count] }

  /// The first `length` bytes, or all where there are fewer.
  @inlinable
  public func prefix(_ length: Int) -> ByteView { self[0..<Swift.min(length, count)] }

  /// Index of the first `byte` at or behind `start`.
  @inlinable
  public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    let index = firstIndex(of: byte, or: byte, from: start)
    return index < count ? index : nil
  }

  /// Index of the first of two bytes at or behind `start`; ``count`` when there is none.
  @inlinable
  @inline(__always)
  public func firstIndex(of one: UInt8, or other: UInt8, from start: Int) -> Int {
    var index = start
    let (first, second) = (SIMD16<UInt8>(repeating: one), SIMD16<UInt8>(repeating: other))
    // Sixteen bytes in a step.
    while index &+ 16 <= count {
      let bytes = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let isFirst: SIMDMask<SIMD16<Int8>> = bytes .== first
      let isSecond: SIMDMask<SIMD16<Int8>> = bytes .== second
      let found = unsafeBitCast(isFirst .| isSecond, to: SIMD2<UInt64>.self)
      if found[0] | found[1] != 0 {
        return index &+ (found[0] != 0 ? found[0].trailingZeroBitCount : 64 &+ found[1].trailingZeroBitCount) &>> 3
      }
      index &+= 16
    }
    while index < count, base[index] != one, base[index] != other { index &+= 1 }
    return index
  }

  /// Index of the first occurrence of `needle` at or behind `start`; an empty needle is found at `start`.
  public func firstIndex(of needle: ByteView, from start: Int = 0) -> Int? {
    guard needle.count > 0 else { return start <= count ? start : nil }
    let last = count - needle.count
    let first = needle[0]
    var index = start
    while index <= last {
      if base[index] == first, self[index..<index + needle.count] == needle { return index }
      index += 1
    }
    return nil
  }

  /// Whether the first bytes are those of `prefix`.
  @inlinable
  public func starts(with prefix: ByteView) -> Bool {
    count >= prefix.count && self[0..<prefix.count] == prefix
  }

  /// Whether the first bytes are those of a literal.
  @inlinable
  public func starts(with prefix: StaticString) -> Bool {
    starts(with: ByteView(base: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
  }

  /// Whether the bytes are those of a literal.
  @inlinable
  public static func == (view: ByteView, text: StaticString) -> Bool {
    view == ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// Whether both are equal when ASCII letters are compared without case.
  @inlinable
  public func equalsFoldingCase(_ other: ByteView) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    // Most often they are the same bytes.
    while index + 8 <= count {
      if word(at: index) != other.word(at: index) { break }
      index += 8
    }
    while index < count {
      if ASCII.fold(base[index]) != ASCII.fold(other.base[index]) { return false }
      index += 1
    }
    return true
  }

  /// A hash that is the same for views that are equal when ASCII letters are compared without case.
  @inlinable
  public var hashFoldingCase: UInt64 {
    // Eight bytes in a step. Setting the case bit of bytes that are no letters makes some of them alike: for a hash no harm.
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    if count >= 8 {
      while index + 8 <= count {
        hash = (hash ^ (word(at: index) | 0x2020_2020_2020_2020)) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        index += 8
      }
      if index < count {
        hash = (hash ^ (word(at: count - 8) | 0x2020_2020_2020_2020)) &* 0xFF51_AFD7_ED55_8CCD
      }
    } else {
      var tail: UInt64 = 0
      while index < count {
        tail = tail << 8 | UInt64(base[index] | 0x20)
        index += 1
      }
      hash = (hash ^ tail) &* 0xFF51_AFD7_ED55_8CCD
    }
    return hash ^ hash >> 29
  }

  /// Eight bytes from an index at which there are as many.
  @inlinable
  @inline(__always)
  public func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    return UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }
}

extension ByteView: Equatable {
  /// Whether both hold the same bytes.
  @inlinable
  public static func == (left: ByteView, right: ByteView) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index + 8 <= left.count {
      if left.word(at: index) != right.word(at: index) { return false }
      index += 8
    }
    while index < left.count {
      if left.base[index] != right.base[index] { return false }
      index += 1
    }
    return true
  }
}
