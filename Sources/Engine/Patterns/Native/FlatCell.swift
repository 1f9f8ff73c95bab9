import Bytes
import PatternSyntax

/// One cell as the scan reads it: everything that the rules of docs/reference/regex.md §3.2 ask about it, worked out.
///
/// PERF: sixteen bytes; what no cell needs both of shares its place.
struct FlatCell: BitwiseCopyable {
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

  private(set) var kind: Kind
  /// Whether the cell is a "short-tail" (§3.1).
  private(set) var isShortTail = false
  private(set) var exit: Exit = .none
  /// Whether the cell behind a closed run, a mark skipped, is not itself a mark: then the skip needs no round of its own.
  private(set) var skipsMark = false
  /// Cells from the run to where matching goes on after an exit; of a closed run, to the cell that follows it.
  private(set) var exitStep: UInt8 = 0
  /// Of the first of several literals in a row, and of every eighth behind it: how many its ``LiteralChunk`` has; 0 for
  /// all others.
  var chunkCount: UInt8 = 0
  /// With a chunk, its number.
  var chunk: UInt16 = 0
  /// Of a mark its number; of a run the number of the mark behind it; −1 where there is none.
  private(set) var mark: Int16 = -1
  /// What the byte is compared with, or the class's bit.
  private var operand: UInt16 = FlatCell.never
  /// The same of the cell that a run leaves to.
  private var exitOperand: UInt16 = FlatCell.never
  /// Behind a run's exit to a literal the next literal, if that is what follows.
  private(set) var exitFollower: UInt16 = FlatCell.never

  /// Byte to compare with, folded; ``never`` for what cannot match.
  ///
  /// A mark is read as `(` where it cannot be skipped.
  @inline(__always)
  var literal: UInt16 { operand }
  /// The class's bit in the byte table.
  @inline(__always)
  var bit: UInt32 { UInt32(operand) }
  /// The literal that a run leaves to; ``never`` where it leaves to none.
  @inline(__always)
  var exitLiteral: UInt16 { exitOperand }
  /// The bit of the class that a run leaves to.
  @inline(__always)
  var exitBit: UInt32 { UInt32(exitOperand) }

  /// The cells of an alternative.
  typealias Cells = UnsafeBufferPointer<NativeExpression.Cell>

  /// No byte: what a literal from 0x80 on is compared with.
  static let never: UInt16 = 0x100

  /// The cell at an index of an alternative; past its end the end cell.
  init(_ cells: Cells, _ index: Int) {
    kind = .end
    guard index < cells.count else { return }
    switch cells[index] {
    case .literal(let byte):
      kind = .literal
      operand = Self.comparable(byte)
    case .mark(let number):
      kind = .mark
      operand = UInt16(UInt8(ascii: "("))
      mark = Int16(number)
    case .byteClass(let byteClass, let quantifier):
      kind = quantifier == .one ? .one : quantifier == .plus ? .plus : .star
      operand = UInt16(byteClass.bit)
      isShortTail = Self.isShortTail(cells, index, quantifier)
      if quantifier != .one { setExit(cells, index, byteClass) }
    }
  }

  private static func comparable(_ byte: UInt8) -> UInt16 { byte < 0x80 ? UInt16(byte) : never }

  private static func isShortTail(
    _ cells: Cells, _ index: Int, _ quantifier: NativeExpression.Quantifier
  ) -> Bool {
    if index == cells.count - 1 { return true }
    guard quantifier == .one, index == cells.count - 2 else { return false }
    if case .byteClass = cells[index + 1] { return false }
    return true
  }

  private mutating func setExit(_ cells: Cells, _ index: Int, _ byteClass: ByteClass) {
    var next = index + 1
    if next < cells.count, case .mark(let number) = cells[next] {
      mark = Int16(number)
      next += 1
    }
    guard next < cells.count else { return }
    switch cells[next] {
    case .byteClass(let following, let quantifier):
      exit = byteClass.isDisjoint(with: following) ? .closed : .byteClass
      if exit == .byteClass { exitOperand = UInt16(following.bit) }
      exitStep = UInt8(next - index + (quantifier == .one && exit == .byteClass ? 1 : 0))
      skipsMark = true
    case .literal(let byte):
      skipsMark = true
      setExit(to: byte, cells, index, next - index, byteClass)
    case .mark: setExit(to: UInt8(ascii: "("), cells, index, next - index, byteClass)
    }
  }

  private mutating func setExit(
    to byte: UInt8, _ cells: Cells, _ index: Int, _ step: Int, _ byteClass: ByteClass
  ) {
    exit = byte < 0x80 && byteClass.containsAnyCase(of: byte) ? .literal : .closed
    exitOperand = Self.comparable(byte)
    exitStep = UInt8(exit == .literal ? step + 1 : step)
    let behind = index + step + 1
    guard behind < cells.count, case .literal(let follower) = cells[behind], follower < 0x80 else { return }
    if exit == .literal {
      exitFollower = UInt16(follower)
    } else {
      // Several literals are compared as a chunk, in a round of their own.
      exitOperand = Self.never
    }
  }
}

/// Up to eight literals in a row, compared in one step.
struct LiteralChunk: BitwiseCopyable {
  /// The folded bytes, the first one lowest; all bits behind the last.
  private var value: UInt64 = .max
  /// The case bit for every letter; behind the last literal all bits, so that any byte will do.
  private var free: UInt64 = .max

  /// The most literals of a chunk.
  static let longest = 8

  /// Adds a literal, folded and below 0x80, behind those that are there.
  mutating func add(_ byte: UInt8, at index: Int) {
    let place = UInt64(8 * index)
    let caseBit: UInt64 = ASCII.isLower(byte) ? 0x20 : 0
    free = free & ~(0xFF << place) | caseBit << place
    value = value & ~(0xFF << place) | UInt64(byte) << place
  }

  /// Whether the literals stand at an address that has at least eight bytes.
  @inline(__always)
  func stands(at address: UnsafePointer<UInt8>) -> Bool {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(address).loadUnaligned(as: UInt64.self))
    return bytes | free == value
  }
}
