import Bytes

/// A look at values that a ``PlainBuffer`` owns: address and number, no reference count. Good as long as the buffer does
/// not grow or end.
@frozen
public struct PlainView<Element: BitwiseCopyable>: BitwiseCopyable, RandomAccessCollection, @unchecked Sendable {
  @usableFromInline let base: UnsafePointer<Element>
  /// Number of values.
  public let count: Int

  @usableFromInline
  @inline(__always)
  init(base: UnsafePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// Always 0.
  @inlinable public var startIndex: Int { 0 }
  /// Behind the last value.
  @inlinable public var endIndex: Int { count }

  /// The value at an index, 0 ..< `count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(index >= 0 && index < count)
      return base + index
    }
  }

  /// Some of the values, counted from 0 again.
  @inlinable
  public subscript(range: Range<Int>) -> PlainView {
    @inline(__always) get {
      assert(range.lowerBound >= 0 && range.upperBound <= count)
      return PlainView(base: base + range.lowerBound, count: range.count)
    }
  }
}

extension PlainView<UInt8> {
  /// The values as bytes.
  @inlinable
  public var bytes: ByteView {
    @inline(__always) get { ByteView(base: base, count: count) }
  }
}
