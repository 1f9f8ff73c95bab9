import Bytes

extension Prefilter {
  /// The bytes of which a subject's first one must be.
  ///
  /// Says nothing about an empty subject.
  public struct FirstBytes: Sendable, Equatable {
    private var words: SIMD4<UInt64> = .zero

    /// No byte.
    init() {}

    /// The bytes, ascending.
    public var members: [UInt8] {
      var members: [UInt8] = []
      for index in 0..<4 {
        var left = words[index]
        while left != 0 {
          members.append(UInt8(index * 64 + left.trailingZeroBitCount))
          left &= left - 1
        }
      }
      return members
    }

    /// Whether a byte is one of them.
    public func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    /// Adds a folded byte in both cases.
    mutating func insertFolded(_ byte: UInt8) {
      insert(byte)
      if ASCII.isLower(byte) { insert(byte - 32) }
    }
  }
}
