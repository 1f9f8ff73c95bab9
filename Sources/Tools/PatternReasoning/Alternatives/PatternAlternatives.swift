import Bytes
import PatternSyntax
import Patterns

/// The texts between a pattern's top-level bars, and which of them a match is due to.
///
/// The answer is exact. The native dialects try their alternatives in order, each on the whole subject, and the first
/// that holds is the match (docs/reference/regex.md §3.5, §5). PCRE2 takes the leftmost match, and at one place the
/// first alternative that matches there. Each alternative is compiled as a pattern of its own; PCRE2 patterns in which
/// that could mean something else (references, options in the middle, verbs …) are not taken apart.
public struct PatternAlternatives: Sendable {
  /// Where the alternatives stand in the pattern's text, in order.
  public let ranges: [Range<Int>]
  private let patterns: [Pattern]
  private let takesLeftmost: Bool

  /// Where the alternatives of a pattern stand in its text; fewer than two when it has none or is not taken apart.
  public static func ranges(in pattern: Pattern) -> [Range<Int>] {
    let source = pattern.source.bytes
    guard source.contains(UInt8(ascii: "|")) else { return [0..<source.count] }
    switch pattern.dialect {
    case .osmatch:
      // The bang is no part of the first alternative.
      return pieces(
        of: source, from: source.first == UInt8(ascii: "!") ? 1 : 0,
        LiteralTokens(source).filter { $0.kind == .bar }.map(\.range))
    case .osregex: return pieces(of: source, from: 0, NativeTokens(source).filter { $0.kind == .bar }.map(\.range))
    case .pcre2: return PCRE2Bars(source).ranges ?? [0..<source.count]
    case .wordmatch, .ip: return [0..<source.count]
    }
  }

  /// Takes a pattern apart; nil when it has only one alternative.
  /// - Parameters:
  ///   - pattern: the pattern.
  ///   - capturing: whether it was compiled capturing.
  public init?(_ pattern: Pattern, capturing: Bool = false) {
    let ranges = Self.ranges(in: pattern)
    guard ranges.count > 1 else { return nil }
    let source = pattern.source.bytes
    var patterns: [Pattern] = []
    for range in ranges {
      let text = Self.text(of: range, in: source, pattern.dialect, capturing: capturing)
      guard let single = try? Pattern(ByteString(text), dialect: pattern.dialect, capturing: capturing) else {
        return nil
      }
      patterns.append(single)
    }
    self.ranges = ranges
    self.patterns = patterns
    takesLeftmost = pattern.dialect == .pcre2
  }

  /// The number of the alternative that matches a subject, as the whole pattern would; nil when none does.
  public func matching(_ subject: ByteView, scratch: MatchScratch) -> Int? {
    guard takesLeftmost else { return patterns.firstIndex { $0.matches(subject, scratch: scratch) } }
    var best: (start: Int, index: Int)?
    for (index, pattern) in patterns.enumerated() {
      guard let start = pattern.extent(in: subject, scratch: scratch)?.lowerBound else { continue }
      if best.map({ start < $0.start }) ?? true { best = (start, index) }
    }
    return best?.index
  }

  /// The text that means for itself what an alternative means among the others.
  private static func text(
    of range: Range<Int>, in source: [UInt8], _ dialect: Dialect, capturing: Bool
  ) -> [UInt8] {
    let text = Array(source[range])
    switch dialect {
    case .osmatch:
      // Only a pattern's first byte negates; a text with a high byte in front never matches and keeps it from being that.
      return text.first == UInt8(ascii: "!") ? [0x80, UInt8(ascii: "|")] + text : text
    case .osregex:
      // One group anywhere makes all alternatives capture, which changes what matches; this one never matches itself.
      return capturing && source.contains(UInt8(ascii: "(")) ? text + [UInt8(ascii: "|")] + [0x28, 0x80, 0x29] : text
    case .pcre2: return range.lowerBound == 0 ? text : PCRE2Bars(source).options + text
    case .wordmatch, .ip: return text
    }
  }

  /// What stands between the bars.
  private static func pieces(of source: [UInt8], from start: Int, _ bars: [Range<Int>]) -> [Range<Int>] {
    zip([start] + bars.map(\.upperBound), bars.map(\.lowerBound) + [source.count]).map { $0..<$1 }
  }
}
