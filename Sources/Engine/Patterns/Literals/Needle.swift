import Bytes

/// A literal prepared for search without case: where the engine spends its time when a pattern does not match.
///
/// Two of its bytes, those that are rarest in logs, are compared at sixteen places at once; only where both agree the
/// whole literal is. Plain data without ownership: the bytes belong to the ``NeedleStore`` that made the needle, and are
/// never written again.
struct Needle: BitwiseCopyable {
  /// The folded text.
  let bytes: UnsafePointer<UInt8>
  private let storedCount: UInt16
  /// Where the two rarest bytes stand; the highest bit says that the byte is a letter.
  private let probes: (first: UInt16, second: UInt16)
  private let values: (first: UInt8, second: UInt8)

  /// The longest literal: more than any pattern that compiles is long.
  static let longest = Int(Int16.max)

  /// Number of bytes; 0 for "no literal", which is found everywhere.
  @inline(__always)
  var count: Int { Int(storedCount) }
  /// The folded text as a value of its own.
  var text: ByteString { ByteString(ByteView(base: bytes, count: count)) }

  /// How much a search for this literal is likely to rule out; for choosing among several.
  var selectivity: Int {
    Self.selectivity(of: UnsafeBufferPointer(start: bytes, count: count))
  }

  /// The same of a text that has no needle yet.
  static func selectivity(of text: UnsafeBufferPointer<UInt8>) -> Int {
    guard text.count > 0 else { return 0 }
    let rarest = rarestTwo(of: text)
    return ByteRarity.rank(text[rarest.first]) + (text.count > 1 ? ByteRarity.rank(text[rarest.second]) : 0)
      + 8 * min(text.count, 8)
  }

  /// For each byte its case bit if it is a letter, else 0, behind the text: a byte of a subject equals a byte of the text
  /// in either case exactly when it does so with that bit set.
  private var caseBits: UnsafePointer<UInt8> { bytes + count }

  /// A needle whose bytes lie, or will lie, at an address.
  ///
  /// To search with it, the address must have the case bits behind the text: see ``write(_:to:)``.
  /// - Precondition: the text is no longer than ``longest``.
  init(_ text: UnsafeBufferPointer<UInt8>, at address: UnsafePointer<UInt8>) {
    precondition(text.count <= Self.longest, "a literal that no pattern has room for")
    bytes = address
    storedCount = UInt16(text.count)
    guard text.count > 0 else {
      (probes, values) = ((0, 0), (0, 0))
      return
    }
    let rarest = Self.rarestTwo(of: text)
    values = (text[rarest.first], text[rarest.second])
    probes = (Self.probe(rarest.first, values.first), Self.probe(rarest.second, values.second))
  }

  private static func probe(_ place: Int, _ byte: UInt8) -> UInt16 {
    UInt16(place) | (ASCII.isLower(byte) ? 0x8000 : 0)
  }

  /// What to add to the address of a place to find a probe's byte there.
  @inline(__always)
  private static func place(_ probe: UInt16) -> Int { Int(probe & 0x7FFF) }

  /// The case bit of a probe's byte.
  @inline(__always)
  private static func caseBit(_ probe: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: probe >> 10) & 0x20 }

  /// Where the two bytes stand that are rarest in logs; twice the same place in a text of one byte.
  private static func rarestTwo(of text: UnsafeBufferPointer<UInt8>) -> (first: Int, second: Int) {
    guard text.count > 1 else { return (0, 0) }
    var (first, second) = (0, 1)
    var (firstRank, secondRank) = (ByteRarity.rank(text[0]), ByteRarity.rank(text[1]))
    if secondRank > firstRank {
      swap(&first, &second)
      swap(&firstRank, &secondRank)
    }
    for index in 2..<text.count {
      let rank = ByteRarity.rank(text[index])
      if rank > firstRank {
        (second, secondRank) = (first, firstRank)
        (first, firstRank) = (index, rank)
      } else if rank > secondRank {
        (second, secondRank) = (index, rank)
      }
    }
    return (first, second)
  }

  /// Number of bytes that a text of so many takes with its case bits.
  static func size(ofText count: Int) -> Int { count * 2 }

  /// Puts a folded text and its case bits where a needle reads them.
  static func write(_ text: UnsafeBufferPointer<UInt8>, to address: UnsafeMutablePointer<UInt8>) {
    for index in 0..<text.count {
      (address + index).initialize(to: text[index])
      (address + text.count + index).initialize(to: ASCII.isLower(text[index]) ? 0x20 : 0)
    }
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
      let (place, mask) = (Self.place(probes.first), Self.caseBit(probes.first))
      while at <= lastPlace {
        if subject[at &+ place] | mask == values.first, stands(at: subject + at) { return at }
        at &+= 1
      }
      return -1
    }
    let first = Probe(subject + Self.place(probes.first), values.first, Self.caseBit(probes.first))
    let second = Probe(subject + Self.place(probes.second), values.second, Self.caseBit(probes.second))
    // The last step of each loop looks at some places again rather than beyond the end.
    if lastPlace &- at >= 63 {
      while true {
        let (one, two) = (first.stands(with: second, at), first.stands(with: second, at &+ 16))
        let (three, four) = (first.stands(with: second, at &+ 32), first.stands(with: second, at &+ 48))
        if ((one .| two) .| (three .| four)).bits != 0 {
          let low = UInt64(one.bits) | UInt64(two.bits) &<< 16
          let high = UInt64(three.bits) | UInt64(four.bits) &<< 16
          let place = confirm(high &<< 32 | low, subject + at)
          if place >= 0 { return at &+ place }
        }
        if at == lastPlace &- 63 { return -1 }
        at = min(at &+ 64, lastPlace &- 63)
      }
    }
    while true {
      let bits = first.stands(with: second, at).bits
      if bits != 0 {
        let place = confirm(UInt64(bits), subject + at)
        if place >= 0 { return at &+ place }
      }
      if at == lastPlace &- 15 { return -1 }
      at = min(at &+ 16, lastPlace &- 15)
    }
  }

  /// The first of some places behind an address at which the literal stands; −1 when it stands at none of them.
  /// - Parameter places: a bit for each place, the lowest for the address itself.
  @inline(__always)
  private func confirm(_ places: UInt64, _ address: UnsafePointer<UInt8>) -> Int {
    var left = places
    while left != 0 {
      let place = left.trailingZeroBitCount
      if stands(at: address + place) { return place }
      left &= left &- 1
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
  private func equal(_ at: Int) -> SIMDMask<SIMD16<Int8>> {
    (address.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self) | mask) .== value
  }

  /// At which of sixteen places both bytes stand.
  @inline(__always)
  func stands(with second: Probe, _ at: Int) -> SIMDMask<SIMD16<Int8>> { equal(at) .& second.equal(at) }
}

/// Owns the bytes of needles, at addresses that do not change, one behind the other.
final class NeedleStore: @unchecked Sendable {
  private var blocks: [UnsafeMutablePointer<UInt8>] = []
  private var free: UnsafeMutableBufferPointer<UInt8>

  /// Room for some bytes of text; more is made when more come.
  init(capacity: Int = 0) {
    free = .allocate(capacity: max(Needle.size(ofText: capacity), 32))
    if let base = free.baseAddress { blocks.append(base) }
  }

  deinit { for block in blocks { block.deallocate() } }

  /// A needle for a folded text.
  ///
  /// To be called only while the owner is being made.
  func needle(_ text: ByteString) -> Needle {
    text.withView { view in
      let text = UnsafeBufferPointer(start: view.base, count: view.count)
      let address = room(for: Needle.size(ofText: text.count))
      Needle.write(text, to: address)
      return Needle(text, at: address)
    }
  }

  private func room(for count: Int) -> UnsafeMutablePointer<UInt8> {
    if free.count < count || free.baseAddress == nil {
      free = .allocate(capacity: max(count, 1024))
      if let base = free.baseAddress { blocks.append(base) }
    }
    guard let base = free.baseAddress else { preconditionFailure("memory without an address") }
    free = UnsafeMutableBufferPointer(rebasing: free[count...])
    return base
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
