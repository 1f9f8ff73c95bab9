import Diagnostics
import Rulesets

/// What `--require-each` asks of every rule.
public enum RequiredCase: String, Sendable, CaseIterable {
  /// A case in which it fires.
  case positive
  /// A case in which it is tried and does not match.
  case negative
}

extension CoverageMap {
  /// What is missing for each rule of the ruleset to have the cases that are asked for, in file order.
  ///
  /// - `positive`: a case of which the rule is the result of an event. For a rule of level 0 or with `noalert`, which is
  ///   there for others to stand on, it is enough that it matches.
  /// - `negative`: a case in which the rule is tried and one of its conditions fails. A rule without conditions of its
  ///   own cannot be tried without matching, and needs none.
  ///
  /// Base rules are left out, unless there is nothing else or ``countsBase`` is set.
  public func missing(_ required: Set<RequiredCase>) -> [Diagnostic] {
    let teller = GapTeller(self)
    return counted.rules.compactMap { rule -> CoverageGap? in
      if required.contains(.positive) {
        switch rule.standing {
        case .never: return teller.neverTried(rule)
        case .tried: return teller.neverFired(rule)
        case .matched: if rule.level > 0, !rule.isSilent { return teller.onlyPassed(rule) }
        case .final: break
        }
      }
      guard required.contains(.negative), rule.canMiss, !rule.hasFailed else { return nil }
      return rule.standing == .never ? teller.neverTried(rule) : teller.noMiss(rule)
    }.map { gap in
      Diagnostic(
        .error, code: gap.kind.code, "\(gap.subject) (level \(gap.level ?? 0)): \(gap.message)", at: gap.location,
        hint: gap.hint)
    }.sorted { left, right in
      guard let left = left.location, let right = right.location else { return false }
      return left < right
    }
  }
}
