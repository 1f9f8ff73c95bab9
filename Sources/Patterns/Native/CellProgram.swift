/// One cell as the scan reads it: 20 bytes, everything that the rules of spec/regex.md §3.2 ask about it worked out.
struct FlatCell {
  enum Kind: UInt8 {
    /// Past the end of the alternative.
    case end
    case literal
    case one
    case plus
    case star
    case mark
  }

  /// What a run may leave to (§3.2 c): the next cell, a mark skipped.
  enum Exit: UInt8 {
    /// No cell: the run goes on to its last byte.
    case none
    case byteClass
    case literal
  }

  var kind: Kind
  /// §3.1 "short-tail".
  var isShortTail = false
  /// Byte to compare with, folded; ``never`` for what cannot match.
  ///
  /// A mark is read as `(` where it cannot be skipped.
  var literal: UInt16 = FlatCell.never
  /// The class's bit in the byte table.
  var bit: UInt32 = 0
  /// Of a mark its number; of a run the number of the mark behind it; −1 where there is none.
  var mark: Int32 = -1
  var exit: Exit = .none
  /// Cells from the run to where matching goes on after an exit.
  var exitStep: UInt8 = 0
  var exitLiteral: UInt16 = FlatCell.never
  var exitBit: UInt32 = 0

  /// No byte: what a literal from 0x80 on is compared with.
  static let never: UInt16 = 0x100
}

/// The cells of one alternative, followed by an end cell, in memory that the scan reads without bounds checks.
///
/// Immutable after it was made. Every index that the scan uses is between 0 and the end cell: it moves forward only
/// from a cell that is not the end, by one, or by an exit step that was computed here.
final class CellProgram: @unchecked Sendable {
  let cells: UnsafePointer<FlatCell>
  /// Number of cells without the end cell.
  let count: Int
  let isAnchoredAtStart: Bool
  let isAnchoredAtEnd: Bool
  /// Number of marks.
  let markCount: Int

  init(_ alternative: NativeExpression.Alternative) {
    count = alternative.cells.count
    isAnchoredAtStart = alternative.isAnchoredAtStart
    isAnchoredAtEnd = alternative.isAnchoredAtEnd
    markCount = alternative.groupCount * 2
    let memory = UnsafeMutablePointer<FlatCell>.allocate(capacity: count + 1)
    for index in 0...count {
      (memory + index).initialize(to: Self.flatten(alternative.cells, index))
    }
    cells = UnsafePointer(memory)
  }

  deinit { cells.deallocate() }

  private static func flatten(_ cells: [NativeExpression.Cell], _ index: Int) -> FlatCell {
    guard index < cells.count else { return FlatCell(kind: .end) }
    switch cells[index] {
    case .literal(let byte):
      var cell = FlatCell(kind: .literal)
      cell.literal = byte < 0x80 ? UInt16(byte) : FlatCell.never
      return cell
    case .mark(let number):
      var cell = FlatCell(kind: .mark)
      cell.literal = UInt16(UInt8(ascii: "("))
      cell.mark = Int32(number)
      return cell
    case .byteClass(let byteClass, let quantifier):
      var cell = FlatCell(kind: quantifier == .one ? .one : quantifier == .plus ? .plus : .star)
      cell.bit = byteClass.bit
      cell.isShortTail = isShortTail(cells, index, quantifier)
      if quantifier != .one { setExit(&cell, cells, index) }
      return cell
    }
  }

  private static func isShortTail(
    _ cells: [NativeExpression.Cell], _ index: Int, _ quantifier: NativeExpression.Quantifier
  ) -> Bool {
    if index == cells.count - 1 { return true }
    guard quantifier == .one, index == cells.count - 2 else { return false }
    if case .byteClass = cells[index + 1] { return false }
    return true
  }

  private static func setExit(_ cell: inout FlatCell, _ cells: [NativeExpression.Cell], _ index: Int) {
    var next = index + 1
    if next < cells.count, case .mark(let number) = cells[next] {
      cell.mark = Int32(number)
      next += 1
    }
    guard next < cells.count else { return }
    switch cells[next] {
    case .byteClass(let byteClass, let quantifier):
      cell.exit = .byteClass
      cell.exitBit = byteClass.bit
      cell.exitStep = UInt8(next - index + (quantifier == .one ? 1 : 0))
    case .literal(let byte):
      cell.exit = .literal
      cell.exitLiteral = byte < 0x80 ? UInt16(byte) : FlatCell.never
      cell.exitStep = UInt8(next - index + 1)
    case .mark:
      cell.exit = .literal
      cell.exitLiteral = UInt16(UInt8(ascii: "("))
      cell.exitStep = UInt8(next - index + 1)
    }
  }
}
