import Bytes

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
  /// Whether the cell behind a closed run, a mark skipped, is not itself a mark: then the skip needs no round of its own.
  var skipsMark = false
  /// Cells from the run to where matching goes on after an exit; of a closed run, to the cell that follows it.
  var exitStep: UInt8 = 0
  /// Byte to compare with, folded; ``never`` for what cannot match.
  ///
  /// A mark is read as `(` where it cannot be skipped.
  var literal: UInt16 = FlatCell.never
  var exitLiteral: UInt16 = FlatCell.never
  /// The class's bit in the byte table.
  var bit: UInt32 = 0
  var exitBit: UInt32 = 0
  /// Of the first of several literals in a row, and of every eighth behind it: the number of its ``LiteralChunk``; −1 for
  /// all others.
  var chunk: Int32 = -1
  /// Behind a run's exit to a literal the next literal, if that is what follows.
  var exitFollower: UInt16 = FlatCell.never
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
      exitStep = UInt8(next - index + (quantifier == .one && exit == .byteClass ? 1 : 0))
      skipsMark = true
    case .literal(let byte):
      skipsMark = true
      setExit(to: byte, cells, index, next - index, byteClass)
    case .mark: setExit(to: UInt8(ascii: "("), cells, index, next - index, byteClass)
    }
  }

  private mutating func setExit(
    to byte: UInt8, _ cells: [NativeExpression.Cell], _ index: Int, _ step: Int, _ byteClass: ByteClass
  ) {
    exit = byte < 0x80 && byteClass.containsAnyCase(of: byte) ? .literal : .closed
    exitLiteral = Self.comparable(byte)
    exitStep = UInt8(exit == .literal ? step + 1 : step)
    let behind = index + step + 1
    guard behind < cells.count, case .literal(let follower) = cells[behind], follower < 0x80 else { return }
    if exit == .literal {
      exitFollower = UInt16(follower)
    } else {
      // Several literals are compared as a chunk, in a round of their own.
      exitLiteral = Self.never
    }
  }
}

/// Up to eight literals in a row, compared in one step.
struct LiteralChunk {
  /// Number of literals.
  let count: Int
  /// The folded bytes, the first one lowest; zero behind the last.
  private let value: UInt64
  /// The case bit for every letter.
  private let caseBits: UInt64
  /// All bits of the bytes that count.
  private let used: UInt64

  init(_ literals: some Collection<UInt8>) {
    count = min(literals.count, 8)
    var (value, caseBits): (UInt64, UInt64) = (0, 0)
    for (index, byte) in literals.prefix(8).enumerated() {
      value |= UInt64(byte) << UInt64(8 * index)
      if ASCII.isLower(byte) { caseBits |= 0x20 << UInt64(8 * index) }
    }
    self.value = value
    self.caseBits = caseBits
    used = count == 8 ? .max : (1 << UInt64(8 * count)) - 1
  }

  /// Whether the literals stand at an address that has at least eight bytes.
  @inline(__always)
  func stands(at address: UnsafePointer<UInt8>) -> Bool {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(address).loadUnaligned(as: UInt64.self))
    return (bytes | caseBits) & used == value
  }
}
