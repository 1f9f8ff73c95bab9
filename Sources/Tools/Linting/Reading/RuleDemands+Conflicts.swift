import Bytes
import PatternReasoning
import Patterns
import RulesetSyntax
import Rulesets

extension RuleDemands {
  /// Why two rules never hold for one event.
  struct Conflict {
    /// The other rule.
    var rule: Int
    /// A sentence.
    var reason: String
  }

  /// Why these conditions and another rule's never hold together, in a sentence; nil when they may.
  func conflict(with other: RuleDemands, scratch: MatchScratch) -> String? {
    for (word, demand) in all {
      for (otherWord, given) in other.all where word != otherWord {
        if let reason = Self.conflict((word, demand), (otherWord, given), scratch) { return reason }
      }
    }
    return nil
  }

  /// Why these conditions never hold together.
  func conflictWithin(scratch: MatchScratch) -> String? {
    for (index, (word, demand)) in all.enumerated() {
      for (otherWord, given) in all[(index + 1)...] where word != otherWord {
        if let reason = Self.conflict((word, demand), (otherWord, given), scratch) { return reason }
      }
    }
    return nil
  }

  private static func conflict(
    _ first: (word: Word, demand: Demand), _ second: (word: Word, demand: Demand), _ scratch: MatchScratch
  ) -> String? {
    if case .decoder(let one) = first.word, case .decoder(let other) = second.word, one != other {
      return "An event has one decoder, \"\(Quoted.short(one))\" or \"\(Quoted.short(other))\"."
    }
    switch (first.demand, second.demand) {
    case (.text(let subject, let text, let demand, let not), .text(let other, let otherText, let given, let otherNot)):
      guard subject == other else { return nil }
      return conflict((text, demand, not), (otherText, given, otherNot))
    case (.text(let subject, let text, _, let not), .equals(let other, let value)),
      (.equals(let other, let value), .text(let subject, let text, _, let not)):
      guard subject == other, value.withView({ text.pattern.matches($0, scratch: scratch) }) == not else { return nil }
      return
        "\"\(Quoted.short(value))\" \(not ? "matches" : "does not match") \"\(Quoted.short(text.pattern.source))\"."
    case (.equals(let subject, let value), .equals(let other, let otherValue)):
      guard subject == other, value != otherValue else { return nil }
      return "It cannot be \"\(Quoted.short(value))\" and \"\(Quoted.short(otherValue))\"."
    case (.weekday(let one), .weekday(let other)):
      let isShared = (0...6).contains { one.contains(weekday: $0) && other.contains(weekday: $0) }
      return isShared ? nil : "They share no day of the week."
    case (.time(let one), .time(let other)):
      let isShared = (0..<24).contains { hour in
        (0..<60).contains { one.contains(hour: hour, minute: $0) && other.contains(hour: hour, minute: $0) }
      }
      return isShared ? nil : "They share no time of day."
    default: return nil
    }
  }

  /// Of two conditions on one text.
  private static func conflict(
    _ first: (text: PatternText, demand: LiteralDemand, not: Bool),
    _ second: (text: PatternText, demand: LiteralDemand, not: Bool)
  ) -> String? {
    let firstNot = first.not != first.demand.isNegated
    let secondNot = second.not != second.demand.isNegated
    let (one, other) = (Quoted.short(first.text.pattern.source), Quoted.short(second.text.pattern.source))
    switch (firstNot, secondNot) {
    case (false, false):
      guard first.demand.excludes(second.demand) else { return nil }
      return "No text matches both \"\(one)\" and \"\(other)\"."
    case (true, false):
      guard first.demand.plain.follows(from: second.demand) else { return nil }
      return "Every text that matches \"\(other)\" matches \"\(one)\", which is negated."
    case (false, true):
      guard second.demand.plain.follows(from: first.demand) else { return nil }
      return "Every text that matches \"\(one)\" matches \"\(other)\", which is negated."
    case (true, true): return nil
    }
  }
}
