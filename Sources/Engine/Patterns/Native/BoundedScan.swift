import Bytes

/// The scan of docs/reference/regex.md §3.2 in time that stays in proportion to the subject's length.
///
/// Saved exits and restarts make the plain scan read bytes again and again: four exits inside each other and a restart
/// behind every byte add up to the fifth power of the length. But what happens from one round on until the exit that
/// was saved last is taken back (or, with none saved, until the restart) depends on few things: the cell, the index,
/// `warm`, how many exits are saved, and whether `last` and `retry` are set. So it is remembered, at every eighth index,
/// and when the scan comes there again in the same state, the outcome is applied instead of found out again.
///
/// An outcome is: `warm` afterwards, what `last` and `retry` were set to, where matching restarts, and which marks were
/// written. For the marks a log is kept, in which a remembered stretch is a single entry; it is read backwards at the
/// end, each stretch at most once, to find what each mark was written last.
///
/// What is remembered saves time and decides nothing. So where it grows too large all of it is forgotten, but for what
/// each mark was written last; and where that happens again and again, the scan gives up without an answer.
struct BoundedScan {
  private let alternative: UnsafePointer<NativeAlternative>
  private let table: UnsafePointer<UInt32>
  private let subject: ByteView
  private let capturing: Bool

  private var p = 0
  private var i = 0
  private var warm = false
  private var last = 0
  private var retry = NativeScan.none
  private var exits: [(p: Int, i: Int)] = []
  /// Where the attempt that is under way began.
  private var attempt = 0

  /// Counts rounds and applied outcomes; `lastSet` and `retrySet` are the times of the last writes.
  private var time = 0
  private var lastSet = -1
  private var retrySet = -1

  private var outcomes: [Outcome] = []
  /// Index of the outcome for a state.
  private var known: [UInt64: Int32] = [:]
  /// States whose outcome is not known yet, in the order in which they were met.
  private var open: [OpenState] = []
  private var log: [LogEntry] = []

  /// PERF: small, as there may be millions.
  private struct Outcome: BitwiseCopyable {
    /// For `last` and `retry`: left alone.
    static let unset = Int32.min

    var warm: Bool
    /// What `last` became.
    var last: Int32
    /// What `retry` became.
    var retry: Int32
    /// With no exit saved: where matching restarts unless `retry` is set.
    var failedAt: Int32
    /// The part of the log that the stretch wrote.
    var logStart: Int32
    var logEnd: Int32
  }

  private struct OpenState {
    var key: UInt64
    var depth: Int
    var time: Int
    var log: Int
  }

  private enum LogEntry {
    case mark(Int16, Int32)
    case outcome(Int32)
  }

  /// Outcomes are remembered at every so manyth index.
  private let stride: Int
  private let remembered: Int
  private let mostForgotten: Int
  private var forgotten = 0
  /// Enough to keep the time linear; fewer would take more memory and no less time.
  static let usualStride = 8

  /// The `end` of the match, or a constant of ``NativeScan``.
  static func run(
    _ alternative: UnsafePointer<NativeAlternative>, _ table: ByteTableAddress, _ subject: ByteView, capturing: Bool,
    marks: UnsafeMutablePointer<Int>, limits: NativeLimits
  ) -> Int {
    var scan = BoundedScan(alternative, table, subject, capturing: capturing, limits)
    return scan.run(marks)
  }

  /// The bytes that a match takes, from the first of its attempt to the last that was read; nil when there is none.
  static func extent(
    _ alternative: UnsafePointer<NativeAlternative>, _ table: ByteTableAddress, _ subject: ByteView, capturing: Bool,
    marks: UnsafeMutablePointer<Int>
  ) -> Range<Int>? {
    var scan = BoundedScan(alternative, table, subject, capturing: capturing, NativeLimits())
    let end = scan.run(marks)
    guard end != NativeScan.none, end != NativeScan.exhausted else { return nil }
    return min(scan.attempt, scan.i)..<scan.i
  }

  private init(
    _ alternative: UnsafePointer<NativeAlternative>, _ table: ByteTableAddress, _ subject: ByteView, capturing: Bool,
    _ limits: NativeLimits
  ) {
    stride = Int(limits.stride)
    remembered = Int(limits.remembered)
    mostForgotten = Int(limits.forgotten)
    self.alternative = alternative
    self.table = table.entries
    self.subject = subject
    self.capturing = capturing
  }

  private enum Step { case next, fail, success }

  private mutating func run(_ marks: UnsafeMutablePointer<Int>) -> Int {
    while i < subject.count {
      if outcomes.count + open.count + log.count > remembered {
        forget(marks)
        if forgotten > mostForgotten { return NativeScan.exhausted }
      }
      if i % stride == 0, skipKnown() {
        if fail(at: i) { continue }
        return NativeScan.none
      }
      time += 1
      switch round() {
      case .next: continue
      case .success:
        resolve(marks)
        return last
      case .fail:
        if !fail(at: i) { return NativeScan.none }
      }
    }
    resolve(marks)
    return NativeScan.tail(
      alternative, subject, NativeScan.Place(p: p, warm: warm, last: last), capturing: capturing, marks: marks)
  }

  // MARK: Remembering

  /// Applies the outcome of the present state if it is known, up to the failure that ends it; else notes the state.
  private mutating func skipKnown() -> Bool {
    var key = UInt64(p) << 40 | UInt64(i) << 8 | UInt64(exits.count) << 4
    key |= (warm ? 1 : 0) | (last == NativeScan.none ? 2 : 0) | (retry == NativeScan.none ? 4 : 0)
    guard let index = known[key] else {
      open.append(OpenState(key: key, depth: exits.count, time: time, log: log.count))
      return false
    }
    let outcome = outcomes[Int(index)]
    time += 1
    warm = outcome.warm
    if outcome.last != Outcome.unset { setLast(Int(outcome.last)) }
    if outcome.retry != Outcome.unset { setRetry(Int(outcome.retry)) }
    i = Int(outcome.failedAt)
    if capturing, outcome.logStart < outcome.logEnd { log.append(.outcome(index)) }
    return true
  }

  /// What the memory stays below, in megabytes.
  static let megabytes = Limits.nativePatternMegabytes
  /// How many outcomes, open states and entries of the log are kept.
  static let mostRemembered = Limits.nativePatternOutcomes

  /// How many of them may be forgotten before the scan gives up: without them it would go on for hours.
  static let mostForgotten = Limits.nativePatternForgotten

  /// Makes room.
  private mutating func forget(_ marks: UnsafeMutablePointer<Int>) {
    forgotten += outcomes.count + open.count + log.count
    var kept: [LogEntry] = []
    if capturing {
      resolve(marks)
      for mark in 0..<alternative.pointee.markCount where marks[mark] >= 0 {
        kept.append(.mark(Int16(mark), Int32(truncatingIfNeeded: marks[mark])))
      }
    }
    log = kept
    known.removeAll(keepingCapacity: true)
    outcomes.removeAll(keepingCapacity: true)
    // States that are open would need what the log held.
    open.removeAll(keepingCapacity: true)
  }

  /// (f): false when the alternative fails.
  private mutating func fail(at failure: Int) -> Bool {
    while let state = open.last, state.depth == exits.count {
      open.removeLast()
      known[state.key] = Int32(truncatingIfNeeded: outcomes.count)
      outcomes.append(
        Outcome(
          warm: warm, last: lastSet > state.time ? Int32(truncatingIfNeeded: last) : Outcome.unset,
          retry: retrySet > state.time ? Int32(truncatingIfNeeded: retry) : Outcome.unset,
          failedAt: Int32(truncatingIfNeeded: failure), logStart: Int32(truncatingIfNeeded: state.log),
          logEnd: Int32(truncatingIfNeeded: log.count)))
    }
    if let (cell, exit) = exits.popLast() {
      p = cell
      i = exit + 1
      return true
    }
    if alternative.pointee.isAnchoredAtStart { return false }
    i = (retry == NativeScan.none ? failure : retry) + 1
    retry = NativeScan.none
    p = 0
    last = NativeScan.none
    attempt = i
    return true
  }

  private mutating func setLast(_ value: Int) {
    last = value
    lastSet = time
  }

  private mutating func setRetry(_ value: Int) {
    retry = value
    retrySet = time
  }

  private mutating func setMark(_ mark: Int16, _ value: Int) {
    if capturing, mark >= 0 { log.append(.mark(mark, Int32(truncatingIfNeeded: value))) }
  }

  /// Finds what each mark was written last.
  ///
  /// Stretches lie inside each other, so an entry could come up again and again. But one that was looked at has nothing
  /// more to say: it is passed over, together with all its looked-at predecessors.
  private mutating func resolve(_ marks: UnsafeMutablePointer<Int>) {
    guard capturing else { return }
    let count = alternative.pointee.markCount
    for mark in 0..<count { marks[mark] = -1 }
    var missing = count
    // For each number of entries the number that is left when looked-at ones are taken off its end.
    var left = Array(0...log.count)
    var stretches = [0..<log.count]
    while missing > 0, let stretch = stretches.popLast() {
      var end = stretch.upperBound
      while left[end] != end {
        left[end] = left[left[end]]
        end = left[end]
      }
      guard end > stretch.lowerBound else { continue }
      left[end] = end - 1
      stretches.append(stretch.lowerBound..<(end - 1))
      switch log[end - 1] {
      case .mark(let mark, let value):
        if marks[Int(mark)] < 0 {
          marks[Int(mark)] = Int(value)
          missing -= 1
        }
      case .outcome(let index): stretches.append(Int(outcomes[Int(index)].logStart)..<Int(outcomes[Int(index)].logEnd))
      }
    }
  }

  // MARK: One round

  private mutating func round() -> Step {
    var cell = alternative.pointee.cells + p
    // (a)
    if cell.pointee.kind == .mark {
      setMark(cell.pointee.mark, i)
      p += 1
      cell += 1
    }
    let entry = table[Int(subject[i])]
    switch cell.pointee.kind {
    case .end:
      return alternative.pointee.isAnchoredAtEnd ? .fail : .success
    case .literal, .mark:  // (e)
      return entry >> 16 == UInt32(cell.pointee.literal) ? take() : .fail
    case .one, .plus, .star:
      return entry & cell.pointee.bit != 0 ? member(cell, entry) : stranger(cell)
    }
  }

  /// A byte that a single cell takes.
  private mutating func take() -> Step {
    p += 1
    if retry == NativeScan.none { setRetry(i) }
    setLast(i)
    i += 1
    return .next
  }

  /// Rule (b): a byte that belongs to the class.
  private mutating func member(_ cell: UnsafePointer<FlatCell>, _ entry: UInt32) -> Step {
    if cell.pointee.kind == .one { return take() }
    if cell.pointee.kind == .plus, !warm {
      setMark(cell.pointee.mark, i == subject.count - 1 ? subject.count : i)
      warm = true
      setLast(i)
      i += 1
      return .next
    }
    warm = true
    // (c)
    switch cell.pointee.exit {
    case .none:
      setMark(cell.pointee.mark, i + 1)
      i += 1
      return .next
    case .byteClass where entry & cell.pointee.exitBit != 0:
      leave(cell)
    case .literal where entry >> 16 == UInt32(cell.pointee.exitLiteral):
      warm = false
      leave(cell)
    case .closed, .byteClass, .literal: break
    }
    setLast(i)
    i += 1
    return .next
  }

  private mutating func leave(_ cell: UnsafePointer<FlatCell>) {
    setMark(cell.pointee.mark, i)
    if exits.count < 4 { exits.append((p, i)) }
    p += Int(cell.pointee.exitStep)
  }

  /// Rule (d): a byte that does not.
  private mutating func stranger(_ cell: UnsafePointer<FlatCell>) -> Step {
    if cell.pointee.isShortTail, warm, last != NativeScan.none {
      setLast(i)
      if !alternative.pointee.isAnchoredAtEnd { return .success }
      warm = false
      return .fail
    }
    if cell.pointee.kind == .plus, warm {
      p += 1
      warm = false
      return .next
    }
    if cell.pointee.kind == .star {
      p += 1
      setLast(i - 1)
      warm = false
      return .next
    }
    warm = false
    return .fail
  }
}
