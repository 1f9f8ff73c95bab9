import Bytes

/// One alternative against one subject: the forward scan of spec/regex.md §3.2 and the tail of §3.4.
///
/// Not a backtracking matcher: one pass with a few registers and at most four saved exits. The letters in the comments
/// are those of the specification. Where the scan below does several rounds at once, the rounds in between change
/// nothing but what is written at the end.
struct NativeScan {
  let cells: UnsafePointer<FlatCell>
  let isAnchoredAtStart: Bool
  let isAnchoredAtEnd: Bool
  let table: UnsafePointer<UInt32>
  let subject: UnsafePointer<UInt8>
  let count: Int
  let exits: UnsafeMutablePointer<UInt64>

  /// "None" of the registers `last` and `retry`.
  static let none = Int.min

  init(
    program: CellProgram, table: UnsafePointer<UInt32>, subject: ByteView, exits: UnsafeMutablePointer<UInt64>
  ) {
    cells = program.cells
    isAnchoredAtStart = program.isAnchoredAtStart
    isAnchoredAtEnd = program.isAnchoredAtEnd
    self.table = table
    self.subject = subject.base
    count = subject.count
    self.exits = exits
  }

  /// The `end` of the match, or nil.
  @inline(__always)
  func run(capturing: Bool, marks: UnsafeMutablePointer<Int>) -> Int? {
    var p = 0
    var i = 0
    var warm = false
    var last = 0
    var retry = Self.none
    var saved = 0

    rounds: while i < count {
      var cell = cells + p
      // (a)
      if cell.pointee.kind == .mark {
        if capturing { marks[Int(cell.pointee.mark)] = i }
        p += 1
        cell += 1
      }
      let entry = table[Int(subject[i])]
      attempt: switch cell.pointee.kind {
      case .end:
        if !isAnchoredAtEnd { return last == Self.none ? nil : last }

      case .literal, .mark:  // (e)
        guard UInt16(truncatingIfNeeded: entry >> 16) == cell.pointee.literal else { break attempt }
        p += 1
        if retry == Self.none { retry = i }
        last = i
        i += 1
        continue rounds

      case .one:  // (b)
        if entry & cell.pointee.bit != 0 {
          p += 1
          if retry == Self.none { retry = i }
          last = i
          i += 1
          continue rounds
        }
        // (d)
        if cell.pointee.isShortTail, warm, last != Self.none {
          last = i
          if !isAnchoredAtEnd { return i }
        }
        warm = false

      case .plus:
        if entry & cell.pointee.bit != 0 {
          if warm {
            run(cell, &p, &i, &warm, &last, &saved, capturing: capturing, marks: marks)
          } else {
            if capturing, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i == count - 1 ? count : i }
            warm = true
            last = i
            i += 1
          }
          continue rounds
        }
        if warm {
          if cell.pointee.isShortTail, last != Self.none {
            last = i
            if !isAnchoredAtEnd { return i }
            warm = false
            break attempt
          }
          p += 1
          warm = false
          continue rounds
        }

      case .star:
        if entry & cell.pointee.bit != 0 {
          warm = true
          run(cell, &p, &i, &warm, &last, &saved, capturing: capturing, marks: marks)
          continue rounds
        }
        if cell.pointee.isShortTail, warm, last != Self.none {
          last = i
          if !isAnchoredAtEnd { return i }
          warm = false
          break attempt
        }
        p += 1
        last = i - 1
        warm = false
        continue rounds
      }

      // (f)
      if saved > 0 {
        saved -= 1
        p = Int(truncatingIfNeeded: exits[saved] >> 32)
        i = Int(truncatingIfNeeded: exits[saved] & 0xFFFF_FFFF) + 1
        continue
      }
      if isAnchoredAtStart { return nil }
      i = (retry == Self.none ? i : retry) + 1
      retry = Self.none
      p = 0
      last = Self.none
    }
    return tail(p, warm, last, capturing: capturing, marks: marks)
  }

  /// (c): S[i] belongs to the run at p, and the run is past its first byte (or is a star).
  @inline(__always)
  private func run(
    _ cell: UnsafePointer<FlatCell>, _ p: inout Int, _ i: inout Int, _ warm: inout Bool, _ last: inout Int,
    _ saved: inout Int, capturing: Bool, marks: UnsafeMutablePointer<Int>
  ) {
    let bit = cell.pointee.bit
    switch cell.pointee.exit {
    case .none:  // c1, for all bytes of the run at once
      repeat { i += 1 } while i < count && table[Int(subject[i])] & bit != 0
      if capturing, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
      return

    case .byteClass:
      let exitBit = cell.pointee.exitBit
      while true {
        if table[Int(subject[i])] & exitBit != 0 { break }  // c2
        i += 1  // c4
        if i == count || table[Int(subject[i])] & bit == 0 {
          last = i - 1
          return
        }
      }

    case .literal:
      let literal = UInt32(cell.pointee.exitLiteral)
      while true {
        let entry = table[Int(subject[i])]
        if entry >> 16 == literal { break }  // c3
        i += 1  // c4
        if i == count || table[Int(subject[i])] & bit == 0 {
          last = i - 1
          return
        }
      }
      warm = false
    }
    if capturing, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
    if saved < 4 {
      exits[saved] = UInt64(truncatingIfNeeded: p) << 32 | UInt64(truncatingIfNeeded: i)
      saved += 1
    }
    p += Int(cell.pointee.exitStep)
    last = i
    i += 1
  }

  /// §3.4: what is left of the pattern where the subject ends.
  private func tail(_ start: Int, _ warm: Bool, _ last: Int, capturing: Bool, marks: UnsafeMutablePointer<Int>) -> Int?
  {
    var cell = cells + start
    let success = last == Self.none ? nil : last
    if capturing {  // T0
      while cell.pointee.kind == .star { cell += 1 }
      if cell.pointee.kind == .mark { marks[Int(cell.pointee.mark)] = count }
    }
    // T1
    if cell.pointee.kind == .mark { cell += 1 }
    if cell.pointee.kind == .end { return success }
    if warm, isClass(cell) {  // T2
      let isRun = cell.pointee.kind != .one
      cell += 1
      if isRun {
        if cell.pointee.kind == .mark { cell += 1 }
        if cell.pointee.kind == .end { return success }
        if isClass(cell) {
          let kind = cell.pointee.kind
          if kind == .plus { return nil }
          cell += 1
          if kind == .star {
            if cell.pointee.kind == .mark { cell += 1 }
            if cell.pointee.kind == .end { return success }
          }
        }
      }
    }
    if cell.pointee.kind == .star {  // T3
      cell += 1
      if cell.pointee.kind == .mark { cell += 1 }
      if cell.pointee.kind == .end { return success }
    }
    return nil
  }

  @inline(__always)
  private func isClass(_ cell: UnsafePointer<FlatCell>) -> Bool {
    switch cell.pointee.kind {
    case .one, .plus, .star: true
    case .end, .literal, .mark: false
    }
  }
}
