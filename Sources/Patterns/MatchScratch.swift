/// What changes during a match; owned by the caller, one per thread.
///
/// Compiled patterns are shared; everything that a match writes lies here. A scratch keeps its memory, so that matches
/// after the first few allocate nothing.
public final class MatchScratch {
  /// The captures of the last successful match, in group order, as ranges of the subject.
  ///
  /// For `osregex` only when the pattern was compiled capturing. For `pcre2` groups 1 up to the highest that took part;
  /// an unset one is empty. Each match begins by emptying it.
  public internal(set) var captures: [Range<Int>] = []
  /// What was odd about the last match, if anything.
  public internal(set) var diagnostic: MatchDiagnostic?

  /// Saved exits of a native match.
  let exits = ExitStack()
  /// Where the groups of a native match begin and end.
  let marks = MarkTable()
  /// The library's workspaces, made by the first PCRE2 match.
  lazy var pcre2 = PCRE2Workspace()

  /// Fresh scratch space.
  public init() {}

  @inline(__always)
  func reset() {
    if !captures.isEmpty { captures.removeAll(keepingCapacity: true) }
    if diagnostic != nil { diagnostic = nil }
  }
}

/// Why a match ended without an answer of its own.
public enum MatchDiagnostic: Equatable, Sendable {
  /// The reference's process would have crashed on this input (spec/regex.md §4.5); reported as no match.
  case referenceCrash
  /// PCRE2 gave up: its own error code.
  case limitReached(Int)
}

/// Room for the at most four saved exits of the native matcher (spec/regex.md §3.1), outside the stack frame so that
/// the scan keeps its registers.
final class ExitStack {
  let slots: UnsafeMutablePointer<UInt64>

  init() { slots = .allocate(capacity: 4) }
  deinit { slots.deallocate() }
}

/// The `mark` registers of the native matcher; −1 is "unset".
final class MarkTable {
  private(set) var slots: UnsafeMutablePointer<Int>
  private var capacity = 32

  init() { slots = .allocate(capacity: 32) }
  deinit { slots.deallocate() }

  /// Makes room for `count` marks and unsets them.
  @inline(__always)
  func prepare(_ count: Int) -> UnsafeMutablePointer<Int> {
    if count > capacity { grow(count) }
    slots.update(repeating: -1, count: count)
    return slots
  }

  private func grow(_ count: Int) {
    slots.deallocate()
    capacity = max(count, capacity * 2)
    slots = .allocate(capacity: capacity)
  }
}
