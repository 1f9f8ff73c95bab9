import Bytes

/// Where two texts differ: behind what they have in common at the start, before what they have in common at the end.
package struct Difference: Sendable {
  /// The differing bytes of the first text.
  package var left: Range<Int>
  /// The differing bytes of the second one.
  package var right: Range<Int>

  /// Nil when the texts have too little in common for a mark to help.
  package init?(_ first: String, _ second: String) {
    let (first, second) = (Array(first.utf8), Array(second.utf8))
    let left = Array(TerminalText.cells(of: first).prefix(4096))
    let right = Array(TerminalText.cells(of: second).prefix(4096))
    func areEqual(_ one: TerminalText.Cell, _ other: TerminalText.Cell) -> Bool {
      first[one.bytes].elementsEqual(second[other.bytes])
    }
    guard !first.elementsEqual(second) else { return nil }
    var prefix = 0
    while prefix < left.count, prefix < right.count, areEqual(left[prefix], right[prefix]) { prefix += 1 }
    var suffix = 0
    while suffix < left.count - prefix, suffix < right.count - prefix,
      areEqual(left[left.count - 1 - suffix], right[right.count - 1 - suffix])
    { suffix += 1 }
    guard (prefix + suffix) * 2 > min(left.count, right.count) else { return nil }
    self.left = Self.bytes(left, prefix, left.count - suffix)
    self.right = Self.bytes(right, prefix, right.count - suffix)
  }

  private static func bytes(_ cells: [TerminalText.Cell], _ lower: Int, _ upper: Int) -> Range<Int> {
    let start = lower < cells.count ? cells[lower].bytes.lowerBound : cells.last?.bytes.upperBound ?? 0
    return lower < upper ? start..<cells[upper - 1].bytes.upperBound : start..<start
  }
}
