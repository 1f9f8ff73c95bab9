import Bytes
import CPCRE2
import PatternSyntax
import Synchronization

/// A compiled PCRE2 pattern: no options, so case-sensitive, byte by byte (docs/reference/regex.md §8).
///
/// The reference runs the library's interpreter. Here the pattern is turned into machine code at its first match, and the
/// interpreter decides only where the two could differ: always for some forms of patterns (``MachineCodeTrust``), and
/// where the machine code's steps, which it counts differently, come near the step limit (``StepEstimate``).
final class PCRE2Matcher: Matcher, @unchecked Sendable {
  private enum Stage {
    static let cold: UInt8 = 0
    static let compiling: UInt8 = 1
    static let machineCode: UInt8 = 2
    static let interpreted: UInt8 = 3
  }

  private let source: ByteString
  private let code: OpaquePointer
  private let groupCount: Int
  private let isUTF: Bool
  /// Subjects longer than this get a match of the machine code confirmed by the interpreter; 0 as long as it is not known.
  private let confirmationLength = Atomic(0)
  private let stage: Atomic<UInt8>

  init(_ source: ByteString, usesMachineCode: Bool = true) throws(PatternError) {
    if let at = source.bytes.firstIndex(of: 0) { throw .nul(at) }
    var error: Int32 = 0
    var position = 0
    let compiled = source.withView { pcre2_compile_8($0.base, $0.count, 0, &error, &position, nil) }
    guard let compiled else { throw .pcre2(Int(error), at: position, in: source) }
    code = compiled
    self.source = source
    groupCount = PCRE2Info.groupCount(compiled)
    var options: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_ALLOPTIONS), &options)
    isUTF = options & UInt32(PCRE2_UTF) != 0
    stage = Atomic(!usesMachineCode || Self.setsOwnLimit(compiled) ? Stage.interpreted : Stage.cold)
  }

  deinit { pcre2_code_free_8(code) }

  /// Whether the pattern begins with `(*LIMIT_…=n)`: such counts mean the interpreter's steps.
  private static func setsOwnLimit(_ code: OpaquePointer) -> Bool {
    [PCRE2_INFO_MATCHLIMIT, PCRE2_INFO_DEPTHLIMIT, PCRE2_INFO_HEAPLIMIT].contains { what in
      var limit: UInt32 = 0
      return pcre2_pattern_info_8(code, UInt32(what), &limit) == 0
    }
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    let data = state.pointee.pcre2.data(groups: groupCount)
    var result = run(subject, state.pointee.pcre2.fastContext, data)
    if let known = result, known != PCRE2_ERROR_NOMATCH, known < 0 || needsConfirmation(subject) { result = nil }
    let answer =
      result
      ?? pcre2_match_8(
        code, subject.base, subject.count, 0, UInt32(PCRE2_NO_JIT), data, state.pointee.pcre2.exactContext)
    guard answer >= 0 else {
      if answer == PCRE2_ERROR_HEAPLIMIT, !hasOwnHeapLimit {
        state.pointee.diagnostic = .outOfMemory(megabytes: PCRE2Workspace.heapMegabytes)
      } else if answer != PCRE2_ERROR_NOMATCH {
        state.pointee.diagnostic = .limitReached(Int(answer))
      }
      return nil
    }
    let offsets = pcre2_get_ovector_pointer_8(data)
    return takeMatch(offsets, highest: Int(answer) - 1, state)
  }

  /// Whether the pattern itself sets a limit to its memory that is below ours.
  private var hasOwnHeapLimit: Bool {
    var kibibytes: UInt32 = 0
    return pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_HEAPLIMIT), &kibibytes) == 0
      && Int(kibibytes) < PCRE2Workspace.heapMegabytes << 10
  }

  /// Whether a match of the machine code has to be confirmed.
  @inline(__always)
  private func needsConfirmation(_ subject: ByteView) -> Bool {
    subject.count > StepEstimate.leastSafeLength && subject.count > safeLength()
  }

  @inline(never)
  private func safeLength() -> Int {
    let known = confirmationLength.load(ordering: .relaxed)
    if known > 0 { return known }
    let length = StepEstimate(source).safeLength
    confirmationLength.store(length, ordering: .relaxed)
    return length
  }

  override func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? {
    guard match(subject, state) != nil, let data = state.pointee.pcre2.data(groups: groupCount),
      let offsets = pcre2_get_ovector_pointer_8(data)
    else { return nil }
    return min(offsets[0], offsets[1])..<offsets[1]
  }

  override var prefilter: (any PrefilterSource)? { PCRE2Prefilter(source) }

  override var pcre2Info: PCRE2Info? { PCRE2Info(code) }

  /// Whether the machine code decides: for tests and reports.
  var usesMachineCode: Bool { stage.load(ordering: .acquiring) == Stage.machineCode || warmUp() }

  /// The machine code's answer; nil when there is none and the interpreter has to be asked.
  @inline(__always)
  private func run(_ subject: ByteView, _ context: OpaquePointer?, _ data: OpaquePointer?) -> Int32? {
    if stage.load(ordering: .acquiring) != Stage.machineCode {
      guard warmUp() else { return nil }
    }
    if isUTF { return pcre2_match_8(code, subject.base, subject.count, 0, 0, data, context) }
    return pcre2_jit_match_8(code, subject.base, subject.count, 0, 0, data, context)
  }

  /// Compiles to machine code at the first use.
  ///
  /// A thread that comes while another one does it uses the interpreter.
  @inline(never)
  private func warmUp() -> Bool {
    guard
      stage.compareExchange(expected: Stage.cold, desired: Stage.compiling, ordering: .acquiringAndReleasing).exchanged
    else { return stage.load(ordering: .acquiring) == Stage.machineCode }
    let compiled =
      MachineCodeTrust(source, isAnchored: PCRE2Info.isAnchored(code)).isTrusted
      && pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
    var size = 0
    let hasCode = compiled && pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_JITSIZE), &size) == 0 && size > 0
    stage.store(hasCode ? Stage.machineCode : Stage.interpreted, ordering: .releasing)
    return hasCode
  }

  private func takeMatch(
    _ offsets: UnsafeMutablePointer<Int>?, highest: Int, _ state: UnsafeMutablePointer<MatchState>
  ) -> PatternMatch? {
    guard let offsets else { return nil }
    if highest > 0 {
      for group in 1...highest {
        let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
        state.pointee.append(start >= 0 && start <= end ? start..<end : 0..<0)
      }
    }
    return PatternMatch(end: offsets[1] - 1)
  }
}
