import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// A pattern in words, for people who look at it.
enum PatternText {
  private static let names: [Dialect: String] = [
    .osregex: "OS_Regex", .osmatch: "OS_Match", .pcre2: "PCRE2", .wordmatch: "words", .ip: "addresses",
  ]
  /// Subjects tried for an example; the first that match are short.
  private static let budget = 400

  /// The dialect's name as people know it.
  static func name(of dialect: Dialect) -> String { names[dialect] ?? dialect.rawValue }

  /// What a pattern is, what is odd about it, and a text that it matches; in Markdown.
  static func markdown(_ text: ByteString, _ dialect: Dialect, isNegated: Bool, isCapturing: Bool) -> String {
    var lines = ["**\(name(of: dialect)) pattern**\(isNegated ? ", turned around by `negate`" : "")"]
    let pattern: Pattern
    do throws(PatternError) {
      pattern = try Pattern(text, dialect: dialect, capturing: isCapturing)
    } catch {
      return lines[0] + "\n\nThe engine refuses it: \(error.message)\(error.hint.map { " (\($0))" } ?? "")"
    }
    lines += described(pattern)
    let facts = PatternFacts(pattern)
    lines += facts.remarks.map { "- ⚠ \($0)" }
    if let example = example(text, dialect) { lines += ["", "It matches, for example:", Markdown.block(example)] }
    if dialect != .pcre2, let translation = try? Translation.translate(text, from: dialect, to: .pcre2),
      let written = translation.pattern
    {
      lines += ["", "As PCRE2\(translation.isExact ? "" : ", nearly"):", Markdown.block(written)]
    }
    return lines.joined(separator: "\n")
  }

  /// Each alternative in a line: where it is held fast, what it must contain, how long it is at least.
  private static func described(_ pattern: Pattern) -> [String] {
    let facts = PatternFacts(pattern)
    guard facts.alternatives.count <= 12 else { return ["", "\(facts.alternatives.count) alternatives"] }
    return [""]
      + facts.alternatives.map { alternative in
        var words: [String] = []
        if alternative.isAnchoredAtStart { words.append("begins the text") }
        if alternative.isAnchoredAtEnd { words.append("ends the text") }
        let literals = alternative.requiredLiterals.filter { !$0.isEmpty }
        if !literals.isEmpty {
          words.append("contains \(literals.prefix(6).map { Markdown.code($0) }.joined(separator: ", then "))")
        }
        if alternative.ignoresCase, !literals.isEmpty { words.append("in any case") }
        words.append("at least \(alternative.minimumLength.counted("byte"))")
        if alternative.groupCount > 0 { words.append(alternative.groupCount.counted("capture")) }
        return "- \(words.joined(separator: ", "))"
      }
  }

  /// A short text that the pattern matches; nil where none is found at once.
  static func example(_ text: ByteString, _ dialect: Dialect) -> ByteString? {
    // A pattern that matches nothing parts ways with this one on every text that this one matches.
    guard let reading = try? PatternReading(text, dialect: dialect),
      let never = try? PatternReading("^a$^b$", dialect: .osregex)
    else { return nil }
    let outcome = WitnessSearch(
      reading, never, budget: budget, mildest: .matching, matching: .left, only: .matching
    ).run()
    return outcome.subject
  }
}
