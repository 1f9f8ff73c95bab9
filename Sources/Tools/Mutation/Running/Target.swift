import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets

/// A ruleset as some of the cases load it, and which of them reach what.
struct Target: Sendable {
  /// A case that passes on the original.
  struct Case: Sendable {
    let test: TestCase
    /// Number of events, repetitions counted.
    let events: Int

    var reference: CaseReference { CaseReference(location: test.location, title: test.title) }
  }

  let options: RulesetOptions
  let compiled: CompiledRuleset
  /// The cases, those with few events first: a mutant is dead at the first that notices.
  private(set) var cases: [Case] = []
  private var casesTryingRule: [Int: [Int]] = [:]
  private var casesMatchingRule: [Int: [Int]] = [:]
  private var casesTryingDecoder: [Int: [Int]] = [:]
  private var casesTakingDecoder: [Int: [Int]] = [:]
  private let ruleByElement: [SourceElement: Int]
  private let decoderByElement: [SourceElement: Int]

  var loaded: LoadedRuleset { compiled.loaded }

  init(_ options: RulesetOptions, _ compiled: CompiledRuleset) {
    self.options = options
    self.compiled = compiled
    var rules: [SourceElement: Int] = [:]
    for (index, element) in compiled.loaded.rules.elements.enumerated() { rules[element] = index }
    for (index, elements) in compiled.loaded.rules.overwritten { for element in elements { rules[element] = index } }
    ruleByElement = rules
    decoderByElement = Dictionary(
      compiled.loaded.decoders.elements.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes cases in, with what they reach.
  mutating func add(_ found: [(test: TestCase, reach: ReachObserver)]) {
    let counted = found.map { (Case(test: $0.test, events: $0.test.steps.reduce(0) { $0 + $1.clock.count }), $0.reach) }
    let ordered = counted.enumerated().sorted { ($0.element.0.events, $0.offset) < ($1.element.0.events, $1.offset) }
    for (index, entry) in ordered.enumerated() {
      let (test, reach) = entry.element
      cases.append(test)
      for rule in reach.triedRules { casesTryingRule[rule, default: []].append(index) }
      for rule in reach.matchedRules { casesMatchingRule[rule, default: []].append(index) }
      for decoder in reach.triedDecoders { casesTryingDecoder[decoder, default: []].append(index) }
      for decoder in reach.takenDecoders { casesTakingDecoder[decoder, default: []].append(index) }
    }
  }

  /// Index of a rule's or decoder's definition; nil when its text is not in force.
  func definition(isRule: Bool, _ element: SourceElement) -> Int? {
    isRule ? ruleByElement[element] : decoderByElement[element]
  }

  /// The cases in which a rule matches or a decoder is taken.
  func cases(matching definition: Int, isRule: Bool) -> [Int] {
    (isRule ? casesMatchingRule[definition] : casesTakingDecoder[definition]) ?? []
  }

  /// The cases whose outcome a change can touch. Those in which the definition matches come first: they are the ones that
  /// notice most changes.
  func cases(reaching impact: Impact, of definition: Int, isRule: Bool) -> [Int] {
    let found: Set<Int>
    switch impact {
    case .nothing: return []
    case .everything: found = Set(cases.indices)
    case .decoder(let decoder): found = Set(casesTryingDecoder[decoder] ?? [])
    case .rule(let rule, let parents):
      found = parents.reduce(into: Set(casesTryingRule[rule] ?? [])) { $0.formUnion(casesMatchingRule[$1] ?? []) }
    }
    let matching = cases(matching: definition, isRule: isRule).filter(found.contains)
    return matching + found.subtracting(matching).sorted()
  }
}
