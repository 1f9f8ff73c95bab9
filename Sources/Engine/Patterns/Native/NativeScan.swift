import Bytes

/// One alternative against one subject: the forward scan of docs/reference/regex.md §3.2 and the tail of §3.4.
///
/// Not a backtracking matcher: one pass with a few registers and at most four saved exits. The letters in the comments
/// are those of the specification. Where several rounds are done at once, those in between change nothing but what is
/// written at the end.
struct NativeScan {
  private let alternative: UnsafePointer<NativeAlternative>
  private let cells: UnsafePointer<FlatCell>
  private let table: UnsafePointer<UInt32>
  private let subject: UnsafePointer<UInt8>
  private let count: Int
  private let exits: UnsafeMutablePointer<UInt64>
  private let reworkLimit: Int

  /// "None" of the registers `last` and `retry`; as a result, that the alternative fails.
  static let none = Int.min
  /// As a result: too many bytes were read again.
  ///
  /// What was found out is thrown away, and ``BoundedScan`` starts afresh.
  static let exhausted = Int.min + 1

  @inline(__always)
  init(
    alternative: UnsafePointer<NativeAlternative>, table: UnsafePointer<UInt32>, subject: ByteView,
    exits: UnsafeMutablePointer<UInt64>, reworkLimit: Int
  ) {
    self.alternative = alternative
    cells = alternative.pointee.cells
    self.table = table
    self.subject = subject.base
    count = subject.count
    self.exits = exits
    // The constant keeps short subjects out of the bounded scan, whose tables cost more than a little rework.
    self.reworkLimit = reworkLimit < 0 ? -1 : reworkLimit * (subject.count + 256)
  }

  /// The `end` of the match, or one of the two constants.
  /// - Parameter start: where the first round begins; before it no match can begin.
  @inline(__always)
  func run<Marks: MarkKeeping>(from start: Int, _: Marks.Type, marks: UnsafeMutablePointer<Int>) -> Int {
    if reworkLimit < 0 { return Self.exhausted }
    let prefixCells = alternative.pointee.prefixCells
    var p = 0
    var i = start
    var warm = false
    var last = 0
    var retry = Self.none
    var saved = 0
    if prefixCells > 0 {
      p = prefixCells
      retry = i
      i &+= prefixCells
      last = i &- 1
    }
    var rework = 0
    let isAnchoredAtEnd = alternative.pointee.isAnchoredAtEnd

    rounds: while i < count {
      var cell = cells + p
      // (a)
      if cell.pointee.kind == .mark {
        if Marks.areKept { marks[Int(cell.pointee.mark)] = i }
        p &+= 1
        cell += 1
      }
      var entry = table[Int(subject[i])]
      attempt: switch cell.pointee.kind {
      case .end:
        if !isAnchoredAtEnd { return last }

      case .literal:  // (e), for all literals in a row
        guard UInt16(truncatingIfNeeded: entry >> 16) == cell.pointee.literal else { break attempt }
        if retry == Self.none { retry = i }
        if cell.pointee.chunkCount > 0, i &+ 8 <= count {
          let chunk = alternative.pointee.chunks + Int(cell.pointee.chunk)
          if chunk.pointee.stands(at: subject + i) {
            p &+= Int(cell.pointee.chunkCount)
            i &+= Int(cell.pointee.chunkCount)
            last = i &- 1
            continue rounds
          }
        }
        repeat {
          p &+= 1
          cell += 1
          i &+= 1
          guard cell.pointee.kind == .literal, i < count else {
            last = i &- 1
            continue rounds
          }
          entry = table[Int(subject[i])]
        } while UInt16(truncatingIfNeeded: entry >> 16) == cell.pointee.literal
        last = i &- 1

      case .mark:  // (e): the second mark in a row is a parenthesis
        guard UInt16(truncatingIfNeeded: entry >> 16) == cell.pointee.literal else { break attempt }
        p &+= 1
        if retry == Self.none { retry = i }
        last = i
        i &+= 1
        continue rounds

      case .one:  // (b)
        if entry & cell.pointee.bit != 0 {
          p &+= 1
          if retry == Self.none { retry = i }
          last = i
          i &+= 1
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
          if !warm {  // (b), first byte
            if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i == count &- 1 ? count : i }
            warm = true
            last = i
            i &+= 1
            guard i < count, table[Int(subject[i])] & cell.pointee.bit != 0 else { continue rounds }
          }
          leave(cell, &p, &i, &warm, &last, &retry, &saved, Marks.self, marks)
          continue rounds
        }
        if warm {  // (d)
          if cell.pointee.isShortTail, last != Self.none {
            last = i
            if !isAnchoredAtEnd { return i }
            warm = false
            break attempt
          }
          p &+= 1
          warm = false
          continue rounds
        }

      case .star:
        if entry & cell.pointee.bit != 0 {  // (b)
          warm = true
          leave(cell, &p, &i, &warm, &last, &retry, &saved, Marks.self, marks)
          continue rounds
        }
        if cell.pointee.isShortTail, warm, last != Self.none {  // (d)
          last = i
          if !isAnchoredAtEnd { return i }
          warm = false
          break attempt
        }
        p &+= 1
        last = i &- 1
        warm = false
        continue rounds
      }

      // (f)
      if saved > 0 {
        saved &-= 1
        p = Int(truncatingIfNeeded: exits[saved] >> 32)
        let exit = Int(truncatingIfNeeded: exits[saved] & 0xFFFF_FFFF)
        rework &+= i - exit
        if rework > reworkLimit { return Self.exhausted }
        i = exit &+ 1
        continue
      }
      if alternative.pointee.isAnchoredAtStart { return Self.none }
      if retry != Self.none {
        rework &+= i - retry
        if rework > reworkLimit { return Self.exhausted }
        i = retry
      }
      i &+= 1
      retry = Self.none
      p = 0
      last = Self.none
      if !warm {
        // Without `last` nothing can succeed before a first byte is matched, so bytes that cannot be that one are passed
        // over. (A warm restart could use one as a short tail or as an exit.)
        let length = alternative.pointee.prefix.count
        if length > 0 {
          i = alternative.pointee.prefix.firstIndex(in: subject, count: count, from: i)
          if i < 0 { return Self.none }
          if prefixCells > 0 {
            p = prefixCells
            retry = i
            i &+= prefixCells
            last = i &- 1
          }
        } else if alternative.pointee.firstBit != 0 {
          let bit = alternative.pointee.firstBit
          while i < count, table[Int(subject[i])] & bit == 0 { i &+= 1 }
          if i == count { return Self.none }
        }
      }
    }
    return tail(p, warm, last, capturing: Marks.areKept, marks: marks)
  }

  /// (c): S[i] belongs to the run at p, and the run is past its first byte (or is a star).
  ///
  /// Goes on to where the run ends or is left.
  @inline(__always)
  private func leave<Marks: MarkKeeping>(
    _ cell: UnsafePointer<FlatCell>, _ p: inout Int, _ i: inout Int, _ warm: inout Bool, _ last: inout Int,
    _ retry: inout Int, _ saved: inout Int, _: Marks.Type, _ marks: UnsafeMutablePointer<Int>
  ) {
    let bit = cell.pointee.bit
    switch cell.pointee.exit {
    case .none:  // c1
      repeat { i &+= 1 } while i < count && table[Int(subject[i])] & bit != 0
      if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
      return

    case .closed:  // c4 to the end of the run, then (d)
      repeat { i &+= 1 } while i < count && table[Int(subject[i])] & bit != 0
      last = i &- 1
      if i < count {
        warm = false
        guard cell.pointee.skipsMark else {
          p &+= 1
          return
        }
        if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
        p &+= Int(cell.pointee.exitStep)
        // The usual next round, done at once: a literal follows.
        if table[Int(subject[i])] >> 16 == UInt32(cell.pointee.exitLiteral) {
          if retry == Self.none { retry = i }
          p &+= 1
          last = i
          i &+= 1
        }
      }
      return

    case .byteClass:
      let exitBit = cell.pointee.exitBit
      while true {
        if table[Int(subject[i])] & exitBit != 0 { break }  // c2
        i &+= 1  // c4
        if i == count || table[Int(subject[i])] & bit == 0 {
          last = i &- 1
          return
        }
      }

    case .literal:
      let literal = UInt32(cell.pointee.exitLiteral)
      while true {
        if table[Int(subject[i])] >> 16 == literal {  // c3
          let follower = cell.pointee.exitFollower
          if follower != FlatCell.never, saved < 4, i &+ 1 < count,
            table[Int(subject[i &+ 1])] >> 16 != UInt32(follower)
          {
            // The next round would take the exit back at once.
            if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
            warm = false
            last = i
            i &+= 1
            return
          }
          break
        }
        i &+= 1  // c4
        if i == count || table[Int(subject[i])] & bit == 0 {
          last = i &- 1
          return
        }
      }
      warm = false
    }
    if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i }
    if saved < 4 {
      exits[saved] = UInt64(truncatingIfNeeded: p) << 32 | UInt64(truncatingIfNeeded: i)
      saved &+= 1
    }
    p &+= Int(cell.pointee.exitStep)
    last = i
    i &+= 1
  }

  /// §3.4: what is left of the pattern where the subject ends.
  private func tail(_ p: Int, _ warm: Bool, _ last: Int, capturing: Bool, marks: UnsafeMutablePointer<Int>) -> Int {
    var cell = cells + p
    if capturing {  // T0
      while cell.pointee.kind == .star { cell += 1 }
      if cell.pointee.kind == .mark { marks[Int(cell.pointee.mark)] = count }
    }
    // T1
    if cell.pointee.kind == .mark { cell += 1 }
    if cell.pointee.kind == .end { return last }
    if warm, cell.pointee.isClass {  // T2
      let isRun = cell.pointee.kind != .one
      cell += 1
      if isRun {
        if cell.pointee.kind == .mark { cell += 1 }
        if cell.pointee.kind == .end { return last }
        if cell.pointee.isClass {
          let kind = cell.pointee.kind
          if kind == .plus { return Self.none }
          cell += 1
          if kind == .star {
            if cell.pointee.kind == .mark { cell += 1 }
            if cell.pointee.kind == .end { return last }
          }
        }
      }
    }
    if cell.pointee.kind == .star {  // T3
      cell += 1
      if cell.pointee.kind == .mark { cell += 1 }
      if cell.pointee.kind == .end { return last }
    }
    return Self.none
  }

  /// The tail for a scan that kept the registers itself.
  static func tail(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, p: Int, warm: Bool, last: Int,
    capturing: Bool, marks: UnsafeMutablePointer<Int>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4) { exits in
      guard let exits = exits.baseAddress else { return none }
      let scan = NativeScan(
        alternative: alternative, table: ByteTable.shared.entries, subject: subject, exits: exits, reworkLimit: 0)
      return scan.tail(p, warm, last, capturing: capturing, marks: marks)
    }
  }
}

/// Whether a scan writes marks: a type rather than a flag, so that each kind of scan is compiled for itself.
protocol MarkKeeping {
  static var areKept: Bool { get }
}

/// For a capturing pattern.
enum KeepingMarks: MarkKeeping {
  static var areKept: Bool { true }
}

/// For any other.
enum WithoutMarks: MarkKeeping {
  static var areKept: Bool { false }
}

extension FlatCell {
  @inline(__always)
  var isClass: Bool {
    switch kind {
    case .one, .plus, .star: true
    case .end, .literal, .mark: false
    }
  }
}
