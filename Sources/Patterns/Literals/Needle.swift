import Bytes

/// A literal prepared for search without case: where the engine spends its time when a pattern does not match.
///
/// Two of its bytes, those that are rarest in logs, are compared at sixteen places at once; only where both agree the
/// whole literal is. Plain data without ownership: the bytes belong to the ``NeedleStore`` that made the needle, and are
/// never written again.
struct Needle {
  /// The folded text.
  let bytes: UnsafePointer<UInt8>
  /// Number of bytes; 0 for "no literal", which is found everywhere.
  let count: Int
  private let probes: (first: Int32, second: Int32)
  private let values: (first: UInt8, second: UInt8)
  private let masks: (first: UInt8, second: UInt8)

  /// How much a search for this literal is likely to rule out; for choosing among several.
  var selectivity: Int {
    guard count > 0 else { return 0 }
    return ByteRarity.rank(values.first) + (count > 1 ? ByteRarity.rank(values.second) : 0) + 8 * min(count, 8)
  }

  /// For each byte its case bit if it is a letter, else 0, behind the text: a byte of a subject equals a byte of the text
  /// in either case exactly when it does so with that bit set.
  private var caseBits: UnsafePointer<UInt8> { bytes + count }

  fileprivate init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    var (first, second) = (0, count > 1 ? 1 : 0)
    if count > 1, ByteRarity.rank(bytes[second]) > ByteRarity.rank(bytes[first]) { swap(&first, &second) }
    var index = 2
    while index < count {
      let rank = ByteRarity.rank(bytes[index])
      if rank > ByteRarity.rank(bytes[first]) {
        (first, second) = (index, first)
      } else if rank > ByteRarity.rank(bytes[second]) {
        second = index
      }
      index += 1
    }
    probes = (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: second))
    values = count == 0 ? (0, 0) : (bytes[first], bytes[second])
    masks = count == 0 ? (0, 0) : (bytes[count + first], bytes[count + second])
  }

  /// Whether the literal stands at an address that has at least `count` bytes.
  ///
  /// Eight or four bytes in a step; the last step looks at some bytes again rather than beyond the end.
  @inline(__always)
  func stands(at address: UnsafePointer<UInt8>) -> Bool {
    if count >= 8 { return stands(at: address, UInt64.self) }
    if count >= 4 { return stands(at: address, UInt32.self) }
    var index = 0
    while index < count {
      if address[index] | caseBits[index] != bytes[index] { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private func stands<Word: FixedWidthInteger & BitwiseCopyable>(
    at address: UnsafePointer<UInt8>, _: Word.Type
  ) -> Bool {
    let size = MemoryLayout<Word>.size
    let (subject, text, bits) = (UnsafeRawPointer(address), UnsafeRawPointer(bytes), UnsafeRawPointer(caseBits))
    var at = 0
    while true {
      let word =
        subject.loadUnaligned(fromByteOffset: at, as: Word.self) | bits.loadUnaligned(fromByteOffset: at, as: Word.self)
      if word != text.loadUnaligned(fromByteOffset: at, as: Word.self) { return false }
      if at == count &- size { return true }
      at = min(at &+ size, count &- size)
    }
  }

  /// Where the literal first occurs at or behind `start`; −1 when it does not.
  func firstIndex(in subject: UnsafePointer<UInt8>, count length: Int, from start: Int) -> Int {
    guard count > 0 else { return start <= length ? start : -1 }
    let lastPlace = length &- count
    var at = start
    if lastPlace &- at < 15 {
      while at <= lastPlace {
        if subject[at &+ Int(probes.first)] | masks.first == values.first, stands(at: subject + at) { return at }
        at &+= 1
      }
      return -1
    }
    let first = Probe(subject + Int(probes.first), values.first, masks.first)
    let second = Probe(subject + Int(probes.second), values.second, masks.second)
    // The last step of each loop looks at some places again rather than beyond the end.
    if lastPlace &- at >= 63 {
      while true {
        if first.mayStand(with: second, in64From: at) {
          let place = confirm(first, second, subject, at, steps: 4)
          if place >= 0 { return place }
        }
        if at == lastPlace &- 63 { return -1 }
        at = min(at &+ 64, lastPlace &- 63)
      }
    }
    while true {
      if first.mayStand(with: second, in16From: at) {
        let place = confirm(first, second, subject, at, steps: 1)
        if place >= 0 { return place }
      }
      if at == lastPlace &- 15 { return -1 }
      at = min(at &+ 16, lastPlace &- 15)
    }
  }

  /// Looks closer at 16 places, or at several times 16; −1 when the literal stands at none of them.
  @inline(never)
  private func confirm(
    _ first: Probe, _ second: Probe, _ subject: UnsafePointer<UInt8>, _ start: Int, steps: Int
  ) -> Int {
    var at = start
    for _ in 0..<steps {
      let found = unsafeBitCast(first.equal(at) .& second.equal(at), to: SIMD2<UInt64>.self)
      for half in 0..<2 {
        var left = found[half]
        while left != 0 {
          let place = at &+ half &* 8 &+ left.trailingZeroBitCount >> 3
          if stands(at: subject + place) { return place }
          left &= ~(0xFF << UInt64(left.trailingZeroBitCount))
        }
      }
      at &+= 16
    }
    return -1
  }
}

/// Compares sixteen bytes at once with one byte of a literal.
private struct Probe {
  private let address: UnsafeRawPointer
  private let value: SIMD16<UInt8>
  private let mask: SIMD16<UInt8>

  @inline(__always)
  init(_ address: UnsafePointer<UInt8>, _ value: UInt8, _ mask: UInt8) {
    self.address = UnsafeRawPointer(address)
    self.value = SIMD16(repeating: value)
    self.mask = SIMD16(repeating: mask)
  }

  @inline(__always)
  func equal(_ at: Int) -> SIMDMask<SIMD16<Int8>> {
    (address.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self) | mask) .== value
  }

  @inline(__always)
  func mayStand(with second: Probe, in16From at: Int) -> Bool {
    isAny(equal(at) .& second.equal(at))
  }

  @inline(__always)
  func mayStand(with second: Probe, in64From at: Int) -> Bool {
    let low = (equal(at) .& second.equal(at)) .| (equal(at &+ 16) .& second.equal(at &+ 16))
    let high = (equal(at &+ 32) .& second.equal(at &+ 32)) .| (equal(at &+ 48) .& second.equal(at &+ 48))
    return isAny(low .| high)
  }

  @inline(__always)
  private func isAny(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }
}

/// Owns the bytes of needles, at addresses that do not change.
final class NeedleStore: @unchecked Sendable {
  private var blocks: [UnsafeMutablePointer<UInt8>] = []

  init() {}
  deinit { for block in blocks { block.deallocate() } }

  /// A needle for a folded text.
  ///
  /// To be called only while the owner is being made.
  func needle(_ text: some Collection<UInt8>) -> Needle {
    // The text, and behind it the case bit of each of its bytes.
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: max(text.count * 2, 1))
    for (index, byte) in text.enumerated() {
      (block + index).initialize(to: byte)
      (block + text.count + index).initialize(to: ASCII.isLower(byte) ? 0x20 : 0)
    }
    blocks.append(block)
    return Needle(block, count: text.count)
  }
}

/// How rare bytes are in logs: enough to choose which bytes of a literal to look for first.
enum ByteRarity {
  private static let commonFirst = Array(
    " e0t1a2i3n5s4o6r8d9l7-.c:p/mu=\"_fgh,w;y[]()vbkxj'%q|@{}<>\\#z&+!$*?^`~".utf8)

  private static let ranks: [UInt8] = {
    var ranks = [UInt8](repeating: 100, count: 256)
    for (rank, byte) in commonFirst.enumerated() { ranks[Int(byte)] = UInt8(rank) }
    return ranks
  }()

  static func rank(_ byte: UInt8) -> Int { Int(ranks[Int(byte)]) }
}
