/// Where one value of a ``PlainBuffer`` lies; for values that are too large to copy, and for those of which a part is
/// found by its address. Good as long as the buffer does not grow or end.
@frozen
public struct PlainPlace<Element: BitwiseCopyable>: BitwiseCopyable, @unchecked Sendable {
  /// The address.
  public let address: UnsafePointer<Element>

  @usableFromInline
  @inline(__always)
  init(address: UnsafePointer<Element>) { self.address = address }

  /// The value.
  @inlinable
  public var pointee: Element {
    @inline(__always) unsafeAddress { address }
  }

  /// Where a part of the value lies.
  /// - Parameters:
  ///   - offset: how many bytes the part lies behind the value's first one.
  ///   - type: what the part is.
  @inlinable
  @inline(__always)
  public func part<Part: BitwiseCopyable>(at offset: Int, as type: Part.Type) -> PlainPlace<Part> {
    assert(offset >= 0 && offset + MemoryLayout<Part>.size <= MemoryLayout<Element>.size)
    return PlainPlace<Part>(address: (UnsafeRawPointer(address) + offset).assumingMemoryBound(to: type))
  }
}
