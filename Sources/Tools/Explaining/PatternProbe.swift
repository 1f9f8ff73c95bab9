import Analysis
import Bytes
import PatternReasoning
import Patterns
import RulesetSyntax
import Rulesets

/// Matches patterns of the ruleset against an event's texts, for explanations.
struct PatternProbe {
  /// The log as received.
  let full: ByteString
  /// What pre-decoding left of it.
  let rest: ByteString
  /// Where the header's parts stand.
  let places: HeaderPlaces
  let scratch = MatchScratch()

  func matches(_ pattern: Pattern, _ text: ByteString) -> Bool {
    text.withView { pattern.matches($0, scratch: scratch) }
  }

  func match(_ pattern: Pattern, _ text: ByteString) -> PatternMatch? {
    text.withView { pattern.match($0, scratch: scratch) }
  }

  /// Where a pattern failed on a part of the log.
  func failure(_ kind: ConditionKind, _ text: PatternText, from offset: Int, capturing: Bool = false) -> PatternFailure
  {
    let subject = ByteString(Array(rest.bytes[min(offset, rest.count)...]))
    return failure(kind, text, on: subject, offset: offset, capturing: capturing)
  }

  /// Where a pattern failed on a text.
  func failure(
    _ kind: ConditionKind, _ text: PatternText, on subject: ByteString, offset: Int?, capturing: Bool = false
  ) -> PatternFailure {
    let progress = subject.withView { text.pattern.progress(in: $0, capturing: capturing) }
    var failure = PatternFailure(
      kind: kind, pattern: text.pattern.source, dialect: text.pattern.dialect, location: text.location,
      subject: subject, offset: offset, progress: progress)
    failure.remark = headerRemark(text.pattern, offset: offset) ?? progress?.trap.map { Remark($0) }
    return failure
  }

  /// The pattern means text that pre-decoding has taken off.
  private func headerRemark(_ pattern: Pattern, offset: Int?) -> Remark? {
    guard offset != nil, matchesHeader(pattern), !matches(pattern, rest) else { return nil }
    let begin = ByteString(Array(rest.bytes.prefix(24)))
    return Remark(
      "header-removed",
      "the pattern would match the log as received, but pre-decoding has taken the header off: what is left begins with `\(begin)`"
    )
  }

  /// Whether a pattern would match if the header, or a part of it, were still there.
  func matchesHeader(_ pattern: Pattern) -> Bool {
    guard rest.count < full.count else { return false }
    let starts = [0, places.programName?.lowerBound, places.hostname?.lowerBound].compactMap { $0 }
    return starts.contains { matches(pattern, ByteString(Array(full.bytes[min($0, full.count)...]))) }
  }

  /// Whether one of the first words of the log is a program name that a pattern takes.
  func mentions(_ pattern: Pattern) -> Bool {
    let words = full.bytes.prefix(200).split(separator: 0x20).prefix(12)
    return words.contains { word in
      let name = word.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "[") }
      return !name.isEmpty && matches(pattern, ByteString(Array(name)))
    }
  }

  /// Where `after_…` goes on behind a match.
  static func rest(behind match: PatternMatch, count: Int) -> Int {
    guard let end = match.end else { return 0 }
    if end >= count || count == 0 { return count }
    return max(0, end + 1)
  }
}
