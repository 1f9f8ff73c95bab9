import Bytes
import Memory

/// Texts that are numbered, compared without case: the names of dynamic fields that rules ask for, and the values that
/// conditions of the form `^literal$` ask of them.
///
/// A text is looked up once per event; each condition then compares a number. Texts with different tags are different:
/// the tag of a value is the number of its field.
struct FoldedTexts {
  /// Where a text stands in ``bytes``.
  struct Entry: BitwiseCopyable {
    let tag: Int32
    let start: Int32
    let count: Int32
    let hash: UInt32
  }

  fileprivate private(set) var entries: [Entry] = []
  fileprivate private(set) var bytes: [UInt8] = []
  /// Open addressing over the texts: the hash above, index + 1 below; 0 is free. A power of two.
  fileprivate private(set) var table: [UInt64] = Array(repeating: 0, count: 64)

  /// Number of texts.
  var count: Int { entries.count }

  /// The tag of a text.
  func tag(of number: Int) -> Int32 { entries[number].tag }

  /// The number of a text, which it gets now if it has none yet.
  mutating func intern(_ text: ByteString, tag: Int = 0) -> Int {
    if let known = text.withView({ number(of: $0, tag: tag) }) { return known }
    let hash = text.withView { Self.hash($0, tag) }
    entries.append(Entry(tag: Int32(tag), start: Int32(bytes.count), count: Int32(text.count), hash: hash))
    bytes += text.bytes
    if entries.count * 2 > table.count {
      table = Array(repeating: 0, count: table.count * 2)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
    return entries.count - 1
  }

  /// The number of a text; nil when nobody asks for it.
  func number(of text: ByteView, tag: Int = 0) -> Int? {
    bytes.withView { Self.find(text, tag, Self.hash(text, tag), entries, $0, table) }
  }

  private mutating func place(_ index: Int) {
    var slot = Int(entries[index].hash) & (table.count - 1)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = UInt64(entries[index].hash) << 32 | UInt64(index + 1)
  }

  @inline(__always)
  fileprivate static func find<Entries: RandomAccessCollection<Entry>, Table: RandomAccessCollection<UInt64>>(
    _ text: ByteView, _ tag: Int, _ hash: UInt32, _ entries: Entries, _ bytes: ByteView, _ table: Table
  ) -> Int? where Entries.Index == Int, Table.Index == Int {
    let mask = table.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while table[place] != 0 {
      let slot = table[place]
      if slot &>> 32 == UInt64(hash) {
        let index = Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
        let entry = entries[index]
        let start = Int(entry.start)
        if entry.tag == tag, bytes[start..<start &+ Int(entry.count)].equalsFoldingCase(text) { return index }
      }
      place = (place &+ 1) & mask
    }
    return nil
  }

  @inline(__always)
  fileprivate static func hash(_ text: ByteView, _ tag: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: text.hashFoldingCase &+ UInt64(tag) &* 0x9E37_79B9_7F4A_7C15 >> 17)
  }
}

/// Finished ``FoldedTexts``: the same in memory that is shared without counting references.
struct FoldedTextTable: ~Copyable, Sendable {
  private let entries: PlainBuffer<FoldedTexts.Entry>
  private let bytes: PlainBuffer<UInt8>
  private let table: PlainBuffer<UInt64>
  /// A bit for each hash that occurs, by its upper bits: eight to sixteen times as many bits as texts.
  ///
  /// PERF: a sixteenth of the table. Most fields of a log are asked for by no rule, and this much stays in the cache.
  private let filter: PlainBuffer<UInt64>
  private let longest: Int

  init(_ source: FoldedTexts) {
    entries = PlainBuffer(source.entries)
    bytes = PlainBuffer(source.bytes)
    table = PlainBuffer(source.table)
    var filter = PlainBuffer<UInt64>(repeating: 0, count: source.table.count / 16)
    for entry in source.entries { filter[Self.filterWord(entry.hash, filter.count)] |= Self.filterBit(entry.hash) }
    self.filter = filter
    longest = Int(source.entries.map(\.count).max() ?? 0)
  }

  @inline(__always)
  private static func filterWord(_ hash: UInt32, _ count: Int) -> Int {
    Int(truncatingIfNeeded: hash &>> 14) & (count &- 1)
  }

  @inline(__always)
  private static func filterBit(_ hash: UInt32) -> UInt64 { 1 &<< UInt64(hash &>> 26) }

  /// Number of texts.
  var count: Int { entries.count }

  /// The number of a text; nil when nobody asks for it.
  func number(of text: ByteView, tag: Int = 0) -> Int? { numberInPlace(of: text, tag: tag) }

  /// The same without a call.
  ///
  /// PERF: for the place that asks for every field of every JSON log; a call copies all of this struct first.
  @inline(__always)
  func numberInPlace(of text: ByteView, tag: Int = 0) -> Int? {
    guard text.count <= longest else { return nil }
    let hash = FoldedTexts.hash(text, tag)
    guard filter[Self.filterWord(hash, filter.count)] & Self.filterBit(hash) != 0 else { return nil }
    return FoldedTexts.find(text, tag, hash, entries.view, bytes.view.bytes, table.view)
  }
}

/// The names of dynamic fields that the rules of a ruleset ask for, as its sessions share them.
final class FieldNames: Sendable {
  let table: FoldedTextTable

  init(_ names: FoldedTexts) { table = FoldedTextTable(names) }
}
