import Bytes
import Cases
import Coverage
import Diagnostics
import Harness
import Rulesets

/// Puts a catalogue together: the ruleset as it was loaded, what cases expect, and what they reached.
package struct CatalogueBuilder {
  private let prepared: PreparedRuleset
  private let expectations: CaseExpectations
  private let run: CoverageMap?
  /// The rules with their conditions, in load order.
  private let own: CoverageMap
  private let texts: [String: [UInt8]]

  /// - Parameters:
  ///   - prepared: the ruleset.
  ///   - expectations: what cases expect.
  ///   - run: what they reached; nil where none was run.
  package init(_ prepared: PreparedRuleset, _ expectations: CaseExpectations, run: CoverageMap?) {
    self.prepared = prepared
    self.expectations = expectations
    self.run = run
    var builder = CoverageBuilder()
    builder.add(CoverageLayout(prepared.compiled, path: { [prepared] in prepared.path(of: $0) }))
    own = builder.finish()
    texts = Dictionary(own.files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  /// The catalogue.
  /// - Parameter withBase: whether it has the rules of the base, too.
  package func catalogue(withBase: Bool) -> Catalogue {
    var catalogue = Catalogue(caseCount: run?.cases.count ?? 0, hasBase: withBase)
    let forest = prepared.compiled.loaded.rules
    let reached = Dictionary((run?.rules ?? []).map { ($0.location, $0) }, uniquingKeysWith: { first, _ in first })
    let indices = Dictionary(own.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for (index, covered) in own.rules.enumerated() where withBase || !covered.isBase {
      catalogue.rules.append(rule(index, covered, forest, reached[covered.location], indices))
    }
    return catalogue
  }

  private func rule(
    _ index: Int, _ covered: CoveredRule, _ forest: RuleForest, _ reached: CoveredRule?, _ indices: [Int: Int]
  ) -> CatalogueRule {
    let definition = forest.rules[index]
    let (groups, compliance) = Self.groups(definition.groups)
    let loaded = prepared.compiled.loaded
    let overwrites = (forest.overwritten[index] ?? []).map { element in
      var place = loaded.documents[element.document].location(of: element.node)
      place.file = prepared.path(of: place.file)
      return place
    }
    return CatalogueRule(
      id: covered.id, level: covered.level, description: covered.description, location: covered.location,
      overwrites: overwrites, isBase: covered.isBase, isSilent: covered.isSilent, parents: covered.parents,
      conditions: conditions(of: index, covered, forest), inherited: inherited(by: covered, forest, indices),
      groups: groups, compliance: compliance,
      techniques: TechniqueReader(table: loaded.mitre).techniques(of: definition.mitre),
      expected: expectations.expected[covered.id] ?? [], refused: expectations.refused[covered.id] ?? [],
      standing: reached?.standing ?? .never, fired: reached?.final.count ?? 0, missed: reached?.failed.count ?? 0)
  }

  private func conditions(of index: Int, _ covered: CoveredRule, _ forest: RuleForest) -> [String] {
    let text = texts[covered.location.file]
    let sentence = ConditionSentence(rule: forest.rules[index]) { span in
      guard let text, span.upperBound <= text.count else { return nil }
      return ByteString(text[span])
    }
    return covered.conditions.map(sentence.text)
  }

  /// The ancestors, as long as there is one parent each: behind that, which of them took the event differs.
  private func inherited(
    by covered: CoveredRule, _ forest: RuleForest, _ indices: [Int: Int]
  ) -> [CatalogueRule.Inherited] {
    var found: [CatalogueRule.Inherited] = []
    var at = covered
    var seen: Set<Int> = [covered.id]
    while at.parents.count == 1, let parent = at.parents.first, seen.insert(parent).inserted,
      let index = indices[parent]
    {
      at = own.rules[index]
      found.append(.init(rule: parent, conditions: conditions(of: index, at, forest)))
    }
    return found
  }

  /// What the alert makes of the text of groups (docs/reference/alerts.md §4.2).
  private static func groups(_ text: ByteString?) -> ([ByteString], [CatalogueRule.Compliance]) {
    var groups: [ByteString] = []
    var compliance: [CatalogueRule.Compliance] = []
    for part in (text?.bytes ?? []).prefix(1023).split(separator: UInt8(ascii: ",")) {
      let name = ByteString(part)
      guard let framework = Subject.frameworks.first(where: { part.starts(with: "\($0)_".utf8) }) else {
        groups.append(name)
        continue
      }
      let requirement = ByteString(part.dropFirst(framework.utf8.count + 1))
      if let index = compliance.firstIndex(where: { $0.framework == framework }) {
        compliance[index].requirements.append(requirement)
      } else {
        compliance.append(.init(framework: framework, requirements: [requirement]))
      }
    }
    return (groups, compliance)
  }
}
