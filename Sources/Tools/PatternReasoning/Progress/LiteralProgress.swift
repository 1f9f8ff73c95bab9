import Bytes
import PatternSyntax
import Patterns

/// Which text of a literal list came nearest: the one of which the longest beginning stands in the subject.
enum LiteralProgress {
  /// Most bytes that are compared.
  private static let workLimit = 1 << 24

  static func furthest(_ source: ByteString, in subject: ByteView) -> PatternProgress? {
    guard let list = try? LiteralList(source), !list.isNegated else { return nil }
    let folded = subject.buffer.map(ASCII.fold)
    var found: PatternProgress?
    var at = 0
    var work = 0
    for alternative in list.alternatives {
      let anchors = (alternative.isAnchoredAtStart ? 1 : 0, alternative.isAnchoredAtEnd ? 1 : 0)
      let textStart = at + anchors.0
      let length = alternative.text.count
      at = textStart + length + anchors.1 + 1
      work += folded.count + length
      guard work < workLimit else {
        found?.isExact = false
        break
      }
      let best =
        alternative.isAnchoredAtStart
        ? commonPrefix(alternative.text.bytes, folded) : longestPrefix(of: alternative.text.bytes, in: folded)
      let passed = alternative.cannotMatch ? min(best.length, highByte(alternative.text.bytes)) : best.length
      guard passed > found?.passed ?? -1 else { continue }
      let due = textStart + passed
      found = PatternProgress(
        start: best.start, reached: min(best.start + passed, folded.count), token: due..<min(due + 1, source.count),
        passed: passed)
    }
    return found
  }

  private static func highByte(_ text: [UInt8]) -> Int { text.firstIndex { $0 >= 0x80 } ?? text.count }

  private static func commonPrefix(_ text: [UInt8], _ subject: [UInt8]) -> (start: Int, length: Int) {
    var length = 0
    while length < text.count, length < subject.count, text[length] == subject[length] { length += 1 }
    return (0, length)
  }

  /// The longest beginning of a text that stands somewhere, and where: one pass with the text's border table.
  private static func longestPrefix(of text: [UInt8], in subject: [UInt8]) -> (start: Int, length: Int) {
    guard !text.isEmpty else { return (0, 0) }
    var borders = [0]
    var border = 0
    for index in 1..<max(text.count, 1) {
      while border > 0, text[border] != text[index] { border = borders[border - 1] }
      if text[border] == text[index] { border += 1 }
      borders.append(border)
    }
    var best = (start: 0, length: 0)
    var state = 0
    for (index, byte) in subject.enumerated() {
      while state > 0, state == text.count || text[state] != byte { state = borders[state - 1] }
      if text[state] == byte { state += 1 }
      if state > best.length { best = (index + 1 - state, state) }
      if state == text.count { state = borders[state - 1] }
    }
    return best
  }
}
