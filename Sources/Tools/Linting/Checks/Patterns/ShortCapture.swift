import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// `(\S+)\.+`: a group that keeps one byte.
struct ShortCapture: NativePatternCheck {
  static let page = CheckPage(
    code: "short-capture", severity: .warning, category: .patterns,
    summary: "A group of a native regular expression keeps one byte: what follows takes the same bytes as its run.",
    engine: """
      A run ends at the first byte that the next part of the pattern takes. Where that is a run or a class which takes the \
      same bytes, the run in the group ends behind its first byte: `src=(\\S+)\\.+dst` keeps `1` of `10.0.0.1`. What stands \
      between the two in the log has to stand between them in the pattern.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">src=(\S+)\.*dst=(\S+)</regex>
                                           ^
        <order>srcip, dstip</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">src=(\S+) \.*dst=(\S+)</regex>
        <order>srcip, dstip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §3.2, §10.2"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    guard use.isCapturing else { return }
    var opening: (index: Int, number: Int)?
    var number = 0
    for (index, cell) in alternative.cells.enumerated() {
      guard case .mark(let mark) = cell else { continue }
      if mark % 2 == 0 {
        opening = (index, number)
        number += 1
        continue
      }
      guard let start = opening, index > start.index + 1, let next = Self.follower(of: index, in: alternative),
        case .byteClass(let own, let quantifier) = alternative.cells[index - 1], quantifier != .one,
        case .byteClass(let other, _) = alternative.cells[next],
        let byte = own.letterTaken(by: other),
        let kept = Self.kept(alternative, index - 1, byte, start.number, use), kept < 2
      else { continue }
      let from = alternative.positions[start.index]
      let length = alternative.positions[index] - from + 1
      findings.add(
        .short(ByteString(Array(use.text.bytes[from..<from + length])), kept), at: use.place(from, length: length),
        hint:
          "Write the delimiter that stands behind it in the log, such as a blank, between the group and what follows.")
    }
  }

  /// The cell behind a closing mark that is no mark.
  private static func follower(of mark: Int, in alternative: NativeExpression.Alternative) -> Int? {
    (mark + 1..<alternative.cells.count).first { !alternative.isMark($0) }
  }

  /// How many bytes the group keeps of a run of four in a text made for the pattern; nil where that cannot be told.
  private static func kept(
    _ alternative: NativeExpression.Alternative, _ run: Int, _ byte: UInt8, _ group: Int, _ use: PatternUse
  ) -> Int? {
    var subject: [UInt8] = []
    var start = 0
    for (index, cell) in alternative.cells.enumerated() {
      switch cell {
      case .mark: break
      case .literal(let literal): subject.append(literal)
      case .byteClass(let byteClass, _):
        if index == run { start = subject.count }
        let plain: [UInt8] = [0x20, UInt8(ascii: "a"), UInt8(ascii: "1")] + Array(0x21...0x7E)
        guard let member = index == run ? byte : plain.first(where: byteClass.contains) else { return nil }
        subject += Array(repeating: member, count: index == run ? 4 : 1)
      }
    }
    guard let pattern = try? Pattern(use.text, dialect: .osregex, capturing: true) else { return nil }
    let scratch = MatchScratch()
    return subject.withView { bytes in
      guard pattern.match(bytes, scratch: scratch) != nil, scratch.captures.count > group else {
        return nil
      }
      let capture = scratch.captures[group]
      return capture.upperBound >= start && capture.lowerBound <= start ? capture.upperBound - start : nil
    }
  }
}

extension Message {
  fileprivate static func short(_ group: ByteString, _ kept: Int) -> Message {
    "The run at the end of the group \"\(group)\" keeps \(kept == 0 ? "nothing" : "one byte"): what follows takes the same bytes, and a run ends at the first chance."
  }
}
