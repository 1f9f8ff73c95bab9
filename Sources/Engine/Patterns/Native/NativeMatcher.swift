import Bytes
import PatternSyntax

/// A native regular expression (docs/reference/regex.md §3): checked when it is made, compiled at its first match.
final class NativeMatcher: Matcher, @unchecked Sendable {
  private let lazyProgram = LazilyFilled()
  private let source: ByteString
  private let wantsCaptures: Bool
  private let limits: NativeLimits

  init(_ source: ByteString, capturing: Bool, limits: NativeLimits = NativeLimits()) throws(PatternError) {
    try NativeExpression.check(source)
    self.source = source
    wantsCaptures = capturing
    self.limits = limits
  }

  /// The pattern compiled; good as long as the matcher lives.
  @inline(__always)
  var program: NativeProgram { NativeProgram(at: lazyProgram.address { compile() }) }

  @inline(never)
  private func compile() -> UnsafeRawPointer {
    guard let program = try? NativeCompiler.compile(source, capturing: wantsCaptures, limits: limits) else {
      preconditionFailure("the pattern was checked before")
    }
    return program
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    program.match(subject, state)
  }

  override func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? {
    guard match(subject, state) != nil else { return nil }
    let program = self.program
    for index in 0..<program.count {
      let alternative = program.alternatives + index
      let marks = state.pointee.unsetMarks(alternative.pointee.markCount)
      if let extent = BoundedScan.extent(
        alternative, ByteTable.shared, subject, capturing: program.capturing, marks: marks)
      {
        return extent
      }
    }
    return nil
  }

  override var prefilter: (any PrefilterSource)? { NativePrefilter(program: program) }
}
