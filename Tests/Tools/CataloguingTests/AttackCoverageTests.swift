import Bytes
@testable import Cataloguing
import Coverage
import Diagnostics
import Testing

/// What counts as covered.
@Suite struct AttackCoverageTests {
  private func rule(_ id: Int, _ technique: ByteString, isTested: Bool) -> CatalogueRule {
    let place = SourceLocation(file: "a.xml", line: id, column: 1)
    let known = CatalogueTechnique(id: technique, name: "x", tactics: [], standing: .known)
    return CatalogueRule(
      id: id, level: 3, description: "", location: place, overwrites: [], isBase: false, isSilent: false, parents: [],
      conditions: [], inherited: [], groups: [], compliance: [], techniques: [known],
      expected: isTested ? [place] : [], standing: .never, fired: 0, missed: 0)
  }

  private func coverage(fired: Set<Int>? = nil) -> AttackCoverage {
    var catalogue = Catalogue()
    catalogue.rules = [
      rule(1, "T1110.001", isTested: true), rule(2, "T1059", isTested: false), rule(3, "T1059", isTested: false),
    ]
    return AttackCoverage(catalogue, fired: fired)
  }

  @Test func aSubtechniqueCoversItsTechniqueAndNotTheOtherWayRound() {
    #expect(coverage().gaps(in: ["T1110"]) == [])
    #expect(coverage().gaps(in: ["T1059.001"]).map(\.kind) == [.noRule])
    #expect(coverage().gaps(in: ["T1059"]).map(\.kind) == [.noCase])
    #expect(coverage().gaps(in: ["T111"]).map(\.kind) == [.noRule])
  }

  @Test func rulesOfOneTechniqueAddUpAndACorpusSaysWhichFired() {
    #expect(coverage().row("T1059")?.rules == [2, 3])
    #expect(coverage().row("T1059")?.fired == [])
    #expect(coverage(fired: [3]).row("T1059")?.fired == [3])
  }
}
