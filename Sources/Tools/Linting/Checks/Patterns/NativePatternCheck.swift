import Bytes
import PatternSyntax
import Patterns

/// A check that goes through the cells of each native pattern (docs/reference/regex.md §2.9).
protocol NativePatternCheck: Check, DocumentCheck {
  /// Looks at one alternative.
  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings)
}

extension NativePatternCheck {
  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      guard let native = use.native else { continue }
      for alternative in native.alternatives { look(at: alternative, of: use, &findings) }
    }
  }
}

extension NativeExpression.Alternative {
  /// The literal of a cell; nil for others, and behind the end.
  func literal(_ index: Int) -> UInt8? {
    guard cells.indices ~= index, case .literal(let byte) = cells[index] else { return nil }
    return byte
  }

  /// Whether a cell is this literal.
  func isLiteral(_ index: Int, _ scalar: Unicode.Scalar) -> Bool { literal(index) == UInt8(ascii: scalar) }

  /// Whether a cell is a mark.
  func isMark(_ index: Int) -> Bool {
    guard cells.indices ~= index, case .mark = cells[index] else { return false }
    return true
  }

  /// The cells but for the marks.
  var steps: [NativeExpression.Cell] { cells.filter { if case .mark = $0 { false } else { true } } }
}
