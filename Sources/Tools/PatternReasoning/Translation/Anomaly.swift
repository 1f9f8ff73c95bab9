import Bytes
import PatternSyntax

/// Why a native alternative may match differently from what PCRE2 would do with the same tokens.
///
/// An alternative that breaks none of these rules is *plain*: the mechanical translation gives the same yes or no and the
/// same captures for every subject. Specified in docs/reference/regex.md §10.3.
public enum Anomaly: Int, Sendable, CaseIterable, Comparable {
  /// No class and no literal at all (rule 1).
  case nothingToMatch
  /// A literal byte from 0x80 on, which never matches (rule 1).
  case highByte
  /// Two marks in a row: the second one is a parenthesis (rule 1).
  case adjacentMarks
  /// A run whose class overlaps what may follow it (rule 2).
  case overlappingRun
  /// Two optional runs in a row (rule 3).
  case optionalRunsInRow
  /// An optional run at the end that is alone, follows another run, or ends a group (rule 4).
  case optionalRunAtEnd
  /// A class dropped or taken as satisfied where the subject ends (rule 5).
  case droppedAtSubjectEnd
  /// Without `^`, two runs at the beginning (rule 6).
  case leadingRuns

  /// By the number of the rule.
  public static func < (left: Anomaly, right: Anomaly) -> Bool { left.rawValue < right.rawValue }

  /// One sentence for an author.
  public var explanation: String {
    switch self {
    case .nothingToMatch: "there is nothing to match but anchors"
    case .highByte: "a byte from 0x80 on (é, ü, …) in the pattern never matches"
    case .adjacentMarks: "two groups (or the ends of one) touch: the second parenthesis is read as a literal ("
    case .overlappingRun:
      "a run can hold what follows it: it is left at the first chance, the byte after a failed chance is not tried, and at "
        + "most four chances are remembered"
    case .optionalRunsInRow: "of two optional runs in a row, only one may be left out where the subject ends"
    case .optionalRunAtEnd: "an optional run at the end is handled differently where the subject ends"
    case .droppedAtSubjectEnd: "where the subject ends, a class near the end of the pattern is taken as matched"
    case .leadingRuns:
      "with two runs at the beginning, the byte that stops the second one is lost when matching restarts"
    }
  }
}

extension NativeExpression.Alternative {
  /// The rules of plainness that the alternative breaks, each once; empty when its translation is exact.
  public var anomalies: [Anomaly] {
    let steps = cells.filter { if case .mark = $0 { false } else { true } }
    var found: Set<Anomaly> = []
    if steps.isEmpty { found.insert(.nothingToMatch) }
    for (index, cell) in cells.enumerated() {
      if case .literal(let byte) = cell, byte >= 0x80 { found.insert(.highByte) }
      if index > 0, case .mark = cell, case .mark = cells[index - 1] { found.insert(.adjacentMarks) }
    }
    for index in steps.indices where steps[index].isRun {
      if Self.overlapsFollowers(steps, index) { found.insert(.overlappingRun) }
      if index + 1 < steps.count, steps[index].isStar, steps[index + 1].isStar { found.insert(.optionalRunsInRow) }
    }
    if let last = steps.last, last.isStar {
      let followsRun = steps.count > 1 && steps[steps.count - 2].isRun
      var endsGroup = false
      if let at = cells.lastIndex(of: last), at > 0, case .mark = cells[at - 1] { endsGroup = true }
      if steps.count == 1 || followsRun || endsGroup { found.insert(.optionalRunAtEnd) }
    }
    if Self.endsOddly(steps) { found.insert(.droppedAtSubjectEnd) }
    if !isAnchoredAtStart, steps.count > 1, steps[0].isRun, steps[1].isRun { found.insert(.leadingRuns) }
    return found.sorted()
  }

  /// Whether a run can hold what follows it, optional cells looked through.
  static func overlapsFollowers(_ steps: [NativeExpression.Cell], _ index: Int) -> Bool {
    guard case .byteClass(let byteClass, _) = steps[index] else { return false }
    for follower in steps[(index + 1)...] {
      if follower.overlaps(byteClass) { return true }
      if !follower.isStar { return false }
    }
    return false
  }

  /// Rule 5: `X+ Y Z*`, `X* Y Z*`, `X* Y+`, `X* Y+ Z*` at the end, Y an unquantified class.
  private static func endsOddly(_ steps: [NativeExpression.Cell]) -> Bool {
    let count = steps.count
    if count >= 3, steps[count - 3].isRun, steps[count - 2].isSingleClass, steps[count - 1].isStar { return true }
    if count >= 2, steps[count - 2].isStar, steps[count - 1].isPlus { return true }
    return count >= 3 && steps[count - 3].isStar && steps[count - 2].isPlus && steps[count - 1].isStar
  }
}

extension NativeExpression.Cell {
  /// A class with `+` or `*`.
  var isRun: Bool { if case .byteClass(_, let quantifier) = self { quantifier != .one } else { false } }
  var isStar: Bool { if case .byteClass(_, .star) = self { true } else { false } }
  var isPlus: Bool { if case .byteClass(_, .plus) = self { true } else { false } }
  var isSingleClass: Bool { if case .byteClass(_, .one) = self { true } else { false } }

  /// Whether a byte of the class can match the cell, letters counted in both cases.
  func overlaps(_ byteClass: ByteClass) -> Bool {
    switch self {
    case .byteClass(let other, _): !byteClass.isDisjoint(with: other)
    case .literal(let byte): byteClass.containsAnyCase(of: byte)
    case .mark: false
    }
  }
}
