/// A read-only view of bytes that somebody else owns.
///
/// Logs are bytes, not text: they may hold NUL, broken UTF-8 or anything else. The engine looks at all of them through
/// views, so that no byte is copied and no reference is counted while an event is analysed.
///
/// A view is a pointer and a count. It is valid only as long as its owner neither moves nor frees the bytes: take one
/// with ``ByteString/withView(_:)``, an array's `withView`, or `ByteArena.view(_:)`, use it at once, never store it. Reading outside the
/// bounds is a programming error that debug builds (and the fuzzers, which run them) stop at.
@frozen
public struct ByteView: @unchecked Sendable {
  /// Number of bytes that can be read behind the last one of a view of an arena.
  public static let padding = 32

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
  public static var empty: ByteView { ByteView("") }

  /// The bytes of a literal, which never go away.
  @inlinable
  public init(_ literal: StaticString) { self.init(base: literal.utf8Start, count: literal.utf8CodeUnitCount) }

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
    let wanted = SIMD16<UInt8>(repeating: byte)
    var index = start
    // PERF: sixty-four bytes in a step; most often there is none in a whole log.
    while index &+ 64 <= count {
      let first: SIMDMask<SIMD16<Int8>> = chunk(at: index) .== wanted
      let second: SIMDMask<SIMD16<Int8>> = chunk(at: index &+ 16) .== wanted
      let third: SIMDMask<SIMD16<Int8>> = chunk(at: index &+ 32) .== wanted
      let fourth: SIMDMask<SIMD16<Int8>> = chunk(at: index &+ 48) .== wanted
      if ((first .| second) .| (third .| fourth)).bits != 0 { break }
      index &+= 64
    }
    let found = firstIndex(of: byte, or: byte, from: index)
    return found < count ? found : nil
  }

  /// Index of the first of two bytes at or behind `start`; ``count`` when there is none.
  @inlinable
  @inline(__always)
  public func firstIndex(of one: UInt8, or other: UInt8, from start: Int) -> Int {
    var index = start
    // Sixteen bytes in a step.
    while index &+ 16 <= count {
      let found = chunk(at: index).mask(of: one, or: other)
      if found != 0 { return index &+ found.trailingZeroBitCount }
      index &+= 16
    }
    while index < count, base[index] != one, base[index] != other { index &+= 1 }
    return index
  }

  /// Index of the first of two bytes at or behind `start`; ``count`` or more when there is none.
  ///
  /// Only for views behind which ``padding`` more bytes can be read, as there can in an arena.
  @inlinable
  @inline(__always)
  public func firstIndexInPadded(of one: UInt8, or other: UInt8, from start: Int) -> Int {
    var index = start
    // PERF: two chunks in a step. Most names and values are shorter: one branch, and one that can be foretold.
    while index < count {
      let (head, tail) = (chunk(at: index).mask(of: one, or: other), chunk(at: index &+ 16).mask(of: one, or: other))
      let found = tail &<< 16 | head
      if found != 0 { return index &+ found.trailingZeroBitCount }
      index &+= 32
    }
    return index
  }

  /// Index of the first occurrence of `needle` at or behind `start`; an empty needle is found at `start`.
  public func firstIndex(of needle: ByteView, from start: Int = 0) -> Int? {
    guard needle.count > 0 else { return start <= count ? start : nil }
    let last = count - needle.count
    let distance = needle.count - 1
    let (head, tail) = (needle[0], needle[distance])
    var index = start
    // PERF: sixteen places in a step: only where the first and the last byte stand is the rest compared.
    while index + 15 <= last {
      var places = chunk(at: index).mask(of: head, or: head) & chunk(at: index + distance).mask(of: tail, or: tail)
      while places != 0 {
        let place = index + places.trailingZeroBitCount
        if self[place..<place + needle.count] == needle { return place }
        places &= places - 1
      }
      index += 16
    }
    while index <= last {
      if base[index] == head, self[index..<index + needle.count] == needle { return index }
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
  public func starts(with prefix: StaticString) -> Bool { starts(with: ByteView(prefix)) }

  /// Whether the bytes are those of a literal.
  @inlinable
  public static func == (view: ByteView, text: StaticString) -> Bool { view == ByteView(text) }

  /// Whether both are equal when ASCII letters are compared without case.
  @inlinable
  public func equalsFoldingCase(_ other: ByteView) -> Bool {
    guard count == other.count else { return false }
    // Most often they are the same bytes.
    if self == other { return true }
    for index in 0..<count where ASCII.fold(base[index]) != ASCII.fold(other.base[index]) { return false }
    return true
  }

  /// Whether the bytes are those of a literal when ASCII letters are compared without case.
  @inlinable
  package func equalsFoldingCase(_ text: StaticString) -> Bool {
    equalsFoldingCase(ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A hash that is the same for views that are equal when ASCII letters are compared without case.
  ///
  /// PERF: sixteen bytes in a step; the last step takes the last sixteen, some of them again, so that there is no loop
  /// over a rest.
  @inlinable
  @inline(__always)
  public var hashFoldingCase: UInt64 {
    let length = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    guard count > 16 else {
      let (head, tail) = shortWords
      return Self.mixed(head ^ length, tail ^ 0xFF51_AFD7_ED55_8CCD)
    }
    var hash = length
    var index = 0
    repeat {
      hash = Self.mixed(folded(at: index) ^ hash, folded(at: index &+ 8) ^ 0xFF51_AFD7_ED55_8CCD)
      index &+= 16
    } while index &+ 16 < count
    return Self.mixed(folded(at: count &- 16) ^ hash, folded(at: count &- 8) ^ 0xC4CE_B9FE_1A85_EC53)
  }

  /// All bytes of at most sixteen, in two words that may share some.
  @inlinable
  @inline(__always)
  var shortWords: (UInt64, UInt64) {
    if count >= 8 { return (folded(at: 0), folded(at: count &- 8)) }
    if count >= 4 {
      let raw = UnsafeRawPointer(base)
      let head = raw.loadUnaligned(as: UInt32.self) | 0x2020_2020
      let tail = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self) | 0x2020_2020
      return (UInt64(head), UInt64(tail))
    }
    guard count > 0 else { return (0, 0) }
    return (UInt64(base[0] | 0x20) &<< 8 | UInt64(base[count &>> 1] | 0x20), UInt64(base[count &- 1] | 0x20))
  }

  /// Eight bytes with their case bit set. That makes some alike that are no letters: for a hash no harm.
  @inlinable
  @inline(__always)
  func folded(at index: Int) -> UInt64 { word(at: index) | 0x2020_2020_2020_2020 }

  /// Both halves of a product, each bit of which depends on many of both numbers.
  @inlinable
  @inline(__always)
  static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }

  /// Eight bytes from an index at which there are as many.
  @inlinable
  @inline(__always)
  public func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    return UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }
}

extension ByteView {
  /// The byte at an index, which may be behind the last one in a view with ``padding``.
  @inlinable
  @inline(__always)
  public func padded(at index: Int) -> UInt8 {
    assert(index >= 0 && index < count + ByteView.padding)
    return base[index]
  }

  /// Sixteen bytes from an index, without a check that there are as many.
  @inlinable
  @inline(__always)
  public func chunk(at index: Int) -> SIMD16<UInt8> {
    UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }
}

extension ByteView {
  /// Hashes all bytes at once.
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(buffer)) }
}

extension [UInt8] {
  /// Calls `body` with a view that is valid during the call.
  @inlinable
  public func withView<Result, Failure: Error>(_ body: (ByteView) throws(Failure) -> Result) throws(Failure) -> Result {
    var outcome: Swift.Result<Result, Failure>?
    withUnsafeBufferPointer { buffer in
      do throws(Failure) {
        outcome = .success(try body(ByteView(buffer)))
      } catch {
        outcome = .failure(error)
      }
    }
    guard let outcome else { preconditionFailure("withUnsafeBufferPointer always calls its body") }
    return try outcome.get()
  }
}

extension SIMD16<UInt8> {
  /// Where one of two bytes stands: a bit for each place, the lowest for the first.
  @inlinable
  @inline(__always)
  public func mask(of one: UInt8, or other: UInt8) -> UInt32 {
    // `SIMD16(repeating:)`, because a comparison with a scalar compiles to sixteen of them.
    let isOne: SIMDMask<SIMD16<Int8>> = self .== SIMD16(repeating: one)
    let isOther: SIMDMask<SIMD16<Int8>> = self .== SIMD16(repeating: other)
    return (isOne .| isOther).bits
  }
}

extension ByteView: Equatable {
  /// Whether both hold the same bytes.
  @inlinable
  public static func == (left: ByteView, right: ByteView) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    guard count >= 8 else {
      var index = 0
      while index < count {
        if left.base[index] != right.base[index] { return false }
        index &+= 1
      }
      return true
    }
    // The last step takes the last eight bytes, some of them again: no loop over a rest.
    let last = count &- 8
    var index = 0
    while index < last {
      if left.word(at: index) != right.word(at: index) { return false }
      index &+= 8
    }
    return left.word(at: last) == right.word(at: last)
  }
}
