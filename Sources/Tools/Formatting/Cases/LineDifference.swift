import Diagnostics

/// What has to be changed of a text so that it becomes another one, by whole lines.
enum LineDifference {
  static func edits(from old: [UInt8], to new: [UInt8]) -> [TextEdit] {
    let (oldLines, newLines) = (ranges(old), ranges(new))
    var edits: [TextEdit] = []
    var (left, right) = (0, 0)
    func isSame(_ left: Int, _ right: Int) -> Bool { old[oldLines[left]].elementsEqual(new[newLines[right]]) }
    while left < oldLines.count || right < newLines.count {
      if left < oldLines.count, right < newLines.count, isSame(left, right) {
        left += 1
        right += 1
        continue
      }
      // Only blank lines come and go: where both go on in the same way is near.
      let (skippedLeft, skippedRight) = nextMatch(left, oldLines.count, right, newLines.count, isSame)
      let start = left < oldLines.count ? oldLines[left].lowerBound : old.count
      let end = skippedLeft < oldLines.count ? oldLines[skippedLeft].lowerBound : old.count
      let text = right < skippedRight ? new[newLines[right].lowerBound..<newLines[skippedRight - 1].upperBound] : []
      edits.append(TextEdit(start..<end, with: text))
      left = skippedLeft
      right = skippedRight
    }
    return edits
  }

  private static let reach = 64

  private static func nextMatch(
    _ left: Int, _ leftEnd: Int, _ right: Int, _ rightEnd: Int, _ isSame: (Int, Int) -> Bool
  ) -> (Int, Int) {
    for distance in 1...reach {
      for step in 0...distance {
        let (l, r) = (left + distance - step, right + step)
        if l < leftEnd, r < rightEnd, isSame(l, r) { return (l, r) }
      }
    }
    return (leftEnd, rightEnd)
  }

  /// The lines with their line ends.
  private static func ranges(_ text: [UInt8]) -> [Range<Int>] {
    let table = LineTable(of: text)
    return (0..<table.count).map { table.range(of: $0) }.filter { !$0.isEmpty }
  }
}
