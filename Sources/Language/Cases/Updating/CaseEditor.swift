import Bytes
import Diagnostics

/// Changes single expectations of a case file and leaves everything else as it is: comments, order, blank lines, and the
/// columns in which values and comments stand.
public enum CaseEditor {
  /// Puts another value (and operator) into an expectation's line.
  /// - Parameters:
  ///   - source: where the expectation stands.
  ///   - old: the operator that stands there.
  ///   - comparison: the operator that is to stand there.
  ///   - text: the value as it is written; empty behind `absent` and `present`.
  ///   - bytes: the file.
  public static func rewrite(
    _ source: Expectation.Source, from old: Comparison, to comparison: Comparison, _ text: String, in bytes: [UInt8]
  ) -> TextEdit {
    let line = source.line
    var start = source.value.lowerBound
    var end = source.value.upperBound
    var replacement = text
    if comparison != old || source.value.isEmpty {
      start = source.comparison.lowerBound
      end = max(source.value.upperBound, source.comparison.upperBound)
      replacement = comparison.rawValue + (text.isEmpty ? "" : " " + text)
    } else if bytes[start] == UInt8(ascii: "\""), text != "none", !text.contains(where: { ",\\\"".contains($0) }) {
      replacement = "\"\(text)\""  // it was quoted: it stays quoted
    }
    var comment = end
    while comment < line.upperBound, ValueReader.isBlank(bytes[comment]) { comment += 1 }
    guard comment < line.upperBound else { return TextEdit(start..<end, with: Array(replacement.utf8)) }
    // A comment stays in its column as long as there is room.
    let gap = comment - end
    guard bytes[end..<comment].allSatisfy({ $0 == 0x20 }) else {
      return TextEdit(start..<end, with: Array(replacement.utf8))
    }
    let before = TerminalText.width(of: String(decoding: bytes[start..<end], as: UTF8.self))
    let padding = max(1, gap + before - TerminalText.width(of: replacement))
    return TextEdit(start..<comment, with: Array((replacement + String(repeating: " ", count: padding)).utf8))
  }

  /// Puts expectations behind an event that has none.
  public static func insert(_ expectations: [Expectation], behind step: Step, in bytes: [UInt8]) -> TextEdit {
    let lineEnd = LineEnding(of: bytes).bytes
    var text: [UInt8] = []
    let at = min(step.event.endOffset, bytes.count)
    if at > 0, at == bytes.count, bytes[at - 1] != 10 { text += lineEnd }
    for line in CasePrinter.expectations(expectations, ofRepeated: step.clock.isRepeated) {
      text += Array(line.utf8) + lineEnd
    }
    return TextEdit(at..<at, with: text)
  }
}
