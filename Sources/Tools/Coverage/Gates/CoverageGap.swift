import Bytes
import Diagnostics
import Rulesets

/// Something that no case shows, with what could be done about it.
public struct CoverageGap: Sendable {
  /// What is missing, the worst first.
  public enum Kind: Int, Sendable, CaseIterable, Comparable {
    /// A decoder or rule that no event was offered to.
    case neverTried
    /// One that took no event.
    case neverFired
    /// A rule that was never tried without matching.
    case noMiss
    /// An alternative that no match was due to.
    case alternative
    /// A condition that held, or failed, each time.
    case condition

    /// By badness.
    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }

    /// In a word or two.
    public var title: String {
      switch self {
      case .neverTried: "never tried"
      case .neverFired: "never fired"
      case .noMiss: "no near miss"
      case .alternative: "alternative"
      case .condition: "condition"
      }
    }

    /// The code in diagnostics.
    package var code: String {
      switch self {
      case .neverTried: "never-tried"
      case .neverFired: "never-fired"
      case .noMiss: "no-near-miss"
      case .alternative: "unused-alternative"
      case .condition: "one-sided-condition"
      }
    }
  }

  /// What is missing.
  package var kind: Kind
  /// `rule 100100`, `decoder web-log`.
  package var subject: String
  /// The rule's level; nil for decoders.
  package var level: Int?
  /// What it is about.
  public var location: SourceLocation
  /// What no case shows.
  package var message: String
  /// What to try.
  package var hint: String?
}

extension CoverageMap {
  /// Everything about what is counted that no case shows: the worst kinds first, among them rules of high level first.
  public var gaps: [CoverageGap] { worstGaps().gaps }

  /// The worst gaps, and how many there are of each kind.
  ///
  /// Large rulesets have thousands of gaps: only those that are wanted are put into words.
  public func worstGaps(limit: Int = .max) -> (gaps: [CoverageGap], counts: [CoverageGap.Kind: Int]) {
    let teller = GapTeller(self)
    let all = countsBase || coversBase
    var drafts: [GapDraft] = []
    for decoder in decoders where all || !decoder.isBase { teller.addGaps(of: decoder, to: &drafts) }
    for rule in rules where all || !rule.isBase { teller.addGaps(of: rule, to: &drafts) }
    var counts: [CoverageGap.Kind: Int] = [:]
    for draft in drafts { counts[draft.kind, default: 0] += 1 }
    let order = drafts.enumerated().map { ($0.element.kind.rawValue, -$0.element.level, $0.offset) }.sorted(by: <)
    return (order.prefix(limit).map { drafts[$0.2].make() }, counts)
  }
}

/// A gap that is not yet put into words.
struct GapDraft {
  var kind: CoverageGap.Kind
  var level: Int
  var make: () -> CoverageGap
}

/// Puts gaps into words.
struct GapTeller {
  private let map: CoverageMap
  /// Where the rule of a number is.
  private let places: [Int: Int]

  /// - Parameter map: all that was recorded, the base included, so that parents are found.
  init(_ map: CoverageMap) {
    self.map = map
    places = Dictionary(map.rules.indices.map { (map.rules[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Rules

  func addGaps(of rule: CoveredRule, to drafts: inout [GapDraft]) {
    let level = rule.level
    switch rule.standing {
    case .never: drafts.append(GapDraft(kind: .neverTried, level: level) { neverTried(rule) })
    case .tried: drafts.append(GapDraft(kind: .neverFired, level: level) { neverFired(rule) })
    case .matched, .final:
      if rule.canMiss, !rule.hasFailed { drafts.append(GapDraft(kind: .noMiss, level: level) { noMiss(rule) }) }
      for condition in rule.conditions {
        addGaps(of: condition, in: { "rule \(rule.id)" }, level: level, to: &drafts)
      }
    }
  }

  func neverTried(_ rule: CoveredRule) -> CoverageGap {
    CoverageGap(
      kind: .neverTried, subject: "rule \(rule.id)", level: rule.level, location: rule.location,
      message: "no case gets as far as this", hint: wayTo(rule))
  }

  func neverFired(_ rule: CoveredRule) -> CoverageGap {
    var gap = CoverageGap(
      kind: .neverFired, subject: "rule \(rule.id)", level: rule.level, location: rule.location,
      message: "tried in \(Phrase.cases(rule.tried.count)), fired in none")
    if let furthest = rule.conditions.last(where: { !$0.fails.isEmpty }), let nearest = furthest.fails.first {
      gap.hint =
        "closest: \(place(of: nearest)), which fails on \(Phrase.condition(furthest)) in line \(furthest.location.line)"
    }
    return gap
  }

  /// The rule matched, and one of its children was the result each time.
  func onlyPassed(_ rule: CoveredRule) -> CoverageGap {
    CoverageGap(
      kind: .neverFired, subject: "rule \(rule.id)", level: rule.level, location: rule.location,
      message: "matched in \(Phrase.cases(rule.matched.count)), but a rule below it was the result each time",
      hint: "add an event that none of its children takes")
  }

  func noMiss(_ rule: CoveredRule) -> CoverageGap {
    var gap = CoverageGap(
      kind: .noMiss, subject: "rule \(rule.id)", level: rule.level, location: rule.location,
      message: "matched whenever it was tried: no case shows what it does not match")
    if let last = rule.conditions.last, let nearest = rule.matched.first {
      gap.hint = "take the event of \(place(of: nearest)) and change what \(Phrase.condition(last)) looks at"
    }
    return gap
  }

  /// How an event gets to a rule.
  private func wayTo(_ rule: CoveredRule) -> String? {
    guard !rule.parents.isEmpty else { return "it is a root rule: no event has its category" }
    let parents = rule.parents.lazy.compactMap { places[$0].map { map.rules[$0] } }
    let names = Phrase.list(rule.parents.prefix(4).map(String.init), more: rule.parents.count - 4)
    guard let reached = parents.first(where: { $0.standing >= .matched }), let nearest = reached.matched.first else {
      return "it is below rule \(names), which no case matches either: begin there"
    }
    return
      "it stands below rule \(names); in \(place(of: nearest)) rule \(reached.id) matches, but a rule before it takes the event"
  }

  // MARK: Decoders

  func addGaps(of decoder: CoveredDecoder, to drafts: inout [GapDraft]) {
    switch decoder.standing {
    case .never: drafts.append(GapDraft(kind: .neverTried, level: 0) { neverTried(decoder) })
    case .tried: drafts.append(GapDraft(kind: .neverFired, level: 0) { neverFired(decoder) })
    case .matched, .final:
      for test in decoder.tests { addGaps(of: test, in: { subject(decoder) }, level: nil, to: &drafts) }
    }
  }

  private func subject(_ decoder: CoveredDecoder) -> String { "decoder \(Phrase.text(decoder.name))" }

  private func neverTried(_ decoder: CoveredDecoder) -> CoverageGap {
    CoverageGap(
      kind: .neverTried, subject: subject(decoder), location: decoder.location, message: "no case gets as far as this",
      hint: decoder.parent.map { "it is tried behind \(Phrase.text($0)), until one of its siblings takes the log" }
        ?? "a decoder before it takes the log each time")
  }

  private func neverFired(_ decoder: CoveredDecoder) -> CoverageGap {
    var hint: String?
    if let last = decoder.tests.last(where: { !$0.fails.isEmpty }), let nearest = last.fails.first {
      hint = "closest: \(place(of: nearest)), which fails on \(Phrase.condition(last)) in line \(last.location.line)"
    }
    return CoverageGap(
      kind: .neverFired, subject: subject(decoder), location: decoder.location,
      message: "tried in \(Phrase.cases(decoder.tried.count)), fired in none", hint: hint)
  }

  // MARK: Parts

  private func addGaps(
    of condition: CoveredCondition, in subject: @escaping () -> String, level: Int?, to drafts: inout [GapDraft]
  ) {
    let standing = condition.standing
    if standing != .both {
      drafts.append(
        GapDraft(kind: .condition, level: level ?? 0) {
          let name = Phrase.condition(condition)
          let message =
            switch standing {
            case .never: "\(name) is never tested"
            case .onlyFailed: "\(name) never holds"
            case .onlyHeld, .both: "\(name) never fails: no case shows that it is needed"
            }
          return CoverageGap(
            kind: .condition, subject: subject(), level: level, location: condition.location, message: message)
        })
    }
    // Where nothing was looked at, the condition is the gap, not each of its alternatives.
    guard standing != .never else { return }
    for alternative in condition.alternatives where alternative.cases.isEmpty {
      drafts.append(
        GapDraft(kind: .alternative, level: level ?? 0) {
          let name = Phrase.condition(condition)
          return CoverageGap(
            kind: .alternative, subject: subject(), level: level, location: alternative.location,
            message: "no case matches by the alternative `\(Phrase.text(alternative.text))` of \(name)")
        })
    }
  }

  private func place(of number: Int) -> String {
    map.cases[number].location.fileAndLine
  }
}
