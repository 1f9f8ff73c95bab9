import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// `(\d+)\s*` at the end of a log.
struct LostCapture: Check, NativePatternCheck {
  static let page = CheckPage(
    code: "lost-capture", severity: .warning, category: .patterns,
    summary: "The last group of a native regular expression is empty where the log ends with it.",
    engine: """
      A run in a group that reaches the end of the log, with nothing but optional parts behind it, loses its mark: \
      `order (\\d+)\\s*` matches `order 12`, and captures nothing. Where something follows the group in the log, it \
      captures what it should.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^order </prematch>
        <regex offset="after_prematch">^(\d+)\s*</regex>
                                        ^
        <order>id</order>
      </decoder>
      <decoder name="other">
        <prematch>^other </prematch>
        <regex offset="after_prematch">^(\S+) by (\w+)\.*$</regex>
                                                 ^
        <order>id, srcuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^order </prematch>
        <regex offset="after_prematch">^(\d+)</regex>
        <order>id</order>
      </decoder>
      <decoder name="other">
        <prematch>^other </prematch>
        <regex offset="after_prematch">^(\S+) by (\w+)$|^(\S+) by (\w+) \.*</regex>
        <order>id, srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §4.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    guard use.isCapturing, alternative.groupCount > 0 else { return }
    let group = alternative.groupCount - 1
    guard let open = alternative.cells.firstIndex(of: .mark(2 * group)),
      let close = alternative.cells.firstIndex(of: .mark(2 * group + 1)), close > open + 1,
      case .byteClass(_, .plus) = alternative.cells[close - 1], close + 1 < alternative.cells.count,
      alternative.isOptional(behindGroup: group)
    else { return }
    let start = alternative.positions[open]
    findings.add(
      .lost, at: use.place(start, length: alternative.positions[close] + 1 - start),
      hint: "End the pattern with the group: what follows is optional anyway.")
  }
}

extension Message {
  fileprivate static let lost: Message =
    "Where the log ends with this group it is empty: only optional parts stand behind its run."
}
