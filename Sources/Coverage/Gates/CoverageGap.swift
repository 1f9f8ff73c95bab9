import Bytes
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
    public var code: String {
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
  public var kind: Kind
  /// `rule 100100`, `decoder web-log`.
  public var subject: String
  /// The rule's level; nil for decoders.
  public var level: Int?
  /// What it is about.
  public var location: SourceLocation
  /// What no case shows.
  public var message: String
  /// What to try.
  public var hint: String?
}

extension CoverageMap {
  /// Everything about what is counted that no case shows: the worst kinds first, among them rules of high level first.
  public var gaps: [CoverageGap] {
    let teller = GapTeller(self)
    let counted = counted
    let gaps = counted.decoders.flatMap(teller.gaps) + counted.rules.flatMap(teller.gaps)
    return gaps.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.kind != b.kind { return a.kind < b.kind }
      if a.level != b.level { return a.level ?? 0 > b.level ?? 0 }
      return left.offset < right.offset
    }.map(\.element)
  }
}

/// Puts gaps into words.
struct GapTeller {
  private let map: CoverageMap
  private let ruleOfID: [Int: CoveredRule]

  /// - Parameter map: all that was recorded, the base included, so that parents are found.
  init(_ map: CoverageMap) {
    self.map = map
    ruleOfID = Dictionary(map.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Rules

  func gaps(of rule: CoveredRule) -> [CoverageGap] {
    switch rule.standing {
    case .never: return [neverTried(rule)]
    case .tried: return [neverFired(rule)]
    case .matched, .final: break
    }
    var gaps = rule.canMiss && !rule.hasFailed ? [noMiss(rule)] : []
    for condition in rule.conditions { gaps += self.gaps(of: condition, in: "rule \(rule.id)", level: rule.level) }
    return gaps
  }

  func neverTried(_ rule: CoveredRule) -> CoverageGap {
    CoverageGap(
      kind: .neverTried, subject: "rule \(rule.id)", level: rule.level, location: rule.location,
      message: "no case comes to it", hint: wayTo(rule))
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
      message: "matched whenever it was tried: no case shows what it leaves alone")
    if let last = rule.conditions.last, let nearest = rule.matched.first {
      gap.hint = "take the event of \(place(of: nearest)) and change what \(Phrase.condition(last)) looks at"
    }
    return gap
  }

  /// How an event gets to a rule.
  private func wayTo(_ rule: CoveredRule) -> String? {
    guard !rule.parents.isEmpty else { return "it is a root: no event has its category" }
    let parents = rule.parents.compactMap { ruleOfID[$0] }
    let names = Phrase.list(rule.parents.prefix(4).map(String.init), more: rule.parents.count - 4)
    guard let reached = parents.first(where: { $0.standing >= .matched }), let nearest = reached.matched.first else {
      return "it stands below rule \(names), which no case matches either: begin there"
    }
    return
      "it stands below rule \(names); in \(place(of: nearest)) rule \(reached.id) matches, but a rule before it takes the event"
  }

  // MARK: Decoders

  func gaps(of decoder: CoveredDecoder) -> [CoverageGap] {
    let subject = "decoder \(Phrase.text(decoder.name))"
    switch decoder.standing {
    case .never:
      return [
        CoverageGap(
          kind: .neverTried, subject: subject, location: decoder.location, message: "no case comes to it",
          hint: decoder.parent.map { "it is tried behind \(Phrase.text($0)), until one of its siblings takes the log" }
            ?? "a decoder before it takes the log each time")
      ]
    case .tried:
      var hint: String?
      if let last = decoder.tests.last(where: { !$0.fails.isEmpty }), let nearest = last.fails.first {
        hint = "closest: \(place(of: nearest)), which fails on \(Phrase.condition(last)) in line \(last.location.line)"
      }
      return [
        CoverageGap(
          kind: .neverFired, subject: subject, location: decoder.location,
          message: "tried in \(Phrase.cases(decoder.tried.count)), fired in none", hint: hint)
      ]
    case .matched, .final: return decoder.tests.flatMap { gaps(of: $0, in: subject, level: nil) }
    }
  }

  // MARK: Parts

  private func gaps(of condition: CoveredCondition, in subject: String, level: Int?) -> [CoverageGap] {
    var gaps: [CoverageGap] = []
    let name = Phrase.condition(condition)
    switch condition.standing {
    case .both: break
    case .never: gaps.append(gap("\(name) is never tested"))
    case .onlyFailed: gaps.append(gap("\(name) never holds"))
    case .onlyHeld: gaps.append(gap("\(name) never fails: no case shows that it is needed"))
    }
    func gap(_ message: String) -> CoverageGap {
      CoverageGap(
        kind: .condition, subject: subject, level: level, location: condition.location, message: message)
    }
    // Where nothing was looked at, the condition is the gap, not each of its alternatives.
    guard condition.standing != .never else { return gaps }
    for alternative in condition.alternatives where alternative.cases.isEmpty {
      gaps.append(
        CoverageGap(
          kind: .alternative, subject: subject, level: level, location: alternative.location,
          message: "`\(Phrase.text(alternative.text))` of \(name) is what no case matches by"))
    }
    return gaps
  }

  private func place(of number: Int) -> String {
    let location = map.cases[number].location
    return "\(location.file):\(location.line)"
  }
}
