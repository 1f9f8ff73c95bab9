/// One cell as the scan reads it: everything that the rules of spec/regex.md §3.2 ask about it, worked out.
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
    /// A cell that no byte of the run can match.
    case closed
    case byteClass
    case literal
  }

  var kind: Kind
  /// Whether the cell is a "short-tail" (§3.1).
  var isShortTail = false
  var exit: Exit = .none
  /// Cells from the run to where matching goes on after an exit.
  var exitStep: UInt8 = 0
  /// Byte to compare with, folded; ``never`` for what cannot match.
  ///
  /// A mark is read as `(` where it cannot be skipped.
  var literal: UInt16 = FlatCell.never
  var exitLiteral: UInt16 = FlatCell.never
  /// The class's bit in the byte table.
  var bit: UInt32 = 0
  var exitBit: UInt32 = 0
  /// Of a mark its number; of a run the number of the mark behind it; −1 where there is none.
  var mark: Int32 = -1

  /// No byte: what a literal from 0x80 on is compared with.
  static let never: UInt16 = 0x100

  /// The cell at an index of an alternative; past its end the end cell.
  init(_ cells: [NativeExpression.Cell], _ index: Int) {
    kind = .end
    guard index < cells.count else { return }
    switch cells[index] {
    case .literal(let byte):
      kind = .literal
      literal = Self.comparable(byte)
    case .mark(let number):
      kind = .mark
      literal = UInt16(UInt8(ascii: "("))
      mark = Int32(number)
    case .byteClass(let byteClass, let quantifier):
      kind = quantifier == .one ? .one : quantifier == .plus ? .plus : .star
      bit = byteClass.bit
      isShortTail = Self.isShortTail(cells, index, quantifier)
      if quantifier != .one { setExit(cells, index, byteClass) }
    }
  }

  private static func comparable(_ byte: UInt8) -> UInt16 { byte < 0x80 ? UInt16(byte) : never }

  private static func isShortTail(
    _ cells: [NativeExpression.Cell], _ index: Int, _ quantifier: NativeExpression.Quantifier
  ) -> Bool {
    if index == cells.count - 1 { return true }
    guard quantifier == .one, index == cells.count - 2 else { return false }
    if case .byteClass = cells[index + 1] { return false }
    return true
  }

  private mutating func setExit(_ cells: [NativeExpression.Cell], _ index: Int, _ byteClass: ByteClass) {
    var next = index + 1
    if next < cells.count, case .mark(let number) = cells[next] {
      mark = Int32(number)
      next += 1
    }
    guard next < cells.count else { return }
    switch cells[next] {
    case .byteClass(let following, let quantifier):
      exit = byteClass.isDisjoint(with: following) ? .closed : .byteClass
      exitBit = following.bit
      exitStep = UInt8(next - index + (quantifier == .one ? 1 : 0))
    case .literal(let byte): setExit(to: byte, next - index + 1, byteClass)
    case .mark: setExit(to: UInt8(ascii: "("), next - index + 1, byteClass)
    }
  }

  private mutating func setExit(to byte: UInt8, _ step: Int, _ byteClass: ByteClass) {
    exit = byteClass.containsAnyCase(of: byte) && byte < 0x80 ? .literal : .closed
    exitLiteral = Self.comparable(byte)
    exitStep = UInt8(step)
  }
}
