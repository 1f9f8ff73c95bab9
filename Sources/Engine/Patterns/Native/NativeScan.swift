import Bytes

/// One alternative against one subject: the forward scan of docs/reference/regex.md §3.2 and the tail of §3.4.
///
/// Not a backtracking matcher: one pass with a few registers and at most four saved exits. The letters in the comments
/// are those of the specification. Where several rounds are done at once, those in between change nothing but what is
/// written at the end.
///
/// PERF: the parts of a round are functions for the reader only. All are inlined into ``run(from:_:marks:)``, where the
/// registers that they hand on become local values.
struct NativeScan {
  private let alternative: UnsafePointer<NativeAlternative>
  private let cells: UnsafePointer<FlatCell>
  private let table: UnsafePointer<UInt32>
  private let subject: UnsafePointer<UInt8>
  private let count: Int
  private let exits: UnsafeMutablePointer<UInt64>
  private let reworkLimit: Int
  private let isAnchoredAtEnd: Bool

  /// "None" of the registers `last` and `retry`; as a result, that the alternative fails.
  static let none = Int.min
  /// As a result: too many bytes were read again.
  ///
  /// What was found out is thrown away, and ``BoundedScan`` starts afresh.
  static let exhausted = Int.min + 1
  /// As the outcome of a failed round: there is another one.
  private static let goesOn = Int.min + 2

  /// Where a scan stands: those registers of §3.1 that the tail asks for.
  struct Place {
    /// Cell number.
    var p = 0
    /// Whether it is inside a run, past its first byte.
    var warm = false
    /// What becomes the end.
    var last = 0
  }

  /// All registers of §3.1, and how much was read again.
  private struct Registers {
    var place = Place()
    /// Subject index.
    var i: Int
    var retry = NativeScan.none
    /// Number of saved exits.
    var saved = 0
    var rework = 0

    init(start: Int) { i = start }

    /// The byte at `i` is matched by a cell of its own.
    @inline(__always)
    mutating func pass() {
      place.p &+= 1
      if retry == NativeScan.none { retry = i }
      place.last = i
      i &+= 1
    }
  }

  /// How a round ends.
  private enum Round {
    case next
    /// With ``Place/last`` as the end.
    case success
    case failure
  }

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
    isAnchoredAtEnd = alternative.pointee.isAnchoredAtEnd
  }

  /// The `end` of the match, or one of the two constants.
  /// - Parameter start: where the first round begins; before it no match can begin.
  @inline(__always)
  func run<Marks: MarkKeeping>(from start: Int, _: Marks.Type, marks: UnsafeMutablePointer<Int>) -> Int {
    if reworkLimit < 0 { return Self.exhausted }
    var registers = Registers(start: start)
    passPrefix(&registers)
    while registers.i < count {
      switch round(&registers, Marks.self, marks) {
      case .next: continue
      case .success: return registers.place.last
      case .failure:
        let outcome = takeBack(&registers)
        if outcome != Self.goesOn { return outcome }
      }
    }
    return tail(registers.place, capturing: Marks.areKept, marks: marks)
  }

  /// Where the prefix is known to stand, its cells are passed.
  @inline(__always)
  private func passPrefix(_ registers: inout Registers) {
    let prefixCells = alternative.pointee.prefixCells
    guard prefixCells > 0 else { return }
    registers.place.p = prefixCells
    registers.retry = registers.i
    registers.i &+= prefixCells
    registers.place.last = registers.i &- 1
  }

  @inline(__always)
  private func entry(_ index: Int) -> UInt32 { table[Int(subject[index])] }

  /// One round, or several in a row.
  @inline(__always)
  private func round<Marks: MarkKeeping>(
    _ registers: inout Registers, _: Marks.Type, _ marks: UnsafeMutablePointer<Int>
  ) -> Round {
    var cell = cells + registers.place.p
    // (a)
    if cell.pointee.kind == .mark {
      if Marks.areKept { marks[Int(cell.pointee.mark)] = registers.i }
      registers.place.p &+= 1
      cell += 1
    }
    let entry = entry(registers.i)
    switch cell.pointee.kind {
    case .end: return isAnchoredAtEnd ? .failure : .success
    case .literal: return literals(cell, entry, &registers)
    case .mark:  // (e): the second mark in a row is a parenthesis
      guard UInt16(truncatingIfNeeded: entry >> 16) == cell.pointee.literal else { return .failure }
      registers.pass()
      return .next
    case .one:
      if entry & cell.pointee.bit != 0 {  // (b)
        registers.pass()
        return .next
      }
      // (d)
      if cell.pointee.isShortTail, registers.place.warm, registers.place.last != Self.none {
        return endEarly(&registers)
      }
      registers.place.warm = false
      return .failure
    case .plus: return plus(cell, entry, &registers, Marks.self, marks)
    case .star: return star(cell, entry, &registers, Marks.self, marks)
    }
  }

  /// (e), for all literals in a row.
  @inline(__always)
  private func literals(_ first: UnsafePointer<FlatCell>, _ firstEntry: UInt32, _ registers: inout Registers) -> Round {
    var cell = first
    guard UInt16(truncatingIfNeeded: firstEntry >> 16) == cell.pointee.literal else { return .failure }
    if registers.retry == Self.none { registers.retry = registers.i }
    if cell.pointee.chunkCount > 0, registers.i &+ 8 <= count {
      let chunk = alternative.pointee.chunks + Int(cell.pointee.chunk)
      if chunk.pointee.stands(at: subject + registers.i) {
        registers.place.p &+= Int(cell.pointee.chunkCount)
        registers.i &+= Int(cell.pointee.chunkCount)
        registers.place.last = registers.i &- 1
        return .next
      }
    }
    repeat {
      registers.place.p &+= 1
      cell += 1
      registers.i &+= 1
      guard cell.pointee.kind == .literal, registers.i < count else {
        registers.place.last = registers.i &- 1
        return .next
      }
    } while UInt16(truncatingIfNeeded: entry(registers.i) >> 16) == cell.pointee.literal
    registers.place.last = registers.i &- 1
    return .failure
  }

  /// (b) and (d) of a `+` cell.
  @inline(__always)
  private func plus<Marks: MarkKeeping>(
    _ cell: UnsafePointer<FlatCell>, _ entry: UInt32, _ registers: inout Registers, _: Marks.Type,
    _ marks: UnsafeMutablePointer<Int>
  ) -> Round {
    if entry & cell.pointee.bit != 0 {
      if !registers.place.warm {  // (b), first byte
        let i = registers.i
        if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = i == count &- 1 ? count : i }
        registers.place.warm = true
        registers.place.last = i
        registers.i &+= 1
        guard registers.i < count, self.entry(registers.i) & cell.pointee.bit != 0 else { return .next }
      }
      leave(cell, &registers, Marks.self, marks)
      return .next
    }
    guard registers.place.warm else { return .failure }
    // (d)
    if cell.pointee.isShortTail, registers.place.last != Self.none { return endEarly(&registers) }
    registers.place.p &+= 1
    registers.place.warm = false
    return .next
  }

  /// (b) and (d) of a `*` cell.
  @inline(__always)
  private func star<Marks: MarkKeeping>(
    _ cell: UnsafePointer<FlatCell>, _ entry: UInt32, _ registers: inout Registers, _: Marks.Type,
    _ marks: UnsafeMutablePointer<Int>
  ) -> Round {
    if entry & cell.pointee.bit != 0 {  // (b)
      registers.place.warm = true
      leave(cell, &registers, Marks.self, marks)
      return .next
    }
    // (d)
    if cell.pointee.isShortTail, registers.place.warm, registers.place.last != Self.none {
      return endEarly(&registers)
    }
    registers.place.p &+= 1
    registers.place.last = registers.i &- 1
    registers.place.warm = false
    return .next
  }

  /// (d1): the match ends without the last cells.
  @inline(__always)
  private func endEarly(_ registers: inout Registers) -> Round {
    registers.place.last = registers.i
    if !isAnchoredAtEnd { return .success }
    registers.place.warm = false
    return .failure
  }

  /// (f): goes back to the last exit, or on to the next byte.
  /// - Returns: ``goesOn``, or the outcome of the scan.
  @inline(__always)
  private func takeBack(_ registers: inout Registers) -> Int {
    if registers.saved > 0 {
      registers.saved &-= 1
      let saved = exits[registers.saved]
      registers.place.p = Int(truncatingIfNeeded: saved >> 32)
      let exit = Int(truncatingIfNeeded: saved & 0xFFFF_FFFF)
      registers.rework &+= registers.i - exit
      if registers.rework > reworkLimit { return Self.exhausted }
      registers.i = exit &+ 1
      return Self.goesOn
    }
    if alternative.pointee.isAnchoredAtStart { return Self.none }
    if registers.retry != Self.none {
      registers.rework &+= registers.i - registers.retry
      if registers.rework > reworkLimit { return Self.exhausted }
      registers.i = registers.retry
    }
    registers.i &+= 1
    registers.retry = Self.none
    registers.place.p = 0
    registers.place.last = Self.none
    // (A warm restart could use one of the bytes passed over as a short tail or as an exit.)
    return registers.place.warm || skipToStart(&registers) ? Self.goesOn : Self.none
  }

  /// Without `last` nothing can succeed before a first byte is matched, so bytes that cannot be that one are passed over.
  /// - Returns: false where none can.
  @inline(__always)
  private func skipToStart(_ registers: inout Registers) -> Bool {
    if alternative.pointee.prefix.count > 0 {
      registers.i = alternative.pointee.prefix.firstIndex(in: subject, count: count, from: registers.i)
      if registers.i < 0 { return false }
      passPrefix(&registers)
    } else if alternative.pointee.firstBit != 0 {
      let bit = alternative.pointee.firstBit
      while registers.i < count, entry(registers.i) & bit == 0 { registers.i &+= 1 }
      if registers.i == count { return false }
    }
    return true
  }

  /// (c): S[i] belongs to the run at p, and the run is past its first byte (or is a star).
  ///
  /// Goes on to where the run ends or is left.
  @inline(__always)
  private func leave<Marks: MarkKeeping>(
    _ cell: UnsafePointer<FlatCell>, _ registers: inout Registers, _: Marks.Type, _ marks: UnsafeMutablePointer<Int>
  ) {
    switch cell.pointee.exit {
    case .none:  // c1
      skipRun(cell.pointee.bit, &registers)
      if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = registers.i }
      return
    case .closed: return leaveClosed(cell, &registers, Marks.self, marks)
    case .byteClass:
      let (bit, exitBit) = (cell.pointee.bit, cell.pointee.exitBit)
      while entry(registers.i) & exitBit == 0 {  // until c2
        guard stays(bit, &registers) else { return }
      }
    case .literal:
      let (bit, literal) = (cell.pointee.bit, UInt32(cell.pointee.exitLiteral))
      while entry(registers.i) >> 16 != literal {  // until c3
        guard stays(bit, &registers) else { return }
      }
      registers.place.warm = false
      let follower = cell.pointee.exitFollower
      if follower != FlatCell.never, registers.saved < 4, registers.i &+ 1 < count,
        entry(registers.i &+ 1) >> 16 != UInt32(follower)
      {
        // The next round would take the exit back at once.
        if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = registers.i }
        registers.place.last = registers.i
        registers.i &+= 1
        return
      }
    }
    if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = registers.i }
    if registers.saved < 4 {
      exits[registers.saved] =
        UInt64(truncatingIfNeeded: registers.place.p) << 32 | UInt64(truncatingIfNeeded: registers.i)
      registers.saved &+= 1
    }
    registers.place.p &+= Int(cell.pointee.exitStep)
    registers.place.last = registers.i
    registers.i &+= 1
  }

  /// To behind the last byte of a run.
  @inline(__always)
  private func skipRun(_ bit: UInt32, _ registers: inout Registers) {
    repeat { registers.i &+= 1 } while registers.i < count && entry(registers.i) & bit != 0
  }

  /// (c4): on by a byte, if that belongs to the run.
  @inline(__always)
  private func stays(_ bit: UInt32, _ registers: inout Registers) -> Bool {
    registers.i &+= 1
    if registers.i < count, entry(registers.i) & bit != 0 { return true }
    registers.place.last = registers.i &- 1
    return false
  }

  /// (c4) to the end of a run that no byte of its can end, then (d).
  @inline(__always)
  private func leaveClosed<Marks: MarkKeeping>(
    _ cell: UnsafePointer<FlatCell>, _ registers: inout Registers, _: Marks.Type, _ marks: UnsafeMutablePointer<Int>
  ) {
    skipRun(cell.pointee.bit, &registers)
    registers.place.last = registers.i &- 1
    guard registers.i < count else { return }
    registers.place.warm = false
    guard cell.pointee.skipsMark else {
      registers.place.p &+= 1
      return
    }
    if Marks.areKept, cell.pointee.mark >= 0 { marks[Int(cell.pointee.mark)] = registers.i }
    registers.place.p &+= Int(cell.pointee.exitStep)
    // The usual next round, done at once: a literal follows.
    if entry(registers.i) >> 16 == UInt32(cell.pointee.exitLiteral) { registers.pass() }
  }

  /// §3.4: what is left of the pattern where the subject ends.
  private func tail(_ place: Place, capturing: Bool, marks: UnsafeMutablePointer<Int>) -> Int {
    var cell = cells + place.p
    if capturing {  // T0
      while cell.pointee.kind == .star { cell += 1 }
      if cell.pointee.kind == .mark { marks[Int(cell.pointee.mark)] = count }
    }
    // T1
    if cell.pointee.kind == .mark { cell += 1 }
    if cell.pointee.kind == .end { return place.last }
    if place.warm, cell.pointee.isClass {  // T2
      let isRun = cell.pointee.kind != .one
      cell += 1
      if isRun {
        if cell.pointee.kind == .mark { cell += 1 }
        if cell.pointee.kind == .end { return place.last }
        if cell.pointee.isClass {
          let kind = cell.pointee.kind
          if kind == .plus { return Self.none }
          cell += 1
          if kind == .star {
            if cell.pointee.kind == .mark { cell += 1 }
            if cell.pointee.kind == .end { return place.last }
          }
        }
      }
    }
    if cell.pointee.kind == .star {  // T3
      cell += 1
      if cell.pointee.kind == .mark { cell += 1 }
      if cell.pointee.kind == .end { return place.last }
    }
    return Self.none
  }

  /// The tail for a scan that kept the registers itself.
  static func tail(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ place: Place, capturing: Bool,
    marks: UnsafeMutablePointer<Int>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4) { exits in
      guard let exits = exits.baseAddress else { return none }
      let scan = NativeScan(
        alternative: alternative, table: ByteTable.shared.entries, subject: subject, exits: exits, reworkLimit: 0)
      return scan.tail(place, capturing: capturing, marks: marks)
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
