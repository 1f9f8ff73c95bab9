import Diagnostics
import Rulesets

/// What became of a mutant.
public enum MutantState: Sendable {
  /// A case that passes on the original fails on the mutant.
  case killed(by: CaseReference)
  /// No case noticed.
  case survived(Survival)
  /// Nothing can tell it from the original, for the reason given; no part of the score.
  case equivalent(String)
  /// It does not load, or loading says something new; no part of the score.
  case invalid([String])
  /// The run ended before it was looked at.
  case pending

  /// The word for reports.
  public var name: String {
    switch self {
    case .killed: "killed"
    case .survived: "survived"
    case .equivalent: "equivalent"
    case .invalid: "invalid"
    case .pending: "pending"
    }
  }
}

/// A case by its place.
public struct CaseReference: Sendable, Hashable {
  /// Where its title stands.
  package var location: SourceLocation
  /// The title.
  public var title: String
}

/// What is known about a survivor.
public struct Survival: Sendable {
  /// Number of cases that reach the change.
  package var cases: Int
  /// What a test has to do that would kill it.
  public var advice: String
  /// A case, ready to paste, that passes on the original and fails on the mutant.
  public var suggestion: String?
  /// The case that notices nothing although its events come out differently: it only lacks the expectation.
  public var nearly: CaseReference?
}

/// A mutant and what became of it.
public struct MutantOutcome: Sendable {
  /// The mutant.
  public var mutant: Mutant
  /// What became of it.
  public var state: MutantState
  /// Number of cases that were run on it.
  package var casesRun = 0
}

/// How many mutants ended how.
public struct MutationCounts: Sendable, Equatable {
  /// Noticed by a case.
  public var killed = 0
  /// Noticed by none.
  public var survived = 0
  /// The same in effect.
  public var equivalent = 0
  /// Refused by loading.
  public var invalid = 0
  /// Not looked at.
  public var pending = 0

  /// None yet.
  package init() {}

  /// All of them.
  public var total: Int { killed + survived + equivalent + invalid + pending }

  /// The part of the mutants that could be noticed and were; nil without any.
  public var score: Double? {
    killed + survived == 0 ? nil : Double(killed) / Double(killed + survived)
  }

  mutating func add(_ state: MutantState) {
    switch state {
    case .killed: killed += 1
    case .survived: survived += 1
    case .equivalent: equivalent += 1
    case .invalid: invalid += 1
    case .pending: pending += 1
    }
  }
}

/// What became of all mutants.
public struct MutationResult: Sendable {
  /// A rule or decoder and its mutants.
  package struct Definition: Sendable {
    /// Whether it is a rule; else a decoder.
    package var isRule: Bool
    /// The rule's number or the decoder's name.
    package var name: String
    /// Where it begins.
    package var location: SourceLocation
    /// What became of its mutants.
    package var counts: MutationCounts
  }

  /// Every mutant, in the order of the files.
  public var outcomes: [MutantOutcome]
  /// Number of cases that took part.
  package var cases: Int
  /// Cases that do not pass on the original, and so cannot tell anything.
  package var failing: [CaseReference]
  /// Whether the run ended early.
  public var isPartial: Bool
  /// Seconds that it took; 0 without a clock.
  public var seconds: Double = 0

  /// All mutants.
  public var counts: MutationCounts {
    outcomes.reduce(into: MutationCounts()) { $0.add($1.state) }
  }

  /// Per rule and decoder, in the order of the files.
  package var definitions: [Definition] {
    var found: [Definition] = []
    var places: [SourceLocation: Int] = [:]
    for outcome in outcomes {
      let mutant = outcome.mutant
      let place = places[mutant.definitionLocation] ?? found.count
      if place == found.count {
        places[mutant.definitionLocation] = place
        found.append(
          Definition(
            isRule: mutant.isRule, name: mutant.definition, location: mutant.definitionLocation,
            counts: MutationCounts()))
      }
      found[place].counts.add(outcome.state)
    }
    return found
  }

  /// Whether the score is below a percentage; without a score it is not.
  public func isBelow(percent: Double) -> Bool { counts.score.map { $0 * 100 < percent } ?? false }
}
