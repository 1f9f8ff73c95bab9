import Bytes

/// A compiled native regular expression (spec/regex.md §3).
final class NativeMatcher: Matcher, @unchecked Sendable {
  /// Owns the alternatives.
  private let program: NativeProgram
  private let alternatives: UnsafePointer<NativeAlternative>
  private let count: Int
  private let hasCommon: Bool
  /// Compiled for a decoder's `<regex>` and with at least one group (§2.9).
  private let capturing: Bool
  private let table: ByteTableAddress
  /// How many bytes a scan may read again, as a multiple of the subject's length, before the bounded scan takes over.
  private let reworkLimit: Int
  private let boundedStride: Int

  init(_ expression: NativeExpression, capturing: Bool, reworkLimit: Int = 16) {
    program = NativeProgram(expression)
    alternatives = program.alternatives
    count = program.count
    hasCommon = program.common.count > 0
    table = ByteTable.shared
    self.capturing = capturing && expression.hasGroups
    self.reworkLimit = reworkLimit
    boundedStride = reworkLimit == -1 ? 1 : BoundedScan.usualStride
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    if hasCommon, !state.pointee.hasLiterals {
      let place = program.common.firstIndex(in: subject.base, count: subject.count, from: 0)
      if place < 0 { return nil }
    }
    var index = 0
    while index < count {
      let alternative = alternatives + index
      index += 1
      if capturing {
        switch matchCapturing(alternative, subject, state) {
        case .next: continue
        case .refused: return nil
        case .match(let end): return PatternMatch(end: end)
        }
      }
      if alternative.pointee.isLiteral {
        let end = literalEnd(alternative, subject)
        if end >= 0 { return PatternMatch(end: end) }
        continue
      }
      let start = firstStart(alternative, subject, state)
      guard start >= 0 else { continue }
      let end = scan(alternative, subject, state).run(from: start, WithoutMarks.self, marks: state.pointee.marks)
      if end == NativeScan.none { continue }
      if end != NativeScan.exhausted { return PatternMatch(end: end) }
      if let end = BoundedScan.run(
        alternative, table, subject, capturing: false, marks: state.pointee.marks, stride: boundedStride)
      {
        return PatternMatch(end: end)
      }
    }
    return nil
  }

  override func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? {
    guard match(subject, state) != nil else { return nil }
    for index in 0..<count {
      let alternative = alternatives + index
      let marks = state.pointee.unsetMarks(alternative.pointee.markCount)
      if let extent = BoundedScan.extent(alternative, table, subject, capturing: capturing, marks: marks) {
        return extent
      }
    }
    return nil
  }

  override func requiredLiterals(atLeast length: Int) -> RequiredLiterals? {
    guard var literals = program.requiredLiterals(atLeast: length) else { return nil }
    // Marks that come out reversed void a match.
    if capturing { literals.decide = false }
    return literals
  }

  override var firstBytes: FirstBytes? { program.firstBytes(table) }

  override var needs: PatternNeeds? { program.needs }

  override var wholeLiterals: [ByteString]? { capturing ? nil : program.wholeLiterals }

  private enum Capturing {
    /// The alternative fails.
    case next
    /// The whole match fails: marks are reversed.
    case refused
    case match(end: Int)
  }

  @inline(__always)
  private func matchCapturing(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>
  ) -> Capturing {
    let start = firstStart(alternative, subject, state)
    guard start >= 0 else { return .next }
    let marks = state.pointee.unsetMarks(alternative.pointee.markCount)
    var end = scan(alternative, subject, state).run(from: start, KeepingMarks.self, marks: marks)
    if end == NativeScan.exhausted {
      end =
        BoundedScan.run(alternative, table, subject, capturing: true, marks: marks, stride: boundedStride)
        ?? NativeScan.none
    }
    if end == NativeScan.none { return .next }
    return takeCaptures(marks, count: alternative.pointee.markCount, state) ? .match(end: end) : .refused
  }

  @inline(__always)
  private func scan(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>
  ) -> NativeScan {
    NativeScan(
      alternative: alternative, table: table.entries, subject: subject, exits: state.pointee.exits,
      reworkLimit: reworkLimit)
  }

  /// Where the first match could begin; −1 when the alternative's literals show that there is none.
  @inline(__always)
  private func firstStart(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>
  ) -> Int {
    if alternative.pointee.cannotMatch { return -1 }
    var start = 0
    let length = alternative.pointee.prefix.count
    if length > 0 {
      if alternative.pointee.isAnchoredAtStart {
        guard subject.count >= length, alternative.pointee.prefix.stands(at: subject.base) else { return -1 }
      } else {
        start = alternative.pointee.prefix.firstIndex(in: subject.base, count: subject.count, from: 0)
        if start < 0 { return -1 }
      }
    }
    if alternative.pointee.isAnchoredAtStart, subject.count > 0 {
      let bit = alternative.pointee.firstBit
      if bit != 0, table.entries[Int(subject[0])] & bit == 0 { return -1 }
    }
    // With one alternative it is this literal that is known to be there.
    if alternative.pointee.required.count > 0, count > 1 || !state.pointee.hasLiterals {
      let place = alternative.pointee.required.firstIndex(
        in: subject.base, count: subject.count, from: start + length)
      if place < 0 { return -1 }
    }
    return start
  }

  /// The end of a match of literals only; −1 when there is none.
  @inline(__always)
  private func literalEnd(_ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView) -> Int {
    if alternative.pointee.cannotMatch { return -1 }
    let length = alternative.pointee.prefix.count
    guard subject.count >= length else { return -1 }
    switch (alternative.pointee.isAnchoredAtStart, alternative.pointee.isAnchoredAtEnd) {
    case (false, false):
      let start = alternative.pointee.prefix.firstIndex(in: subject.base, count: subject.count, from: 0)
      return start < 0 ? -1 : start + length - 1
    case (true, false):
      return alternative.pointee.prefix.stands(at: subject.base) ? length - 1 : -1
    case (let begins, true):
      let start = subject.count - length
      guard !begins || start == 0, alternative.pointee.prefix.stands(at: subject.base + start) else { return -1 }
      return subject.count - 1
    }
  }

  /// Hands over the groups up to the first incomplete one; false when a reversed pair voids the match (§3.6).
  private func takeCaptures(_ marks: UnsafeMutablePointer<Int>, count: Int, _ state: UnsafeMutablePointer<MatchState>)
    -> Bool
  {
    var pair = 0
    while pair < count {
      let (open, close) = (marks[pair], marks[pair + 1])
      guard open >= 0, close >= 0 else { break }
      if close < open {
        state.pointee.removeCaptures()
        if close == open - 1 { state.pointee.diagnostic = .referenceCrash }
        return false
      }
      state.pointee.append(open..<close)
      pair += 2
    }
    return true
  }
}
