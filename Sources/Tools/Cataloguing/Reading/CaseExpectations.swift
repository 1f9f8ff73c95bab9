import Bytes
import Cases
import Diagnostics

/// Which cases expect which rules: what authors have written, whatever comes out.
package struct CaseExpectations: Sendable {
  /// Per rule: where it is expected.
  package private(set) var expected: [Int: [SourceLocation]] = [:]
  /// Per rule: where it must not be the result.
  package private(set) var refused: [Int: [SourceLocation]] = [:]
  /// Cases that were looked at.
  package private(set) var caseCount = 0

  /// No cases.
  package init() {}

  /// Takes a file of cases in. Cases that are skipped or marked `todo` show nothing.
  package mutating func add(_ suite: TestSuite) {
    for test in suite.cases where test.settings.skip == nil && test.settings.todo == nil {
      caseCount += 1
      switch test.judgement {
      case .triple(let triple):
        guard let id = Int(triple.rule.text.description) else { continue }
        note(id, triple.rule.location, isWanted: triple.wanted == .pass)
      case .expectations:
        for expectation in test.steps.flatMap(\.expectations) { add(expectation) }
      }
    }
  }

  private mutating func add(_ expectation: Expectation) {
    guard expectation.subject == .rule || expectation.subject == .member("rule.id") else { return }
    let isWanted: Bool
    switch expectation.comparison {
    case .equal: isWanted = true
    case .notEqual: isWanted = false
    default: return
    }
    let operands: [Operand] =
      switch expectation.value {
      case .same(let operand): [operand]
      case .each(let operands), .list(let operands): operands
      case .nothing: []
      }
    for id in Set(operands.compactMap { Int($0.text.description) }).sorted() {
      note(id, expectation.location, isWanted: isWanted)
    }
  }

  private mutating func note(_ id: Int, _ location: SourceLocation, isWanted: Bool) {
    if isWanted {
      if expected[id]?.last != location { expected[id, default: []].append(location) }
    } else {
      if refused[id]?.last != location { refused[id, default: []].append(location) }
    }
  }
}
