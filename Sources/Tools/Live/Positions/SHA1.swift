import Bytes

/// SHA-1 of bytes that come one after the other (RFC 3174): what the reference keeps of a file's beginning.
///
/// It tells files apart; it guards nothing.
struct SHA1: Sendable {
  private var state = SIMD8<UInt32>(0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0, 0, 0, 0)
  /// The bytes that do not fill a block yet.
  private var block = [UInt8](repeating: 0, count: 64)
  /// Room for what a block is stretched to.
  private var words = [UInt32](repeating: 0, count: 80)
  private var length: UInt64 = 0

  /// No bytes yet.
  init() {}

  /// Takes more bytes.
  mutating func update(_ bytes: ByteView) {
    var at = 0
    var filled = Int(length % 64)
    length += UInt64(bytes.count)
    while at < bytes.count {
      if filled == 0, bytes.count - at >= 64 {
        compress(bytes[at..<at + 64])
        at += 64
        continue
      }
      let step = min(64 - filled, bytes.count - at)
      for index in 0..<step { block[filled + index] = bytes[at + index] }
      (filled, at) = (filled + step, at + step)
      if filled == 64 {
        let full = block
        full.withView { compress($0) }
        filled = 0
      }
    }
  }

  /// The sum of all bytes so far, as 40 hexadecimal digits.
  var hexadecimal: ByteString {
    var copy = self
    let bits = length &* 8
    let zeros = Int((119 - length % 64) % 64)
    var tail: [UInt8] = [0x80] + [UInt8](repeating: 0, count: zeros)
    for byte in 0..<8 { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * byte))) }
    ByteString(tail).withView { copy.update($0) }
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for word in 0..<5 {
      for digit in 0..<8 {
        let value: UInt32 = copy.state[word] >> UInt32(28 - 4 * digit) & 15
        text.append(digits[Int(value)])
      }
    }
    return ByteString(text)
  }

  private mutating func compress(_ bytes: ByteView) {
    for index in 0..<16 {
      words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[4 * index + $1]) }
    }
    for index in 16..<80 {
      words[index] = Self.turned(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let mixed: UInt32
      switch index {
      case 0..<20: mixed = (b & c | ~b & d) &+ 0x5A82_7999
      case 20..<40: mixed = (b ^ c ^ d) &+ 0x6ED9_EBA1
      case 40..<60: mixed = (b & c | b & d | c & d) &+ 0x8F1B_BCDC
      default: mixed = (b ^ c ^ d) &+ 0xCA62_C1D6
      }
      let next = Self.turned(a, 5) &+ mixed &+ e &+ words[index]
      (a, b, c, d, e) = (next, a, Self.turned(b, 30), c, d)
    }
    state &+= SIMD8(a, b, c, d, e, 0, 0, 0)
  }

  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
