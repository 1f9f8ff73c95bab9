import Bytes
import Patterns
import Rulesets
import Synchronization

/// What each rule in force wants of an event, found out for those that somebody asks for.
final class DemandTable: Sendable {
  private let rules: [RuleDefinition]
  private let memory: LintMemory
  private let made: Mutex<[RuleDemands?]>

  init(_ rules: [RuleDefinition], _ memory: LintMemory) {
    self.rules = rules
    self.memory = memory
    made = Mutex([RuleDemands?](repeating: nil, count: rules.count))
  }

  /// What a rule wants.
  subscript(rule: Int) -> RuleDemands {
    if let known = made.withLock({ $0[rule] }) { return known }
    let demands = RuleDemands(rules[rule], demand: memory.demand)
    made.withLock { $0[rule] = demands }
    return demands
  }

  // MARK: Alternatives

  /// What a rule wants of events that one alternative of a pattern is about.
  struct Alternative {
    /// The whole pattern, and the alternative's bytes in it.
    var pattern: ByteString
    var range: Range<Int>
    var demands: RuleDemands
  }

  /// The alternatives of a rule's patterns that have several.
  func alternatives(of rule: Int) -> [Alternative] {
    let texts = rules[rule].textConditions.compactMap { condition -> (RuleDemands.Subject, PatternText)? in
      guard case .pattern(let text) = condition.test, !condition.isNegated else { return nil }
      return (RuleDemands.Subject(condition.subject), text)
    }
    let fields = rules[rule].fieldConditions.compactMap { condition -> (RuleDemands.Subject, PatternText)? in
      condition.isNegated ? nil : (.field(condition.name.lowercased), condition.pattern)
    }
    return (texts + fields).flatMap { subject, text in alternatives(of: text, subject, self[rule]) }
  }

  private func alternatives(
    of text: PatternText, _ subject: RuleDemands.Subject, _ demands: RuleDemands
  ) -> [Alternative] {
    let (source, dialect) = (text.pattern.source, text.pattern.dialect)
    let ranges = PatternUse.alternativeRanges(of: source, dialect)
    guard ranges.count > 1, source.bytes.first != UInt8(ascii: "!") else { return [] }
    return ranges.compactMap { range in
      // One with a line end in it has a finding of its own.
      guard !range.isEmpty, !source.bytes[range].contains(0x0A),
        let part = try? Pattern(ByteString(Array(source.bytes[range])), dialect: dialect)
      else {
        return nil
      }
      let narrowed = demands.narrowed(subject, text, to: PatternText(part, at: text.location), memory.demand(of: part))
      return Alternative(pattern: source, range: range, demands: narrowed)
    }
  }
}
