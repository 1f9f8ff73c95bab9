import Bytes

/// What changes during a match; owned by the caller, one per thread.
///
/// Compiled patterns are shared; everything that a match writes lies here. A scratch keeps its memory, so that matches
/// after the first few allocate nothing.
public final class MatchScratch {
  /// Everything mutable.
  ///
  /// PERF: behind an address that never changes, because properties of a class are guarded against overlapping access
  /// at run time, which costs more than a short match.
  let state: UnsafeMutablePointer<MatchState>

  /// Fresh scratch space.
  public init() {
    state = .allocate(capacity: 1)
    state.initialize(to: MatchState())
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// The captures of the last match, in group order, as ranges of the subject; empty when it did not match.
  ///
  /// For `osregex` only when the pattern was compiled capturing. For `pcre2` groups 1 up to the highest that took part;
  /// an unset one is empty. Each access makes an array: where speed counts, use ``captureCount`` and ``capture(_:)``.
  public var captures: [Range<Int>] { (0..<captureCount).map(capture) }

  /// Number of captures of the last match.
  public var captureCount: Int { state.pointee.captureCount }

  /// A capture of the last match as a range of the subject, counted from 0.
  public func capture(_ index: Int) -> Range<Int> {
    precondition(index >= 0 && index < state.pointee.captureCount, "no such capture")
    return state.pointee.captures[index]
  }

  /// What was odd about the last match, if anything.
  public var diagnostic: MatchDiagnostic? { state.pointee.diagnostic }
}

/// Why a match ended without an answer of its own.
public enum MatchDiagnostic: Equatable, Sendable {
  /// The reference's process would have crashed on this input (docs/reference/regex.md §4.5); reported as no match.
  case referenceCrash
  /// PCRE2 gave up, as it does in the reference: its own error code.
  case limitReached(Int)
  /// The match was given up because it takes more than so many megabytes, a limit that the reference does not have: what
  /// it would say is not known.
  case outOfMemory(megabytes: Int)
}

/// The memory of a ``MatchScratch``.
///
/// Arrays are kept as addresses with a capacity, and grow when a pattern needs more than any before. PERF: arrays proper
/// would check bounds and uniqueness at each write of a mark, of which a scan has several per byte.
struct MatchState: ~Copyable {
  private(set) var captures: UnsafeMutablePointer<Range<Int>>
  fileprivate(set) var captureCount = 0
  private var captureCapacity = 16
  var diagnostic: MatchDiagnostic?
  /// Whether the caller has seen that the pattern's literals are there.
  var hasLiterals = false
  /// What native matches look bytes up in.
  let table = ByteTable.shared
  /// Room for the at most four saved exits of a native match (docs/reference/regex.md §3.1).
  let exits: UnsafeMutablePointer<UInt64>
  /// The `mark` registers of a native match; −1 is "unset".
  private(set) var marks: UnsafeMutablePointer<Int>
  private var markCapacity = 32
  var pcre2 = PCRE2Workspace()

  init() {
    captures = .allocate(capacity: captureCapacity)
    marks = .allocate(capacity: markCapacity)
    exits = .allocate(capacity: 4)
  }

  deinit {
    captures.deallocate()
    marks.deallocate()
    exits.deallocate()
  }

  /// What each match begins with.
  @inline(__always)
  mutating func reset(hasLiterals: Bool = false) {
    captureCount = 0
    diagnostic = nil
    self.hasLiterals = hasLiterals
  }

  var hasDiagnostic: Bool { diagnostic != nil }

  @inline(__always)
  mutating func removeCaptures() { captureCount = 0 }

  @inline(__always)
  mutating func append(_ capture: Range<Int>) {
    if captureCount == captureCapacity { growCaptures() }
    (captures + captureCount).initialize(to: capture)
    captureCount += 1
  }

  private mutating func growCaptures() {
    let grown = UnsafeMutablePointer<Range<Int>>.allocate(capacity: captureCapacity * 2)
    grown.update(from: captures, count: captureCount)
    captures.deallocate()
    captures = grown
    captureCapacity *= 2
  }

  /// Room for `count` marks, all unset.
  @inline(__always)
  mutating func unsetMarks(_ count: Int) -> UnsafeMutablePointer<Int> {
    if count > markCapacity { growMarks(count) }
    var index = 0
    while index < count {
      marks[index] = -1
      index += 1
    }
    return marks
  }

  private mutating func growMarks(_ count: Int) {
    marks.deallocate()
    markCapacity = max(count, markCapacity * 2)
    marks = .allocate(capacity: markCapacity)
  }
}
