import Bytes
import PatternSyntax

/// The literals that stand in every subject in which an alternative is found, read off its cells: of several alternatives
/// one behind the other, in memory that is used again.
///
/// Soundness, in the terms of docs/reference/regex.md §3.2 and §3.4. What is read off must stand in every subject that
/// matches:
/// - A literal cell is left only by (e) and (c3), which take a byte that equals it, with one exception that is not counted
///   here: the last cell behind an unquantified class, which the short-tail rule lets a match end without (d1). The tail
///   passes classes and marks, no literals.
/// - A class cell without `+` and `*` is left by (b) and (c2), with a byte of its own; without one only in the tail and by
///   the short-tail rule, behind which no literal is passed any more. It counts where a literal follows.
/// - A `+` cell is left by (d2) on any byte as soon as `warm` is on, also when it has taken none. `warm` is on before its
///   first byte only where a run was left by (c2) for an unquantified class, and nothing but unquantified classes,
///   literals and marks stands between: (c3), (d2) and (d3) turn it off, and after (f) the scan is either back at a run
///   that has taken the byte in front, or, with nothing saved, `warm` is off: whatever (c2) has left on has saved an exit
///   as well. Such a cell counts for nothing (``FlatCell/Cells/canBeSkipped(_:)``).
/// - Cells that are left with a byte take neighbouring bytes, so what counts and stands side by side is one literal.
struct CellLiterals {
  /// A literal: where its folded bytes are in ``bytes``.
  struct Literal {
    var range: Range<Int>
    /// Whether every match begins with it.
    var isPrefix: Bool
  }

  private(set) var bytes: [UInt8] = []
  private(set) var literals: [Literal] = []
  private var start = 0
  private var isPrefix = true

  /// Room for the literals of so many cells.
  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
    literals.reserveCapacity(min(capacity, 8))
  }

  /// Adds the literals of an alternative.
  /// - Returns: which of ``literals`` they are.
  mutating func add(_ cells: FlatCell.Cells) -> Range<Int> {
    let first = literals.count
    let lastPassed = Self.lastPassed(cells)
    start = bytes.count
    isPrefix = true
    for index in 0..<cells.count {
      switch cells[index] {
      case .literal(let byte):
        if index <= lastPassed { bytes.append(byte) } else { finish() }
      case .mark:
        // The second of two marks in a row is a `(`, which is left out: it only makes a literal shorter than it could be.
        if cells.isSecondMark(index) {
          finish()
          isPrefix = false
        }
      case .byteClass(.blank, let quantifier) where quantifier != .star && index < lastPassed:
        // Of blanks in a row the last one stands just before what follows.
        if quantifier == .plus {
          finish()
          isPrefix = false
          if cells.canBeSkipped(index) { continue }
        }
        bytes.append(0x20)
      case .byteClass:
        finish()
        isPrefix = false
      }
    }
    finish()
    return first..<literals.count
  }

  private mutating func finish() {
    if bytes.count > start { literals.append(Literal(range: start..<bytes.count, isPrefix: isPrefix)) }
    start = bytes.count
  }

  /// The last literal that no match can do without; −1 where there is none.
  private static func lastPassed(_ cells: FlatCell.Cells) -> Int {
    var index = cells.count - 1
    if cells.isLastPassable { index -= 1 }
    while index >= 0 {
      if case .literal = cells[index] { return index }
      index -= 1
    }
    return -1
  }

  /// Whether any of some literals holds a byte from 0x80 on: then no subject matches.
  func areImpossible(_ numbers: Range<Int>) -> Bool {
    numbers.contains { bytes[literals[$0].range].contains { $0 >= 0x80 } }
  }

  /// A literal's text.
  func text(_ number: Int) -> ByteString { ByteString(bytes[literals[number].range]) }
}

extension FlatCell.Cells {
  /// Whether a mark stands behind another one, and is read as a parenthesis.
  func isSecondMark(_ index: Int) -> Bool {
    guard index > 0, case .mark = self[index], case .mark = self[index - 1] else { return false }
    return true
  }

  /// Whether the `+` cell at an index may be left without a byte of its own: `warm` may be on where the scan reaches it.
  ///
  /// That takes a run in front that can be left for an unquantified class with which it shares a byte, and no other run
  /// between.
  fileprivate func canBeSkipped(_ index: Int) -> Bool {
    var exit: ByteClass?
    for before in stride(from: index - 1, through: 0, by: -1) {
      switch self[before] {
      case .byteClass(let byteClass, .one): exit = byteClass
      case .byteClass(let run, .plus), .byteClass(let run, .star):
        return exit.map { !run.isDisjoint(with: $0) } ?? false
      case .literal: exit = nil
      case .mark:
        // A run looks behind one mark; a second one is a parenthesis to it.
        if isSecondMark(before) { exit = nil }
      }
    }
    return false
  }

  /// Whether the last cell is a literal that may be left out by the short-tail rule.
  fileprivate var isLastPassable: Bool {
    guard count > 1, case .literal = self[count - 1], case .byteClass(_, .one) = self[count - 2] else { return false }
    return contains { if case .byteClass(_, let quantifier) = $0 { quantifier != .one } else { false } }
  }
}

extension NativeExpression.Alternative {
  /// Literals that stand in every subject in which the alternative is found.
  public var requiredLiterals: [(text: ByteString, isPrefix: Bool)] {
    var found = CellLiterals()
    let numbers = cells.withUnsafeBufferPointer { found.add($0) }
    return numbers.map { (found.text($0), found.literals[$0].isPrefix) }
  }

  /// Whether no subject matches: a literal from 0x80 on has to be passed.
  public var cannotMatch: Bool {
    var found = CellLiterals()
    let numbers = cells.withUnsafeBufferPointer { found.add($0) }
    return found.areImpossible(numbers)
  }
}
