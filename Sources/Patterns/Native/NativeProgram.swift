import Bytes

/// One alternative as the scan runs it.
///
/// Plain data; the memory belongs to a ``NativeProgram``.
struct NativeAlternative {
  /// The cells, followed by an end cell.
  let cells: UnsafePointer<FlatCell>
  /// Literals in a row, by the number in their cells.
  let chunks: UnsafePointer<LiteralChunk>
  /// Number of cells without the end cell.
  let count: Int
  let isAnchoredAtStart: Bool
  let isAnchoredAtEnd: Bool
  let markCount: Int
  /// Holds a literal that must be passed and never matches.
  let cannotMatch: Bool
  /// Nothing but literals (and no two marks in a row): answered without a scan.
  let isLiteral: Bool
  /// The literal that every match begins with, if there is one.
  let prefix: Needle
  /// Number of cells at the beginning that are part of the prefix, marks excluded: where the prefix was found, these are
  /// passed.
  let prefixCells: Int
  /// The most telling literal behind the prefix that every match contains, if there is one.
  let required: Needle
  /// Without a prefix: the bytes that a match may begin with, as a class's bit; 0 for any byte.
  let firstBit: UInt32
}

/// The alternatives of a pattern in memory that the scan reads without bounds checks.
///
/// Immutable once made. Every cell index that the scan uses lies between 0 and the end cell: it moves forward only from
/// a cell that is not the end, by one or by an exit step that ``FlatCell`` computed.
final class NativeProgram: @unchecked Sendable {
  let alternatives: UnsafePointer<NativeAlternative>
  let count: Int
  /// With several alternatives: a literal that a match of any of them contains, if there is one.
  let common: Needle
  let hasCommon: Bool
  /// Compiled for a decoder's `<regex>` and with at least one group (§2.9).
  let capturing: Bool
  private let needles = NeedleStore()

  init(_ expression: NativeExpression, capturing: Bool) {
    self.capturing = capturing && expression.hasGroups
    count = expression.alternatives.count
    let literals = expression.alternatives.map(\.requiredLiterals)
    // What cannot match contains nothing.
    let possible = literals.filter { !Self.areImpossible($0) }.map { $0.map(\.text) }
    common = needles.needle(CommonLiteral.find(possible).bytes)
    hasCommon = common.count > 0
    let memory = UnsafeMutablePointer<NativeAlternative>.allocate(capacity: count)
    for (index, alternative) in expression.alternatives.enumerated() {
      (memory + index).initialize(to: Self.compile(alternative, literals[index], needles))
    }
    alternatives = UnsafePointer(memory)
  }

  deinit {
    for index in 0..<count {
      alternatives[index].cells.deallocate()
      alternatives[index].chunks.deallocate()
    }
    alternatives.deallocate()
  }

  private static func areImpossible(_ literals: [(text: ByteString, isPrefix: Bool)]) -> Bool {
    literals.contains { $0.text.bytes.contains { $0 >= 0x80 } }
  }

  private static func compile(
    _ alternative: NativeExpression.Alternative, _ literals: [(text: ByteString, isPrefix: Bool)],
    _ needles: NeedleStore
  ) -> NativeAlternative {
    let cells = UnsafeMutablePointer<FlatCell>.allocate(capacity: alternative.cells.count + 1)
    for index in 0...alternative.cells.count {
      (cells + index).initialize(to: FlatCell(alternative.cells, index))
    }
    var chunks: [LiteralChunk] = []
    var at = 0
    var row: [UInt8] = []
    while at < alternative.cells.count {
      row.removeAll(keepingCapacity: true)
      for cell in alternative.cells[at...] {
        guard row.count < 8, let byte = cell.plainLiteral else { break }
        row.append(byte)
      }
      if row.count > 1 {
        cells[at].chunk = Int32(chunks.count)
        chunks.append(LiteralChunk(row))
      }
      at += max(row.count, 1)
    }
    let chunkMemory = UnsafeMutablePointer<LiteralChunk>.allocate(capacity: max(chunks.count, 1))
    for (index, chunk) in chunks.enumerated() { (chunkMemory + index).initialize(to: chunk) }
    let prefix = literals.first.flatMap { $0.isPrefix ? $0.text.bytes : nil } ?? []
    // Where the prefix is found, most often the rest is there as well: no second look.
    let rest = prefix.count >= 3 ? [] : literals.filter { !$0.isPrefix }.map { needles.needle($0.text.bytes) }
    return NativeAlternative(
      cells: UnsafePointer(cells), chunks: UnsafePointer(chunkMemory), count: alternative.cells.count,
      isAnchoredAtStart: alternative.isAnchoredAtStart,
      isAnchoredAtEnd: alternative.isAnchoredAtEnd, markCount: alternative.groupCount * 2,
      cannotMatch: areImpossible(literals), isLiteral: alternative.isLiteral, prefix: needles.needle(prefix),
      prefixCells: min(prefix.count, alternative.cells.prefix { $0.plainLiteral != nil }.count),
      required: rest.max { $0.selectivity < $1.selectivity } ?? needles.needle([]),
      firstBit: prefix.isEmpty ? alternative.firstBit : 0)
  }
}

/// What several alternatives have in common.
enum CommonLiteral {
  /// The longest text that stands in a literal of each of several lists; empty when there is none worth looking for.
  static func find(_ lists: [[ByteString]]) -> ByteString {
    guard 2...64 ~= lists.count, let first = lists.first else { return "" }
    var best = ByteString()
    for text in first where text.count <= 64 {
      var end = 0
      for start in 0..<text.count {
        end = max(end, start)
        while end < text.count, isCommon(text.bytes[start...end], to: lists) { end += 1 }
        let part = text.bytes[start..<end]
        if part.count > best.count || part.count == best.count && rarity(part) > rarity(best.bytes[...]) {
          best = ByteString(part)
        }
      }
    }
    return best.count >= 2 ? best : ""
  }

  private static func rarity(_ part: ArraySlice<UInt8>) -> Int { part.reduce(0) { $0 + ByteRarity.rank($1) } }

  private static func isCommon(_ part: ArraySlice<UInt8>, to lists: [[ByteString]]) -> Bool {
    part.withUnsafeBufferPointer { part in
      let needle = ByteView(part)
      return lists.dropFirst().allSatisfy { list in
        list.contains { text in text.withView { $0.firstIndex(of: needle) != nil } }
      }
    }
  }
}

extension NativeExpression.Alternative {
  /// Literals that stand in every subject in which the alternative is found.
  ///
  /// A literal cell is passed only by a byte that equals it, with one exception that is not counted here: the last cell
  /// behind an unquantified class, which the short-tail rule lets a match end without (§3.2 d1).
  public var requiredLiterals: [(text: ByteString, isPrefix: Bool)] {
    var found: [(text: ByteString, isPrefix: Bool)] = []
    var text: [UInt8] = []
    var isPrefix = true
    func finish() {
      if !text.isEmpty { found.append((ByteString(text), isPrefix)) }
      text = []
    }
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .literal(let byte):
        if isPassable(index) { finish() } else { text.append(byte) }
      case .mark:
        // The second of two marks in a row is a `(`, which is left out: it only makes a literal shorter than it could be.
        if isSecondMark(index) {
          finish()
          isPrefix = false
        }
      case .byteClass(.blank, let quantifier) where quantifier != .star && isPassed(index):
        // Of blanks in a row the last one stands just before what follows.
        if quantifier == .plus {
          finish()
          isPrefix = false
        }
        text.append(0x20)
      case .byteClass:
        finish()
        isPrefix = false
      }
    }
    finish()
    return found
  }

  /// Whether the class at an index is passed by a byte of its own in every match: then a literal follows that no match
  /// can do without.
  private func isPassed(_ index: Int) -> Bool {
    cells.indices.contains {
      guard $0 > index, case .literal = cells[$0] else { return false }
      return !isPassable($0)
    }
  }

  /// Whether no subject matches: a literal from 0x80 on has to be passed.
  public var cannotMatch: Bool { requiredLiterals.contains { $0.text.bytes.contains { $0 >= 0x80 } } }

  /// Nothing but literals, at least one, and single marks.
  var isLiteral: Bool {
    var literals = 0
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .literal: literals += 1
      case .mark: if isSecondMark(index) { return false }
      case .byteClass: return false
      }
    }
    return literals > 0
  }

  /// The bit of the class that a match must begin with; 0 where the first cell is no class or may be left out.
  fileprivate var firstBit: UInt32 {
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .byteClass(let byteClass, let quantifier): return quantifier == .star ? 0 : byteClass.bit
      case .literal: return 0
      case .mark: if isSecondMark(index) { return 0 }
      }
    }
    return 0
  }

  /// Whether the literal at `index` may be left out by the short-tail rule.
  private func isPassable(_ index: Int) -> Bool {
    guard index == cells.count - 1, index > 0, case .byteClass(_, .one) = cells[index - 1] else { return false }
    return cells.contains { if case .byteClass(_, let quantifier) = $0 { quantifier != .one } else { false } }
  }

  private func isSecondMark(_ index: Int) -> Bool {
    guard index > 0, case .mark = cells[index], case .mark = cells[index - 1] else { return false }
    return true
  }
}

extension NativeExpression.Cell {
  /// The byte of a literal that can match.
  fileprivate var plainLiteral: UInt8? {
    if case .literal(let byte) = self, byte < 0x80 { byte } else { nil }
  }
}
