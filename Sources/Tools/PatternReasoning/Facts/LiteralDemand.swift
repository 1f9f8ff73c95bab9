import Bytes
import PatternSyntax
import Patterns

/// What can be said about a pattern in literals: what its matches hold for certain, and what is enough for a match.
///
/// Of two patterns on one text the first then follows from the second when each way to match the second brings along what
/// is enough for the first: `sshd` from `^sshd\[\d+\]`, `a|b|c` from `b`. Whatever cannot be told in literals is taken to
/// say nothing, so that what is said is certain.
public struct LiteralDemand: Sendable {
  /// One way to match.
  public struct Alternative: Sendable {
    /// Texts that every subject matched has, their case folded; with ``isExact``, as they are.
    public var literals: [ByteString] = []
    /// The text with which every subject matched begins; empty when it is not known.
    public var prefix = ByteString()
    /// The literal that, with its anchors, is all there is to it; nil when there is more to it.
    public var whole: ByteString?
    /// Whether a subject has to begin with ``whole``.
    public var isAnchoredAtStart = false
    /// Whether a subject has to end with ``whole``.
    public var isAnchoredAtEnd = false
    /// Whether a line end may follow what ends it: `$` of pcre2.
    public var allowsLineEnd = false
    /// Whether case counts.
    public var isExact = false
    /// Every subject matches.
    public var matchesEverything = false
  }

  /// The ways to match, without those that never come about.
  public let alternatives: [Alternative]
  /// Whether the dialect itself turns the answer around: osmatch with a leading `!`.
  public private(set) var isNegated: Bool

  /// Every subject matches.
  public var matchesEverything: Bool { alternatives.contains { $0.matchesEverything } }
  /// All alternatives are literals: what has one of them is matched.
  public var isLiteral: Bool {
    !alternatives.isEmpty && alternatives.allSatisfy { $0.whole != nil || $0.matchesEverything }
  }

  /// What can be said about a compiled pattern.
  public init(_ pattern: Pattern) {
    isNegated = pattern.literals?.isNegated ?? false
    switch pattern.tree {
    case .literals(let list): alternatives = list.alternatives.filter { !$0.cannotMatch }.map(Self.alternative)
    case .native(let expression):
      alternatives = expression.alternatives.filter { !$0.facts.cannotMatch }.map(Self.alternative)
    case .pcre2(let expression):
      alternatives = expression.alternatives.map { Self.alternative($0, ignoresCase: expression.ignoresCase) }
    case .none: alternatives = [Alternative()]
    }
  }

  private static func alternative(_ literal: LiteralList.Alternative) -> Alternative {
    var result = Alternative()
    result.matchesEverything = literal.matchesEverything
    result.literals = [literal.text]
    result.whole = literal.text
    result.isAnchoredAtStart = literal.isAnchoredAtStart
    result.isAnchoredAtEnd = literal.isAnchoredAtEnd
    if literal.isAnchoredAtStart { result.prefix = literal.text }
    return result
  }

  private static func alternative(_ native: NativeExpression.Alternative) -> Alternative {
    let facts = native.facts
    var result = Alternative()
    result.matchesEverything = facts.matchesEverything
    result.literals = facts.requiredLiterals
    result.prefix = facts.prefix
    result.isAnchoredAtStart = native.isAnchoredAtStart
    result.isAnchoredAtEnd = native.isAnchoredAtEnd
    // Only where the scan finds what is there.
    guard facts.anomalies.isEmpty else { return result }
    var text: [UInt8] = []
    for cell in native.cells {
      switch cell {
      case .literal(let byte): text.append(byte)
      case .mark: continue
      case .byteClass: return result
      }
    }
    result.whole = ByteString(text)
    return result
  }

  private static func alternative(_ nodes: [PCRE2Expression.Node], ignoresCase: Bool) -> Alternative {
    var result = Alternative()
    result.isExact = !ignoresCase
    var text: [UInt8] = []
    var isWhole = true
    for (index, node) in nodes.enumerated() {
      if case .literal(let byte) = node {
        text.append(ignoresCase ? ASCII.fold(byte) : byte)
        continue
      }
      if case .start = node, index == 0 {
        result.isAnchoredAtStart = true
        continue
      }
      if case .end(let beforeLineEnd) = node, index == nodes.count - 1 {
        result.isAnchoredAtEnd = true
        result.allowsLineEnd = beforeLineEnd
        continue
      }
      isWhole = false
      if result.literals.isEmpty, !text.isEmpty, result.isAnchoredAtStart, text.count == index - 1 {
        result.prefix = ByteString(text)
      }
      if !text.isEmpty { result.literals.append(ByteString(text)) }
      text = []
    }
    if !text.isEmpty { result.literals.append(ByteString(text)) }
    if isWhole {
      result.whole = ByteString(text)
      result.matchesEverything = text.isEmpty && !(result.isAnchoredAtStart && result.isAnchoredAtEnd)
      if result.isAnchoredAtStart { result.prefix = ByteString(text) }
    }
    return result
  }

  /// The same without a leading `!`.
  public var plain: LiteralDemand {
    var demand = self
    demand.isNegated = false
    return demand
  }

  /// Whether a subject that the other pattern matches is matched by this one for certain.
  public func follows(from other: LiteralDemand) -> Bool {
    guard !isNegated, !other.isNegated, !other.alternatives.isEmpty else { return false }
    if matchesEverything { return true }
    return other.alternatives.allSatisfy { given in alternatives.contains { Self.isEnough($0, given) } }
  }

  /// Whether no subject is matched by both patterns, for certain: each way to match the one begins or is otherwise than each
  /// way to match the other.
  public func excludes(_ other: LiteralDemand) -> Bool {
    guard !isNegated, !other.isNegated, !alternatives.isEmpty, !other.alternatives.isEmpty else { return false }
    return alternatives.allSatisfy { one in other.alternatives.allSatisfy { Self.areApart(one, $0) } }
  }

  private static func areApart(_ one: Alternative, _ other: Alternative) -> Bool {
    if one.matchesEverything || other.matchesEverything { return false }
    // Where case counts for one of the two only, what differs without case differs for certain.
    let (first, second) = (one.prefix.lowercased.bytes, other.prefix.lowercased.bytes)
    if !first.starts(with: second), !second.starts(with: first) { return true }
    return isTooShort(one, for: other) || isTooShort(other, for: one)
  }

  /// Whether one is a whole text that lacks something that the other wants.
  private static func isTooShort(_ one: Alternative, for other: Alternative) -> Bool {
    guard let whole = one.whole?.lowercased, one.isAnchoredAtStart, one.isAnchoredAtEnd, !one.allowsLineEnd else {
      return false
    }
    return other.literals.contains { !whole.contains($0.lowercased) }
  }

  private static func isEnough(_ wanted: Alternative, _ given: Alternative) -> Bool {
    guard let text = wanted.whole, !text.isEmpty, !wanted.isExact || given.isExact else { return false }
    func sameCase(_ literal: ByteString) -> ByteString { wanted.isExact ? literal : literal.lowercased }
    switch (wanted.isAnchoredAtStart, wanted.isAnchoredAtEnd) {
    case (false, false): return given.literals.contains { sameCase($0).contains(text) }
    case (true, false): return sameCase(given.prefix).bytes.starts(with: text.bytes)
    case (_, true):
      guard let whole = given.whole, given.isAnchoredAtEnd, !given.allowsLineEnd || wanted.allowsLineEnd else {
        return false
      }
      if wanted.isAnchoredAtStart { return given.isAnchoredAtStart && sameCase(whole) == text }
      return sameCase(whole).bytes.reversed().starts(with: text.bytes.reversed())
    }
  }
}

extension ByteString {
  /// Whether it holds another text.
  fileprivate func contains(_ other: ByteString) -> Bool {
    guard other.count <= count else { return false }
    return withView { view in other.withView { view.firstIndex(of: $0) != nil } }
  }
}
