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
    var index = start
    while index < count {
      if base[index] == byte { return index }
      index += 1
    }
    return nil
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
    for index in 0..<count where ASCII.fold(base[index]) != ASCII.fold(other.base[index]) { return false }
    return true
  }
}

extension ByteView: Equatable {
  /// Whether both hold the same bytes.
  @inlinable
  public static func == (left: ByteView, right: ByteView) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.base[index] != right.base[index] { return false }
    return true
  }
}
