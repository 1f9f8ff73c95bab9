import Bytes
import Cases
import Cataloguing
import Testing

/// Which cases count for which rules: what authors have written, not what comes out.
@Suite struct CaseExpectationsTests {
  private func expectations(_ text: String, path: String = "a.ruletest") -> CaseExpectations {
    var found = CaseExpectations()
    found.add(SuiteReader.parse(path: path, bytes: Array(text.utf8)))
    return found
  }

  @Test func eachRepetitionAndEachWayToNameARuleCounts() {
    let found = expectations("[t]\n+1s x3\n> x\nrule = 5 x2, 6\n> y\nalert.rule.id = 7\nrule != 8\nrule ~ 9\n")
    #expect(found.expected.mapValues { $0.map(\.line) } == [5: [4], 6: [4], 7: [6]])
    #expect(found.refused.mapValues { $0.map(\.line) } == [8: [7]])
  }

  @Test func skippedCasesAndThoseForLaterShowNothing() {
    let found = expectations("[a]\nskip = x\n> x\nrule = 5\n[b]\ntodo = x\n> x\nrule = 5\n[c]\n> x\nrule = none\n")
    #expect(found.expected.isEmpty && found.refused.isEmpty)
    #expect(found.caseCount == 1)
  }

  @Test func anIniTestThatMustFailSpeaksAgainstItsRule() {
    let found = expectations(
      "[a]\nlog 1 pass = x\nrule = 5\nalert = 3\ndecoder = d\n[b]\nlog 1 fail = x\nrule = 6\nalert = 3\ndecoder = d\n",
      path: "a.ini")
    #expect(Array(found.expected.keys) == [5])
    #expect(Array(found.refused.keys) == [6])
  }
}
