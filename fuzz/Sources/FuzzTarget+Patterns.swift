import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// Patterns: up to the first line end the pattern, behind it what it is tried on.
extension FuzzTarget {
  func tryPattern(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: 10) ?? bytes.count
    let (source, subject) = (ByteString(Array(bytes[..<end])), Array(bytes[end...].dropFirst()))
    switch self {
    case .osregex: match(source, subject, .osregex)
    case .osmatch: match(source, subject, .osmatch)
    case .pcre2: match(source, subject, .pcre2)
    default:
      for from in [Dialect.osregex, .osmatch, .pcre2] {
        for to in [Dialect.osregex, .osmatch, .pcre2] where from != to { translate(source, subject, from, to) }
      }
    }
  }

  private func match(_ source: ByteString, _ subject: [UInt8], _ dialect: Dialect) {
    guard let pattern = try? Pattern(source, dialect: dialect, capturing: true) else { return }
    let scratch = MatchScratch()
    subject.withView { view in
      let found = pattern.match(view, scratch: scratch)
      if scratch.diagnostic != nil { return }
      for capture in scratch.captures { precondition(capture.upperBound <= view.count) }
      // A second match says the same: nothing of the first is left in the scratch.
      precondition((pattern.match(view, scratch: scratch) == nil) == (found == nil), "two answers")
    }
  }

  /// A translation that says it is exact matches what its source matches.
  private func translate(_ source: ByteString, _ subject: [UInt8], _ from: Dialect, _ to: Dialect) {
    guard let translation = try? Translation.translate(source, from: from, to: to), translation.isExact,
      let text = translation.pattern, let old = try? Pattern(source, dialect: from),
      let new = try? Pattern(text, dialect: to)
    else { return }
    let scratch = MatchScratch()
    subject.withView { view in
      let before = old.matches(view, scratch: scratch)
      if scratch.diagnostic != nil { return }
      let after = new.matches(view, scratch: scratch)
      if scratch.diagnostic != nil { return }
      precondition(before == (after != translation.isNegated), "'\(source)' as \(from) and '\(text)' as \(to) differ")
    }
  }
}
