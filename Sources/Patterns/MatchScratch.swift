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

  /// Room for the at most four saved exits of a native match (spec/regex.md §3.1).
  let exits: UnsafeMutablePointer<UInt64>
  /// The `mark` registers of a native match; −1 is "unset".
  private(set) var marks: UnsafeMutablePointer<Int>
  private var markCapacity = 32
  /// The library's workspaces, made by the first PCRE2 match.
  lazy var pcre2 = PCRE2Workspace()

  /// Fresh scratch space.
  public init() {
    exits = .allocate(capacity: 4)
    marks = .allocate(capacity: 32)
  }

  deinit {
    exits.deallocate()
    marks.deallocate()
  }

  /// Room for `count` marks, all unset.
  @inline(__always)
  func unsetMarks(_ count: Int) -> UnsafeMutablePointer<Int> {
    if count > markCapacity { growMarks(count) }
    marks.update(repeating: -1, count: count)
    return marks
  }

  private func growMarks(_ count: Int) {
    marks.deallocate()
    markCapacity = max(count, markCapacity * 2)
    marks = .allocate(capacity: markCapacity)
  }

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
