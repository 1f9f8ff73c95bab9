import Bytes

/// The match of a compiled native pattern: its literals first, then the scan.
extension NativeProgram {
  /// Looks for the pattern; captures and diagnostic go into the state, which has been emptied.
  func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    if hasCommon, !state.pointee.hasLiterals {
      let place = common.firstIndex(in: subject.base, count: subject.count, from: 0)
      if place < 0 { return nil }
    }
    let (count, capturing) = (self.count, self.capturing)
    // With one alternative it is its own literal that is known to be there.
    let isKnown = count == 1 && state.pointee.hasLiterals
    var index = 0
    while index < count {
      let alternative = alternatives + index
      index += 1
      if capturing {
        switch matchCapturing(alternative, subject, isKnown, state) {
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
      let start = firstStart(alternative, subject, isKnown, state)
      guard start >= 0 else { continue }
      let end = scan(alternative, subject, state).run(from: start, WithoutMarks.self, marks: state.pointee.marks)
      if end == NativeScan.none { continue }
      if end != NativeScan.exhausted { return PatternMatch(end: end) }
      switch BoundedScan.run(
        alternative, state.pointee.table, subject, capturing: false, marks: state.pointee.marks, limits: limits)
      {
      case NativeScan.none: continue
      case NativeScan.exhausted: return giveUp(state)
      case let end: return PatternMatch(end: end)
      }
    }
    return nil
  }

  /// What the reference would find is not known.
  private func giveUp(_ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    state.pointee.diagnostic = .outOfMemory(megabytes: BoundedScan.megabytes)
    return nil
  }

  private enum Capturing {
    /// The alternative fails.
    case next
    /// The whole match fails: marks are reversed.
    case refused
    case match(end: Int)
  }

  @inline(__always)
  private func matchCapturing(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ isKnown: Bool,
    _ state: UnsafeMutablePointer<MatchState>
  ) -> Capturing {
    let start = firstStart(alternative, subject, isKnown, state)
    guard start >= 0 else { return .next }
    let marks = state.pointee.unsetMarks(alternative.pointee.markCount)
    var end = scan(alternative, subject, state).run(from: start, KeepingMarks.self, marks: marks)
    if end == NativeScan.exhausted {
      end =
        BoundedScan.run(
          alternative, state.pointee.table, subject, capturing: true, marks: marks, limits: limits)
      if end == NativeScan.exhausted {
        _ = giveUp(state)
        return .refused
      }
    }
    if end == NativeScan.none { return .next }
    return takeCaptures(marks, count: alternative.pointee.markCount, state) ? .match(end: end) : .refused
  }

  @inline(__always)
  private func scan(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>
  ) -> NativeScan {
    NativeScan(
      alternative: alternative, table: state.pointee.table.entries, subject: subject, exits: state.pointee.exits,
      reworkLimit: Int(limits.rework))
  }

  /// - Parameter isKnown: whether the literal behind the prefix is known to be there.
  /// - Returns: where the first match could begin; −1 when the alternative's literals show that there is none.
  @inline(__always)
  private func firstStart(
    _ alternative: UnsafePointer<NativeAlternative>, _ subject: ByteView, _ isKnown: Bool,
    _ state: UnsafeMutablePointer<MatchState>
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
      if bit != 0, state.pointee.table.entries[Int(subject[0])] & bit == 0 { return -1 }
    }
    if alternative.pointee.required.count > 0, !isKnown {
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
