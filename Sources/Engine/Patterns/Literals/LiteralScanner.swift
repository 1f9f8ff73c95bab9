import Bytes
import Memory

/// Looks for thousands of literals in one pass over a subject, without case.
///
/// Of every literal two neighbouring groups are chosen, rare in logs and rare among the literals: one of them stands at
/// an even place of the subject. The pass looks up the bytes at every other place in a bitmap of these groups; only where
/// the bitmap says that there may be one the literals are compared. Literals have at least ``shortest`` bytes.
///
/// A group has four bytes; where the literal goes on behind both, two more narrow it down. Four say in which row of the
/// bitmap to look, all six which bit of the row: a group whose two bytes are not known has all bits of its row.
///
/// A scanner is a plain value with memory of its own, so that no reference is counted where it is used.
///
/// ```swift
/// let scanner = LiteralScanner(["failed password", "segfault"])
/// var hits = LiteralHits(count: 2)
/// scanner.scan(view, &hits)
/// hits.contains(0)
/// ```
public struct LiteralScanner: ~Copyable, Sendable {
  /// The least number of bytes of a literal.
  public static let shortest = 5

  /// A group of a literal, as it is looked up.
  package struct Entry: BitwiseCopyable, Sendable {
    /// The group and the two bytes behind it, each with its case bit set, as ``LiteralScanner/window(_:)`` has them;
    /// without the two bytes where they are not known.
    let window: UInt64
    /// Four more bytes of the literal, as far from the group as can be.
    let others: UInt32
    /// Where the group stands in the literal, and where the other bytes do.
    let offset: UInt16
    let othersOffset: UInt16
    /// Number of bytes of the literal.
    let count: Int32
    /// The number of the literal.
    let literal: Int32
    /// The next entry of the bucket; 0 when there is none.
    var next: Int32 = 0

    /// A bucket without entries.
    static let none = Entry(window: 0, others: 0, offset: 0, othersOffset: 0, count: 0, literal: 0)

    /// Whether the group stands where a window begins.
    @inline(__always)
    func isGroup(of other: UInt64) -> Bool {
      let known: UInt64 = window &>> 48 == 0 ? 0xFFFF_FFFF_FFFF : .max
      return other & known == window
    }

    /// Whether the literal fits in where its group stands, and four more of its bytes are there.
    ///
    /// PERF: without branches. What does not fit in looks at the first four bytes instead.
    @inline(__always)
    func mayStand(at place: Int, in subject: ByteView) -> Bool {
      let start = place &- Int(offset)
      let fits = start >= 0 && start &+ Int(count) <= subject.count
      let at = fits ? start &+ Int(othersOffset) : 0
      let bytes = UnsafeRawPointer(subject.base).loadUnaligned(fromByteOffset: at, as: UInt32.self) | 0x2020_2020
      return fits && bytes == others
    }
  }

  private let store: NeedleStore
  private let needles: PlainBuffer<Needle>
  /// Per row, by the hash of a group: a bit for every hash of the group and the two bytes behind it.
  private let rows: PlainBuffer<UInt16>
  /// Per bucket, the leading bits of a row's number, its first entry; behind those of all buckets the others.
  private let entries: PlainBuffer<Entry>
  private let rowMask: UInt32
  private let bucketShift: Int

  /// A scanner for folded literals, which are numbered as they stand here.
  /// - Precondition: none is shorter than ``shortest``.
  public init(_ literals: [ByteString]) {
    precondition(literals.allSatisfy { $0.count >= Self.shortest })
    store = NeedleStore(capacity: literals.reduce(0) { $0 + $1.count })
    // More rows tell more groups apart, until they no longer fit into the processor's caches.
    let rowBits = max(8, min(16, UInt32(Self.bits(literals.count)) + 3))
    let bucketBits = min(rowBits, UInt32(Self.bits(literals.count)) + 2)
    rowMask = 1 << rowBits - 1
    bucketShift = Int(rowBits - bucketBits)
    let usage = GroupUsage(literals)
    var rows = PlainBuffer<UInt16>(repeating: 0, count: 1 << Int(rowBits))
    var entries = PlainBuffer(repeating: Entry.none, count: 1 << Int(bucketBits))
    var needles = PlainBuffer<Needle>(capacity: literals.count)
    for (number, literal) in literals.enumerated() {
      let needle = store.needle(literal)
      needles.append(needle)
      let best = Self.rarestPair(of: needle, usage)
      for offset in best...best + 1 {
        var entry = Self.entry(needle, offset, number)
        let row = Self.row(entry.window >> 16, rowMask)
        rows[row] |= needle.count >= Self.narrowed ? 1 << Self.column(entry.window) : .max
        let bucket = row >> bucketShift
        if entries[bucket].count > 0 {
          entry.next = Int32(entries.count)
          entries.append(entries[bucket])
        }
        entries[bucket] = entry
      }
    }
    self.needles = needles
    self.rows = rows
    self.entries = entries
  }

  /// Marks every literal that stands in the subject.
  public func scan(_ subject: ByteView, _ hits: inout LiteralHits) {
    guard subject.count >= Self.shortest, needles.count > 0 else { return }
    let bytes = UnsafeRawPointer(subject.base)
    let count = subject.count
    var at = 0
    while at &+ 8 <= count {
      // PERF: in steps that keep some of what the step before has kept, without a branch that depends on the bytes: the
      // processor could not foresee it, and would wait for memory one place after the other.
      let end = min(at &+ LiteralHits.mostPlaces &* 2, count &- 7)
      var left = notePlaces(bytes, from: at, to: end, hits.places.start)
      at &+= (end &- at &+ 3) & ~3
      left = keepGroups(left, subject, &hits)
      left = keepCandidates(left, subject, &hits)
      for index in 0..<left {
        confirm(entries.place(of: Int(hits.numbers[index])), Int(hits.places[index]), subject, &hits)
      }
    }
    while at &+ 4 <= count {
      let group = UInt64(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self) | 0x2020_2020)
      // Only a short literal can end before the two bytes behind its group.
      let behind = at &+ 6 <= count ? bytes.loadUnaligned(fromByteOffset: at &+ 4, as: UInt16.self) | 0x2020 : 0
      let row = Self.row(group, rowMask)
      if rows[row] != 0 {
        compare(row &>> bucketShift, group &<< 16 | UInt64(behind) &<< 48, at: at, subject, &hits)
      }
      at &+= 2
    }
  }

  /// Notes where groups may stand that begin at every other byte, two looked up at a time.
  /// - Parameters:
  ///   - bytes: what is looked at; eight bytes have to follow each place before `end`.
  ///   - start: the first place.
  ///   - end: where to stop, more than `start`.
  ///   - places: where they are noted.
  /// - Returns: how many there are.
  @inline(never)
  private func notePlaces(
    _ bytes: UnsafeRawPointer, from start: Int, to end: Int, _ places: UnsafeMutablePointer<Int32>
  ) -> Int {
    var found = 0
    var at = start
    repeat {
      // Two groups, and what is behind them, from one look at eight bytes.
      let word = Self.folded(bytes, at)
      places[found] = Int32(truncatingIfNeeded: at)
      found &+= Int(rows[Self.row(word, rowMask)] &>> Self.column(word &<< 16) & 1)
      places[found] = Int32(truncatingIfNeeded: at &+ 2)
      found &+= Int(rows[Self.row(word &>> 16, rowMask)] &>> Self.column(word & ~0xFFFF) & 1)
      at &+= 4
    } while at < end
    return found
  }

  /// Of the places that were noted keeps those where the group of a literal stands, with the number of its entry.
  ///
  /// Where a bucket has several entries, the others are looked at right away.
  @inline(never)
  private func keepGroups(_ count: Int, _ subject: ByteView, _ hits: inout LiteralHits) -> Int {
    let bytes = UnsafeRawPointer(subject.base)
    let (places, numbers) = (hits.places.start, hits.numbers.start)
    var kept = 0
    var index = 0
    while index < count {
      let place = Int(places[index])
      // Eight bytes from the place on, or as many as there are: six at least.
      let missing = max(place &+ 8 &- subject.count, 0)
      let word = Self.folded(bytes, place &- missing) &>> UInt64(truncatingIfNeeded: 8 &* missing)
      let window = word &<< 16
      let number = Self.row(word, rowMask) &>> bucketShift
      let entry = entries.place(of: number)
      places[kept] = Int32(truncatingIfNeeded: place)
      numbers[kept] = Int32(truncatingIfNeeded: number)
      kept &+= entry.pointee.isGroup(of: window) ? 1 : 0
      let next = Int(entry.pointee.next)
      if next != 0 { compare(next, window, at: place, subject, &hits) }
      index &+= 1
    }
    return kept
  }

  /// Keeps the places where more of the literal stands.
  @inline(never)
  private func keepCandidates(_ count: Int, _ subject: ByteView, _ hits: inout LiteralHits) -> Int {
    let (places, numbers) = (hits.places.start, hits.numbers.start)
    var kept = 0
    var index = 0
    while index < count {
      let (place, number) = (places[index], numbers[index])
      let stands = entries.place(of: Int(number)).pointee.mayStand(at: Int(place), in: subject)
      places[kept] = place
      numbers[kept] = number
      kept &+= stands ? 1 : 0
      index &+= 1
    }
    return kept
  }

  /// Compares the literals of a bucket, from one of its entries on.
  @inline(never)
  private func compare(_ first: Int, _ window: UInt64, at place: Int, _ subject: ByteView, _ hits: inout LiteralHits) {
    var number = first
    repeat {
      let entry = entries.place(of: number)
      if entry.pointee.isGroup(of: window), entry.pointee.mayStand(at: place, in: subject) {
        confirm(entry, place, subject, &hits)
      }
      number = Int(entry.pointee.next)
    } while number != 0
  }

  /// Compares the whole literal.
  @inline(__always)
  private func confirm(_ entry: PlainPlace<Entry>, _ place: Int, _ subject: ByteView, _ hits: inout LiteralHits) {
    let literal = Int(entry.pointee.literal)
    if hits.contains(literal) { return }
    let start = place &- Int(entry.pointee.offset)
    if needles.place(of: literal).pointee.stands(at: subject.base + start) { hits.add(literal) }
  }

  @inline(__always)
  private static func folded(_ bytes: UnsafeRawPointer, _ at: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) | 0x2020_2020_2020_2020
  }

  private static func entry(_ needle: Needle, _ offset: Int, _ number: Int) -> Entry {
    let text = UnsafeRawPointer(needle.bytes)
    let end = needle.count - 4
    let othersOffset = offset * 2 > end ? 0 : min(end, Int(UInt16.max))
    return Entry(
      window: window(needle.bytes + offset, isNarrowed: needle.count >= narrowed),
      others: text.loadUnaligned(fromByteOffset: othersOffset, as: UInt32.self) | 0x2020_2020,
      offset: UInt16(offset), othersOffset: UInt16(othersOffset), count: Int32(needle.count), literal: Int32(number))
  }

  /// Where the two groups stand that are rarest, going by their bytes and by how many literals have them.
  private static func rarestPair(of needle: Needle, _ usage: GroupUsage) -> Int {
    var (best, bestScore) = (0, Int.min)
    let width = needle.count >= narrowed ? narrowed : shortest
    for offset in 0...min(needle.count, GroupUsage.longest) - width {
      var score = 0
      for index in 0..<width { score += ByteRarity.rank(needle.bytes[offset + index]) }
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
      return Int(LiteralScanner.hash(UInt64(group)) & 0x3FFF)
    }
  }

  /// Literals from this length on have two bytes more behind both of their groups.
  private static let narrowed = 7

  /// The row of a group, the four lowest bytes of a word.
  @inline(__always)
  private static func row(_ word: UInt64, _ mask: UInt32) -> Int { Int(hash(word) & mask) }

  @inline(__always)
  private static func hash(_ word: UInt64) -> UInt32 {
    (UInt32(truncatingIfNeeded: word) &* 0x9E37_79B1) &>> 14
  }

  /// The bit for a group and the two bytes behind it.
  /// - Parameter window: the six bytes, from the third on; the first two are zero.
  @inline(__always)
  private static func column(_ window: UInt64) -> UInt16 {
    UInt16(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) &>> 60)
  }

  /// The group at an address and the two bytes behind it, or zeros instead, as ``column(_:)`` takes them.
  private static func window(_ address: UnsafePointer<UInt8>, isNarrowed: Bool) -> UInt64 {
    let bytes = UnsafeRawPointer(address)
    let group = UInt64(bytes.loadUnaligned(as: UInt32.self) | 0x2020_2020) << 16
    guard isNarrowed else { return group }
    return group | UInt64(bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self) | 0x2020) << 48
  }

  /// The number of bits that a count takes.
  private static func bits(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}

/// Which of a ``LiteralScanner``'s literals stand in a subject; used again for each subject.
public struct LiteralHits: ~Copyable, @unchecked Sendable {
  /// Per literal: the number of the subject in which it was last found.
  private var stamps: PlainBuffer<UInt32>
  private var subject: UInt32 = 1
  /// The numbers of the literals that were found, each once, as they came.
  public private(set) var found = PlainBuffer<Int32>(capacity: 64)
  /// Where a scan notes the places that it will look at; one more than are noted at a time.
  fileprivate var places = PlainBuffer<Int32>(repeating: 0, count: mostPlaces + 1)
  /// What may stand at these places.
  fileprivate var numbers = PlainBuffer<Int32>(repeating: 0, count: mostPlaces + 1)
  fileprivate static let mostPlaces = 512

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
}
