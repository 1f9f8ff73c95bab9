import Bytes
import PatternSyntax
import Patterns

/// Proofs that a changed pattern is the same one in effect.
///
/// Only what follows from the text alone counts: patterns that are read the same way, and, where all that matters is
/// whether there is a match, literal alternatives that another alternative includes. Trying subjects proves nothing.
enum PatternEquality {
  /// Why nobody can tell two patterns apart; nil when that cannot be shown.
  static func proof(_ change: PatternChange) -> String? {
    guard let after = change.after, !change.turnsAround else { return nil }
    let (before, changed) = (ByteString(change.before), ByteString(after))
    let dialect = change.site.dialect
    if Fingerprint.of(before, dialect) == Fingerprint.of(changed, dialect) {
      return "both patterns are read the same way"
    }
    guard change.site.role == .matching else { return nil }
    if dialect == .pcre2, Repetitions.isEqual(change.before, after) {
      return "how often the first or last piece of an alternative is repeated does not matter here"
    }
    guard let left = literals(before, dialect), let right = literals(changed, dialect),
      left.isNegated == right.isNegated
    else { return nil }
    guard includes(left.alternatives, right.alternatives), includes(right.alternatives, left.alternatives) else {
      return nil
    }
    return "every text that one of the patterns finds, the other one finds by another alternative"
  }

  /// A pattern's alternatives as texts; nil where one is more than a text.
  private static func literals(_ source: ByteString, _ dialect: Dialect) -> LiteralList? {
    // From 0x80 on bytes do not match themselves everywhere, and an empty text is a case of its own.
    guard source.bytes.allSatisfy({ $0 < 0x80 && $0 > 0 }) else { return nil }
    let isPlain: Bool
    switch dialect {
    case .osmatch: isPlain = true
    case .osregex: isPlain = !source.bytes.contains { "\\()!".utf8.contains($0) }
    case .pcre2, .wordmatch, .ip: isPlain = false
    }
    guard isPlain, let list = try? LiteralList(source), !list.alternatives.contains(where: \.text.isEmpty) else {
      return nil
    }
    return list
  }

  /// Whether every subject that some of `narrow` matches is matched by some of `wide`.
  private static func includes(_ wide: [LiteralList.Alternative], _ narrow: [LiteralList.Alternative]) -> Bool {
    narrow.allSatisfy { alternative in wide.contains { includes($0, alternative) } }
  }

  private static func includes(_ wide: LiteralList.Alternative, _ narrow: LiteralList.Alternative) -> Bool {
    let (text, part) = (narrow.text.bytes, wide.text.bytes)
    switch (wide.isAnchoredAtStart, wide.isAnchoredAtEnd) {
    case (false, false): return contains(text, part)
    case (true, false): return narrow.isAnchoredAtStart && text.starts(with: part)
    case (false, true): return narrow.isAnchoredAtEnd && text.reversed().starts(with: part.reversed())
    case (true, true): return narrow.isAnchoredAtStart && narrow.isAnchoredAtEnd && text == part
    }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
