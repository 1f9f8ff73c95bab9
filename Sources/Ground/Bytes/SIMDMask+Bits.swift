#if arch(x86_64) && canImport(_Builtin_intrinsics)
  import _Builtin_intrinsics.intel.sse2
#endif

extension SIMDMask where Storage == SIMD16<Int8> {
  /// The mask as an integer: one bit for each byte, the lowest for the first.
  ///
  /// What a search needs to go from "somewhere in these sixteen bytes" to the place: `bits.trailingZeroBitCount`.
  @inlinable
  @inline(__always)
  public var bits: UInt32 {
    #if arch(x86_64) && canImport(_Builtin_intrinsics)
      // PERF: the one instruction for it has no name in the standard library.
      return UInt32(truncatingIfNeeded: _mm_movemask_epi8(unsafeBitCast(self, to: SIMD2<Int64>.self)))
    #else
      return portableBits
    #endif
  }

  /// The same without the processor's help: each byte keeps the bit of its place, and their sum is the mask.
  @inlinable
  @inline(__always)
  var portableBits: UInt32 {
    let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
    let low = ((words[0] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
    let high = ((words[1] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
    return UInt32(truncatingIfNeeded: high &<< 8 | low)
  }
}
