import Bytes

/// A compiled native regular expression (spec/regex.md §3).
final class NativeMatcher: Matcher {
  let alternatives: [CellProgram]
  /// Compiled for a decoder's `<regex>` and with at least one group (§2.9).
  let capturing: Bool
  private let table = ByteTable.shared

  init(_ expression: NativeExpression, capturing: Bool) {
    alternatives = expression.alternatives.map(CellProgram.init)
    self.capturing = capturing && expression.hasGroups
  }

  func match(_ subject: ByteView, scratch: MatchScratch) -> PatternMatch? {
    for program in alternatives {
      let scan = NativeScan(program: program, table: table.entries, subject: subject, exits: scratch.exits.slots)
      if capturing {
        let marks = scratch.marks.prepare(program.markCount)
        guard let end = scan.run(capturing: true, marks: marks) else { continue }
        return takeCaptures(marks, count: program.markCount, scratch: scratch) ? PatternMatch(end: end) : nil
      }
      if let end = scan.run(capturing: false, marks: scratch.marks.slots) { return PatternMatch(end: end) }
    }
    return nil
  }

  /// Hands over the groups up to the first incomplete one; false when a reversed pair voids the match (§3.6).
  private func takeCaptures(_ marks: UnsafeMutablePointer<Int>, count: Int, scratch: MatchScratch) -> Bool {
    var pair = 0
    while pair < count {
      let (open, close) = (marks[pair], marks[pair + 1])
      guard open >= 0, close >= 0 else { break }
      if close < open {
        scratch.captures.removeAll(keepingCapacity: true)
        if close == open - 1 { scratch.diagnostic = .referenceCrash }
        return false
      }
      scratch.captures.append(open..<close)
      pair += 2
    }
    return true
  }
}
