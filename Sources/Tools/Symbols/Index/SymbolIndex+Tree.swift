import Bytes
import PatternSyntax
import Patterns

/// A rule that another one hangs below, and why.
package struct RuleEdge: Hashable, Sendable {
  /// What ties them: `if_sid`, `if_matched_sid`, `if_group`, `if_matched_group`.
  package var use: SymbolUse
  /// The rule at the other end.
  package var rule: Symbol
}

/// Who hangs below whom, as the texts say it; what the loader makes of them, it knows better.
extension SymbolIndex {
  /// The rules that a rule names as those it follows.
  package func parents(ofRule id: ByteString) -> [RuleEdge] {
    var edges: [RuleEdge] = []
    for (_, text) in rule(id) {
      edges += text.ifSid.map { RuleEdge(use: .ifSid, rule: $0) }
      edges += text.ifMatchedSid.map { RuleEdge(use: .ifMatchedSid, rule: $0) }
      for question in GroupQuestion.all(of: text) {
        for (_, other) in rules where other.symbol != text.symbol && question.matches(other.groups) {
          edges.append(RuleEdge(use: question.use, rule: other.symbol))
        }
      }
    }
    return edges.withoutRepetitions
  }

  /// The rules that name a rule as one they follow.
  package func children(ofRule id: ByteString) -> [RuleEdge] {
    let symbol = Symbol(.rule, id)
    let groups = rule(id).map(\.rule.groups)
    var edges: [RuleEdge] = []
    for (_, other) in rules where other.symbol != symbol {
      if other.ifSid.contains(symbol) { edges.append(RuleEdge(use: .ifSid, rule: other.symbol)) }
      if other.ifMatchedSid.contains(symbol) { edges.append(RuleEdge(use: .ifMatchedSid, rule: other.symbol)) }
      for question in GroupQuestion.all(of: other) where groups.contains(where: question.matches) {
        edges.append(RuleEdge(use: question.use, rule: other.symbol))
      }
    }
    return edges.withoutRepetitions
  }

  /// The decoders that a decoder's texts name as parents.
  package func parents(ofDecoder name: ByteString) -> [Symbol] {
    decoder(name).compactMap(\.decoder.parent).withoutRepetitions
  }

  /// The decoders that name a decoder as their parent.
  package func children(ofDecoder name: ByteString) -> [Symbol] {
    let symbol = Symbol(.decoder, name)
    return decoders.filter { $0.decoder.parent == symbol }.map(\.decoder.symbol).withoutRepetitions
  }
}

/// What a rule asks of the group strings of others.
private struct GroupQuestion {
  let use: SymbolUse
  private let pattern: Pattern
  private let scratch = MatchScratch()

  private init?(_ use: SymbolUse, _ text: ByteString?, _ dialect: Dialect) {
    guard let text, let pattern = try? Pattern(text, dialect: dialect) else { return nil }
    self.use = use
    self.pattern = pattern
  }

  /// The questions that a rule's text asks; those that do not compile ask nothing.
  static func all(of rule: RuleSummary) -> [GroupQuestion] {
    [
      GroupQuestion(.ifGroup, rule.ifGroup, .wordmatch),
      GroupQuestion(.ifMatchedGroup, rule.ifMatchedGroup, .osmatch),
    ].compactMap(\.self)
  }

  func matches(_ groups: ByteString) -> Bool {
    // A rule without a group string is matched by none.
    !groups.isEmpty && groups.withView { pattern.matches($0, scratch: scratch) }
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it came first.
  fileprivate var withoutRepetitions: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
