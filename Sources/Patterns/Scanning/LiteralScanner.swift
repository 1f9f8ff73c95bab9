import Bytes

/// Looks for thousands of literals in one pass over a subject, without case.
///
/// Of every literal two neighbouring groups of four bytes are chosen, rare in logs and rare among the literals: one of
/// them stands at an even place of the subject. The pass looks up the four bytes at every other place in a bitmap of
/// these groups; only where the bitmap says that there may be one the literals are compared. Literals have at least
/// ``shortest`` bytes.
///
/// A scanner is a plain value with memory of its own, so that no reference is counted where it is used; its owner calls
/// ``deallocate()``.
///
/// ```swift
/// let scanner = LiteralScanner(["failed password", "segfault"])
/// var hits = LiteralHits(count: 2)
/// scanner.scan(view, &hits)
/// hits.contains(0)
/// ```
public struct LiteralScanner: Sendable {
  /// The least number of bytes of a literal.
  public static let shortest = 5

  /// A group of a literal, as it is looked up.
  private struct Entry: BitwiseCopyable, Sendable {
    /// The four bytes, each with its case bit set.
    let bytes: UInt32
    /// Four more bytes of the literal, as far from the group as can be.
    let others: UInt32
    /// Where the group stands in the literal, and where the other bytes do.
    let offset: UInt16
    let othersOffset: UInt16
    /// Number of bytes of the literal.
    let count: Int32
    /// The number of the literal.
    let literal: Int32
  }

  private let store = NeedleStore()
  private let needles: PlainBuffer<Needle>
  /// A bit for every hash of a group.
  private let bitmap: PlainBuffer<UInt64>
  /// Per bucket, the leading bits of a hash, its first entry; one more at the end.
  private let starts: PlainBuffer<Int32>
  private let entries: PlainBuffer<Entry>
  private let hashShift: UInt32
  private let bucketShift: UInt32

  /// A scanner for folded literals, which are numbered as they stand here.
  /// - Precondition: none is shorter than ``shortest``.
  public init(_ literals: [ByteString]) {
    precondition(literals.allSatisfy { $0.count >= Self.shortest })
    let hashBits = max(10, min(20, UInt32(Self.bits(literals.count)) + 5))
    let bucketBits = min(hashBits, UInt32(Self.bits(literals.count)) + 1)
    hashShift = 32 - hashBits
    bucketShift = hashBits - bucketBits
    let usage = GroupUsage(literals)
    var chosen: [(hash: UInt32, entry: Entry)] = []
    chosen.reserveCapacity(literals.count * 2)
    var needles = PlainBuffer<Needle>(capacity: literals.count)
    for (number, literal) in literals.enumerated() {
      let needle = store.needle(literal.bytes)
      needles.append(needle)
      let best = Self.rarestPair(of: needle, usage)
      for offset in best...best + 1 {
        let entry = Self.entry(needle, offset, number)
        chosen.append((Self.hash(entry.bytes, shift: hashShift), entry))
      }
    }
    self.needles = needles
    bitmap = PlainBuffer(repeating: 0, count: 1 << Int(hashBits - 6))
    var counts = [Int32](repeating: 0, count: (1 << Int(bucketBits)) + 1)
    for (hash, _) in chosen {
      bitmap[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      counts[Int(hash >> bucketShift) + 1] += 1
    }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    starts = PlainBuffer(counts)
    entries = PlainBuffer(
      repeating: Entry(bytes: 0, others: 0, offset: 0, othersOffset: 0, count: 0, literal: 0), count: chosen.count)
    for (hash, entry) in chosen {
      let bucket = Int(hash >> bucketShift)
      entries[Int(counts[bucket])] = entry
      counts[bucket] += 1
    }
  }

  /// Gives the memory back; whoever owns the scanner calls it last.
  public func deallocate() {
    needles.deallocate()
    bitmap.deallocate()
    starts.deallocate()
    entries.deallocate()
  }

  /// Marks every literal that stands in the subject.
  public func scan(_ subject: ByteView, _ hits: inout LiteralHits) {
    guard subject.count >= Self.shortest, entries.count > 0 else { return }
    let bytes = UnsafeRawPointer(subject.base)
    let (bitmap, shift) = (self.bitmap, hashShift)
    let count = subject.count
    var at = 0
    // Three groups from one look at eight bytes.
    while at &+ 8 <= count {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) | 0x2020_2020_2020_2020
      let first = UInt32(truncatingIfNeeded: word)
      var hash = Self.hash(first, shift: shift)
      if bitmap[Int(hash >> 6)] & (1 &<< UInt64(hash & 63)) != 0 { compare(first, hash, at: at, subject, &hits) }
      let second = UInt32(truncatingIfNeeded: word &>> 16)
      hash = Self.hash(second, shift: shift)
      if bitmap[Int(hash >> 6)] & (1 &<< UInt64(hash & 63)) != 0 { compare(second, hash, at: at &+ 2, subject, &hits) }
      let third = UInt32(truncatingIfNeeded: word &>> 32)
      hash = Self.hash(third, shift: shift)
      if bitmap[Int(hash >> 6)] & (1 &<< UInt64(hash & 63)) != 0 { compare(third, hash, at: at &+ 4, subject, &hits) }
      at &+= 6
    }
    while at &+ 4 <= count {
      let group = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self) | 0x2020_2020
      let hash = Self.hash(group, shift: shift)
      if bitmap[Int(hash >> 6)] & (1 &<< UInt64(hash & 63)) != 0 { compare(group, hash, at: at, subject, &hits) }
      at &+= 2
    }
  }

  /// Compares the literals whose group may stand at a place.
  @inline(never)
  private func compare(_ group: UInt32, _ hash: UInt32, at place: Int, _ subject: ByteView, _ hits: inout LiteralHits) {
    let bucket = Int(hash &>> bucketShift)
    var entry = entries.first + Int(starts[bucket])
    let end = entries.first + Int(starts[bucket &+ 1])
    while entry < end {
      if entry.pointee.bytes == group {
        let start = place &- Int(entry.pointee.offset)
        if start >= 0, start &+ Int(entry.pointee.count) <= subject.count {
          let others = UnsafeRawPointer(subject.base).loadUnaligned(
            fromByteOffset: start &+ Int(entry.pointee.othersOffset), as: UInt32.self)
          // Whatever passes here is most often the literal.
          if others | 0x2020_2020 == entry.pointee.others, !hits.contains(Int(entry.pointee.literal)),
            needles.pointer(to: Int(entry.pointee.literal)).pointee.stands(at: subject.base + start)
          {
            hits.add(Int(entry.pointee.literal))
          }
        }
      }
      entry += 1
    }
  }

  private static func entry(_ needle: Needle, _ offset: Int, _ number: Int) -> Entry {
    let text = UnsafeRawPointer(needle.bytes)
    let end = needle.count - 4
    let othersOffset = offset * 2 > end ? 0 : min(end, Int(UInt16.max))
    return Entry(
      bytes: text.loadUnaligned(fromByteOffset: offset, as: UInt32.self) | 0x2020_2020,
      others: text.loadUnaligned(fromByteOffset: othersOffset, as: UInt32.self) | 0x2020_2020,
      offset: UInt16(offset), othersOffset: UInt16(othersOffset), count: Int32(needle.count), literal: Int32(number))
  }

  /// Where the two groups stand that are rarest, going by their bytes and by how many literals have them.
  private static func rarestPair(of needle: Needle, _ usage: GroupUsage) -> Int {
    var (best, bestScore) = (0, Int.min)
    for offset in 0...min(needle.count, GroupUsage.longest) - 5 {
      var score = 0
      for index in 0..<5 { score += ByteRarity.rank(needle.bytes[offset + index]) }
      score -= usage.weight(at: needle.bytes + offset) + usage.weight(at: needle.bytes + offset + 1)
      if score > bestScore { (best, bestScore) = (offset, score) }
    }
    return best
  }

  /// How often groups of four bytes occur in the literals: what many literals have, many logs have too.
  private struct GroupUsage {
    /// So many bytes of a literal are considered.
    static let longest = 48

    private var counts = [UInt16](repeating: 0, count: 1 << 14)

    init(_ literals: [ByteString]) {
      for literal in literals {
        literal.withView { view in
          for offset in 0...min(view.count, Self.longest) - 4 {
            let slot = Self.slot(view.base + offset)
            if counts[slot] < UInt16.max { counts[slot] += 1 }
          }
        }
      }
    }

    func weight(at address: UnsafePointer<UInt8>) -> Int {
      24 * LiteralScanner.bits(Int(counts[Self.slot(address)]))
    }

    private static func slot(_ address: UnsafePointer<UInt8>) -> Int {
      let group = UnsafeRawPointer(address).loadUnaligned(as: UInt32.self) | 0x2020_2020
      return Int(LiteralScanner.hash(group, shift: 18))
    }
  }

  @inline(__always)
  private static func hash(_ group: UInt32, shift: UInt32) -> UInt32 { (group &* 0x9E37_79B1) &>> shift }

  /// The number of bits that a count takes.
  private static func bits(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}

/// Which of a ``LiteralScanner``'s literals stand in a subject; used again for each subject.
///
/// The owner calls ``deallocate()``.
public struct LiteralHits: @unchecked Sendable {
  /// Per literal: the number of the subject in which it was last found.
  private var stamps: PlainBuffer<UInt32>
  private var subject: UInt32 = 1
  /// The numbers of the literals that were found, each once, as they came.
  public private(set) var found = PlainBuffer<Int32>(capacity: 64)

  /// Room for a number of literals, none of them found.
  public init(count: Int) { stamps = PlainBuffer(repeating: 0, count: count) }

  /// Forgets the last subject.
  public mutating func removeAll() {
    found.removeAll()
    subject &+= 1
    if subject == 0 {
      stamps.fill(0)
      subject = 1
    }
  }

  /// Whether a literal was found.
  @inline(__always)
  public func contains(_ literal: Int) -> Bool { stamps[literal] == subject }

  /// Marks a literal as found.
  public mutating func add(_ literal: Int) {
    guard stamps[literal] != subject else { return }
    stamps[literal] = subject
    found.append(Int32(literal))
  }

  /// Gives the memory back.
  public func deallocate() {
    stamps.deallocate()
    found.deallocate()
  }
}
