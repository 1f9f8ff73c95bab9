import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// Whether a change of a pattern may be made without asking: a search over texts made from the patterns must find none on
/// which it makes anything worse.
enum FixProof {
  /// Searching for longer would find next to nothing more.
  private static let budget = 1500

  /// The pattern with all edits made.
  static func text(_ use: PatternUse, replacing ranges: [Range<Int>], with replacement: ByteString) -> ByteString {
    var bytes: [UInt8] = []
    var at = 0
    for range in ranges {
      bytes += use.text.bytes[at..<range.lowerBound] + replacement.bytes
      at = range.upperBound
    }
    return ByteString(bytes + use.text.bytes[at...])
  }

  /// A fix that replaces all these ranges; nil where one of them cannot be replaced, or where the result is worse.
  /// - Parameters:
  ///   - meaning: the language in which the author seems to have thought: what the changed pattern captures must be what
  ///     the pattern captures when it is read so.
  ///   - keepsMatches: whether everything that the pattern matches must be matched afterwards.
  static func fix(
    _ title: String, _ use: PatternUse, replacing ranges: [Range<Int>], with replacement: ByteString,
    meaning: Dialect, keepsMatches: Bool
  ) -> Fix? {
    let edits = ranges.compactMap { use.edit($0, with: replacement) }
    guard edits.count == ranges.count else { return nil }
    let changed = text(use, replacing: ranges, with: replacement)
    guard
      let before = try? PatternReasoning.PatternReading(use.text, dialect: use.dialect, capturing: use.isCapturing),
      let after = try? PatternReasoning.PatternReading(changed, dialect: use.dialect, capturing: use.isCapturing)
    else { return nil }
    if keepsMatches {
      let lost = WitnessSearch(before, after, budget: budget, mildest: .matching, matching: .left, only: .matching)
      if lost.run().subject != nil { return nil }
    }
    if use.isCapturing, !capturesAsMeant(use, changed, after, meaning) { return nil }
    return Fix(title, edits)
  }

  private static func capturesAsMeant(
    _ use: PatternUse, _ changed: ByteString, _ after: PatternReasoning.PatternReading, _ meaning: Dialect
  ) -> Bool {
    let written = meaning == .pcre2 ? ByteString("(?i)".utf8 + use.text.bytes) : use.text
    let read = use.dialect == .pcre2 ? ByteString("(?i)".utf8 + changed.bytes) : changed
    // What is no pattern of the language was not thought in it.
    guard
      let meant = try? PatternReasoning.PatternReading(written, dialect: meaning, capturing: true),
      let caseless = use.dialect == .pcre2
        ? try? PatternReasoning.PatternReading(read, dialect: .pcre2, capturing: true) : after
    else { return false }
    return WitnessSearch(meant, caseless, budget: budget, mildest: .captures, only: .captures).run().subject == nil
  }
}
