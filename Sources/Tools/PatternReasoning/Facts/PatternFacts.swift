import Bytes
import PatternSyntax
import Patterns

/// What can be said about a pattern without a subject, for those who tell authors. (What the engine relies on is a
/// `Prefilter`.)
///
/// Everything here is safe to rely on: a required literal is in every subject that matches, a subject shorter than the
/// minimal length never matches, and so on, the engine's defects included.
public struct PatternFacts: Sendable {
  /// What can be said about one alternative.
  public struct Alternative: Sendable, Equatable {
    /// Literals, their case folded, that stand in every matching subject, in this order and without overlap.
    public var requiredLiterals: [ByteString] = []
    /// Whether ``requiredLiterals`` are to be looked for without case.
    public var ignoresCase = true
    /// Whether a match begins at the subject's first byte.
    public var isAnchoredAtStart = false
    /// Whether a match ends at the subject's last byte.
    public var isAnchoredAtEnd = false
    /// The literal that an anchored match begins with; empty when it is not known.
    public var prefix = ByteString()
    /// No shorter subject matches.
    public var minimumLength = 0
    /// Number of groups.
    public var groupCount = 0
    /// No subject matches.
    public var cannotMatch = false
    /// Every subject matches.
    public var matchesEverything = false
    /// A match of no bytes at the start is possible, whose `end` is −1 (docs/reference/regex.md §1.5).
    public var canMatchNothing = false
    /// The pattern has a byte from 0x80 on.
    public var hasHighByte = false
    /// A subject may exist on which marks come out reversed: the reference refuses the match or crashes
    /// (docs/reference/regex.md §4.5).
    ///
    /// Only where captures are wanted.
    public var mayReverseMarks = false
    /// Native only: why a translation to PCRE2 is not exact.
    public var anomalies: [Anomaly] = []
  }

  /// In the order in which they are tried; empty for dialects without such facts (wordmatch, ip).
  public var alternatives: [Alternative]
  /// osmatch: a leading `!` turns the answer around.
  ///
  /// The facts of the alternatives are those without it.
  public var isNegated = false

  /// No subject matches.
  public var cannotMatch: Bool {
    guard !alternatives.isEmpty else { return false }
    return isNegated
      ? alternatives.contains { $0.matchesEverything } : alternatives.allSatisfy { $0.cannotMatch }
  }
  /// Every subject matches.
  public var matchesEverything: Bool {
    guard !alternatives.isEmpty else { return false }
    return isNegated ? alternatives.allSatisfy { $0.cannotMatch } : alternatives.contains { $0.matchesEverything }
  }
  /// No shorter subject matches.
  public var minimumLength: Int {
    isNegated ? 0 : alternatives.filter { !$0.cannotMatch }.map(\.minimumLength).min() ?? 0
  }
  /// The pattern has a byte from 0x80 on.
  public var hasHighByte: Bool { alternatives.contains { $0.hasHighByte } }
  /// Indexes of alternatives that are never tried because one before them matches everything.
  public var deadAlternatives: Range<Int> {
    guard let index = alternatives.firstIndex(where: \.matchesEverything) else {
      return alternatives.count..<alternatives.count
    }
    return (index + 1)..<alternatives.count
  }

  /// What can be said about a compiled pattern.
  public init(_ pattern: Pattern) {
    switch pattern.tree {
    case .native(let expression): alternatives = expression.alternatives.map(\.facts)
    case .literals(let list):
      alternatives = list.alternatives.map(\.facts)
      isNegated = list.isNegated
    case .pcre2, .none: alternatives = Self.pcre2(pattern)
    }
  }

  /// One entry for the whole pattern: the library knows the minimal length and the anchor, the literals come from what
  /// can be read of the pattern (`PCRE2Expression`).
  private static func pcre2(_ pattern: Pattern) -> [Alternative] {
    guard let info = pattern.pcre2Info else { return [] }
    var facts = Alternative()
    facts.minimumLength = info.minimumLength
    facts.isAnchoredAtStart = info.isAnchored
    facts.groupCount = info.groupCount
    facts.canMatchNothing = info.minimumLength == 0
    facts.hasHighByte = pattern.source.bytes.contains { $0 >= 0x80 }
    guard let expression = pattern.pcre2 else { return [facts] }
    facts.ignoresCase = expression.ignoresCase
    guard expression.alternatives.count == 1 else { return [facts] }
    facts.isAnchoredAtEnd = expression.alternatives[0].last == .end(beforeLineEnd: false)
    var text = ByteString()
    for node in expression.alternatives[0] {
      if case .literal(let byte) = node {
        text.append(ByteString([expression.ignoresCase ? ASCII.fold(byte) : byte]))
      } else {
        if !text.isEmpty { facts.requiredLiterals.append(text) }
        text = ByteString()
      }
    }
    if !text.isEmpty { facts.requiredLiterals.append(text) }
    if case .start? = expression.alternatives[0].first, expression.alternatives[0].count > 1,
      case .literal = expression.alternatives[0][1]
    {
      facts.prefix = facts.requiredLiterals.first ?? ByteString()
    }
    return [facts]
  }
}

extension NativeExpression.Alternative {
  /// What can be said about the alternative.
  public var facts: PatternFacts.Alternative {
    var facts = PatternFacts.Alternative()
    let literals = requiredLiterals
    let steps = cells.filter { if case .mark = $0 { false } else { true } }
    facts.requiredLiterals = literals.map(\.text)
    facts.isAnchoredAtStart = isAnchoredAtStart
    facts.isAnchoredAtEnd = isAnchoredAtEnd
    if isAnchoredAtStart, let first = literals.first, first.isPrefix { facts.prefix = first.text }
    facts.groupCount = groupCount
    facts.cannotMatch = cannotMatch
    facts.matchesEverything = !isAnchoredAtEnd && steps.count { !$0.isStar } == 0 && steps.count <= 1
    facts.canMatchNothing = !steps.isEmpty && steps.allSatisfy { $0.isStar }
    facts.hasHighByte = steps.contains { if case .literal(let byte) = $0 { byte >= 0x80 } else { false } }
    facts.anomalies = anomalies
    facts.mayReverseMarks = groupCount > 0 && !facts.anomalies.isEmpty && !facts.cannotMatch
    if facts.anomalies.isEmpty {
      // No run shares a byte with what follows it, so `warm` is off in front of each `+` cell, which takes a byte.
      facts.minimumLength = steps.count { !$0.isStar }
    } else {
      // At the subject's end the engine drops classes without matching them, so only literals count.
      let counted = literals.reduce(0) { $0 + $1.text.count }
      facts.minimumLength = max(counted, steps.contains { !$0.isStar } ? 1 : 0)
    }
    return facts
  }
}

extension LiteralList.Alternative {
  /// What can be said about the alternative.
  public var facts: PatternFacts.Alternative {
    var facts = PatternFacts.Alternative()
    facts.requiredLiterals = text.isEmpty ? [] : [text]
    facts.isAnchoredAtStart = isAnchoredAtStart
    facts.isAnchoredAtEnd = isAnchoredAtEnd && !matchesEverything
    if isAnchoredAtStart { facts.prefix = text }
    facts.minimumLength = text.count
    facts.cannotMatch = cannotMatch
    facts.matchesEverything = matchesEverything
    facts.hasHighByte = text.bytes.contains { $0 >= 0x80 }
    return facts
  }
}
