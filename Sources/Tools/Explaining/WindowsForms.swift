import Bytes
import Diagnostics
import PatternReasoning
import Patterns
import Rulesets

/// A pattern that asks a Windows event for characters in the form that people see: the manager holds backslashes, quotes
/// and the signs of XML in another one.
struct WindowsForms {
  let pattern: Pattern
  /// What it did not match: a field's value, or the log.
  let value: ByteString
  /// Whether that is the log, which is JSON: its backslashes are escaped once more.
  let isLog: Bool
  /// How far it got.
  let reached: Int
  let probe: PatternProbe

  private static let slash = UInt8(ascii: "\\")

  /// What to write instead; nil where that would not get the pattern further.
  func remark(at location: SourceLocation?) -> Remark? {
    let isPlain = pattern.dialect == .osmatch
    let unit = isPlain ? "\\" : "\\\\"
    if gets(further: withBackslashes) {
      let count = String(repeating: unit, count: copies)
      let what =
        isLog
        ? "the log of a Windows event holds every backslash four times: write `\(count)` for each one of the path, or ask for its field"
        : "Windows events hold every backslash twice, and `\(unit)` in a pattern is one of them: write `\(count)` for each backslash of the path"
      return Remark("single-backslash", what, at: location)
    }
    if gets(further: withSigns) {
      let quote = String(repeating: unit, count: isLog ? 3 : 1) + "\""
      return Remark(
        "bare-sign",
        "Windows events hold a quote behind \(isLog ? "three backslashes" : "a backslash"), and <, > and & as `&lt;`, `&gt;` and `&amp;`: write `\(quote)` for a quote",
        at: location)
    }
    return nil
  }

  private var copies: Int { isLog ? 4 : 2 }

  // True only where it gets the pattern further.
  private func gets(further text: [UInt8]) -> Bool {
    guard text.count > pattern.source.count, let wider = try? Pattern(ByteString(text), dialect: pattern.dialect) else {
      return false
    }
    return value.withView { wider.progress(in: $0) }.map { $0.reached > reached } ?? probe.matches(wider, value)
  }

  /// Every backslash that stands for one, as often as the text holds it.
  private var withBackslashes: [UInt8] {
    var text: [UInt8] = []
    each { piece in
      let isBackslash = pattern.dialect == .osmatch ? piece == [Self.slash] : piece == [Self.slash, Self.slash]
      for _ in 0..<(isBackslash ? copies : 1) { text += piece }
    }
    return text
  }

  /// Quotes and the signs of XML as the text holds them.
  private var withSigns: [UInt8] {
    var text: [UInt8] = []
    let one = pattern.dialect == .osmatch ? [Self.slash] : [Self.slash, Self.slash]
    let quote = (0..<(isLog ? 3 : 1)).flatMap { _ in one } + [UInt8(ascii: "\"")]
    each { piece in
      switch piece.last {
      case UInt8(ascii: "\"")?: text += text.last == Self.slash ? piece : quote
      case UInt8(ascii: "<")? where !isGroup(text): text += Array("&lt;".utf8)
      case UInt8(ascii: ">")? where !isGroup(text): text += Array("&gt;".utf8)
      default: text += piece
      }
    }
    return text
  }

  /// Whether a text ends in the beginning of a group of PCRE2, whose signs are its own: `(?`, `(?<name`.
  private func isGroup(_ text: [UInt8]) -> Bool {
    guard pattern.dialect == .pcre2, let begin = text.lastIndex(of: UInt8(ascii: "(")) else { return false }
    let inside = text[(begin + 1)...]
    return inside.first == UInt8(ascii: "?")
      && inside.dropFirst().allSatisfy {
        ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "_")
      }
  }

  /// The pattern byte by byte; an escape is one piece, but in a list of literals, which has none.
  private func each(_ body: ([UInt8]) -> Void) {
    let source = pattern.source.bytes
    var at = 0
    while at < source.count {
      let isEscape = pattern.dialect != .osmatch && source[at] == Self.slash && at + 1 < source.count
      let end = at + (isEscape ? 2 : 1)
      body(Array(source[at..<end]))
      at = end
    }
  }
}
