import Bytes

/// The bytes of which a subject's first one must be for a pattern to match: what is known of anchored patterns.
///
/// Says nothing about an empty subject.
public struct FirstBytes: Sendable, Equatable {
  private var words: SIMD4<UInt64> = .zero

  /// No byte.
  init() {}

  /// The first bytes of a pattern's matches; nil when any byte will do, or nothing is known.
  public init?(_ pattern: Pattern) {
    guard let bytes = pattern.matcher.firstBytes else { return nil }
    self = bytes
  }

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

extension NativeProgram {
  /// See ``FirstBytes``.
  ///
  /// Soundness: an anchored scan begins once, with `warm` off, so that its first cell takes the first byte unless it is a
  /// `*` cell, of which nothing is said.
  func firstBytes(_ table: ByteTableAddress) -> FirstBytes? {
    var bytes = FirstBytes()
    for index in 0..<count {
      let alternative = alternatives[index]
      if alternative.cannotMatch { continue }
      guard alternative.isAnchoredAtStart else { return nil }
      if alternative.prefix.count > 0 {
        bytes.insertFolded(alternative.prefix.bytes[0])
      } else if alternative.firstBit != 0 {
        for byte in 0...UInt8.max where table.entries[Int(byte)] & alternative.firstBit != 0 { bytes.insert(byte) }
      } else {
        return nil
      }
    }
    return bytes
  }
}
