import Bytes

/// One alternative as the scan runs it. Plain data; the memory belongs to a ``NativeProgram``.
struct NativeAlternative {
  /// The cells, followed by an end cell.
  let cells: UnsafePointer<FlatCell>
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
  /// The most telling literal behind the prefix that every match contains, if there is one.
  let required: Needle
  /// Where neither anchor nor prefix say where a match may begin: the bytes it may begin with, as a class's bit; 0 for
  /// any byte.
  let firstBit: UInt32
}

/// The alternatives of a pattern in memory that the scan reads without bounds checks.
///
/// Immutable once made. Every cell index that the scan uses lies between 0 and the end cell: it moves forward only from
/// a cell that is not the end, by one or by an exit step that ``FlatCell`` computed.
final class NativeProgram: @unchecked Sendable {
  let alternatives: UnsafePointer<NativeAlternative>
  let count: Int
  private let needles = NeedleStore()

  init(_ expression: NativeExpression) {
    count = expression.alternatives.count
    let memory = UnsafeMutablePointer<NativeAlternative>.allocate(capacity: count)
    for (index, alternative) in expression.alternatives.enumerated() {
      (memory + index).initialize(to: Self.compile(alternative, needles))
    }
    alternatives = UnsafePointer(memory)
  }

  deinit {
    for index in 0..<count { alternatives[index].cells.deallocate() }
    alternatives.deallocate()
  }

  private static func compile(
    _ alternative: NativeExpression.Alternative, _ needles: NeedleStore
  ) -> NativeAlternative {
    let cells = UnsafeMutablePointer<FlatCell>.allocate(capacity: alternative.cells.count + 1)
    for index in 0...alternative.cells.count {
      (cells + index).initialize(to: FlatCell(alternative.cells, index))
    }
    let literals = alternative.requiredLiterals
    let prefix = literals.first.flatMap { $0.isPrefix ? $0.text.bytes : nil } ?? []
    let rest = literals.filter { !$0.isPrefix }.map { needles.needle($0.text.bytes) }
    return NativeAlternative(
      cells: UnsafePointer(cells), count: alternative.cells.count, isAnchoredAtStart: alternative.isAnchoredAtStart,
      isAnchoredAtEnd: alternative.isAnchoredAtEnd, markCount: alternative.groupCount * 2,
      cannotMatch: alternative.cannotMatch, isLiteral: alternative.isLiteral, prefix: needles.needle(prefix),
      required: rest.max { $0.selectivity < $1.selectivity } ?? needles.needle([]),
      firstBit: prefix.isEmpty && !alternative.isAnchoredAtStart ? alternative.firstBit : 0)
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
      case .byteClass:
        finish()
        isPrefix = false
      }
    }
    finish()
    return found
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
