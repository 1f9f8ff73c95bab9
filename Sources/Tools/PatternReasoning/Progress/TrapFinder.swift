import Bytes
import PatternSyntax
import Patterns

/// Finds out whether a pattern failed because it means something else than it seems to, by matching what was probably
/// meant.
struct TrapFinder {
  let source: ByteString
  let dialect: Dialect
  let subject: ByteView
  let capturing: Bool

  private typealias Trap = PatternProgress.Trap

  /// Longest pattern and subject for which variants are tried.
  private static let limit = 8192

  func trap(at progress: PatternProgress?) -> PatternProgress.Trap? {
    guard source.count <= Self.limit, subject.count <= Self.limit else { return nil }
    switch dialect {
    case .osregex: return progress.flatMap(native)
    case .osmatch: return literals(progress)
    case .pcre2: return pcre2()
    case .wordmatch, .ip: return nil
    }
  }

  private func holds(_ text: ByteString, _ dialect: Dialect) -> Bool {
    guard let pattern = try? Pattern(text, dialect: dialect, capturing: capturing) else { return false }
    return pattern.matches(subject, scratch: MatchScratch())
  }

  private func trimmed() -> ByteString? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    let bytes = source.bytes.drop(while: isBlank)
    let text = bytes.prefix(upTo: (bytes.lastIndex { !isBlank($0) } ?? bytes.startIndex - 1) + 1)
    return text.count < source.count && !text.isEmpty ? ByteString(Array(text)) : nil
  }

  private var edgeBlank: PatternProgress.Trap {
    Trap(
      "blank-at-the-edge",
      "the element's text begins or ends with a blank or line break, which belongs to the pattern: without it the pattern matches"
    )
  }

  // MARK: Native

  private func native(_ progress: PatternProgress) -> PatternProgress.Trap? {
    let token = source.bytes[progress.token]
    let byte = progress.reached < subject.count ? subject[progress.reached] : nil
    if token.first.map({ $0 >= 0x80 }) == true {
      return Trap(
        "high-byte",
        "a byte from 0x80 on (é, ü, …) in a native pattern never matches on x86-64; write \\.+ there, or use type=\"pcre2\""
      )
    }
    if token.starts(with: "\\s".utf8), let byte, [9, 10, 13].contains(byte) {
      let name = byte == 9 ? "a tab" : byte == 10 ? "a line feed" : "a carriage return"
      return Trap(
        "tab-is-no-blank",
        "\\s is only the blank (0x20), here is \(name); write \(byte == 9 ? "\\t, or " : "")\\.+, or use type=\"pcre2\""
      )
    }
    if let trimmed = trimmed(), holds(trimmed, .osregex) { return edgeBlank }
    if let trap = syntax(token, progress) { return trap }
    guard let expression = try? NativeExpression(source) else { return nil }
    for alternative in expression.alternatives.prefix(64) where holds("(?i)" + alternative.pcre2, .pcre2) {
      let anomalies = alternative.anomalies
      if anomalies.contains(.adjacentMarks), token.first == UInt8(ascii: "(") || token.first == UInt8(ascii: ")") {
        return Trap("adjacent-groups", Anomaly.adjacentMarks.explanation + "; put something between the groups")
      }
      if let anomaly = anomalies.first {
        return Trap(
          "gives-up",
          "a usual matcher would find this; the native one gives up: \(anomaly.explanation); use type=\"pcre2\"")
      }
    }
    return nil
  }

  /// Signs of another dialect, where that dialect would match.
  private func syntax(_ token: ArraySlice<UInt8>, _ progress: PatternProgress) -> PatternProgress.Trap? {
    guard holds(source, .pcre2) || holds("(?i)" + source, .pcre2) else { return nil }
    let meaning: String
    switch token.first {
    case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "?"):
      meaning =
        "`\(String(decoding: token, as: UTF8.self))` repeats only right behind an escape (\\d+, never \\d++), elsewhere it stands for itself"
    case UInt8(ascii: "["): meaning = "there are no character sets: `[` stands for itself"
    case UInt8(ascii: "{"): meaning = "there are no counted repeats: `{` stands for itself"
    case UInt8(ascii: "."): meaning = "`.` is a full stop; any byte is `\\.`"
    default:
      guard source.bytes.contains(where: { "[{?.".utf8.contains($0) }) else { return nil }
      meaning = "it is written for another dialect"
    }
    return Trap("pcre2-syntax", "in a native pattern \(meaning); with type=\"pcre2\" it matches this log")
  }

  // MARK: Literals

  private func literals(_ progress: PatternProgress?) -> PatternProgress.Trap? {
    guard let list = try? LiteralList(source), !list.isNegated else { return nil }
    if let trimmed = trimmed(), holds(trimmed, .osmatch) { return edgeBlank }
    let pieces = source.bytes.split(separator: UInt8(ascii: "|"))
    if pieces.count > 1 {
      for piece in pieces {
        let text = piece.drop { $0 == 0x20 }
        let core = text.prefix(upTo: (text.lastIndex { $0 != 0x20 } ?? text.startIndex - 1) + 1)
        guard core.count < piece.count, !core.isEmpty, holds(ByteString(Array(core)), .osmatch) else { continue }
        return Trap(
          "blank-beside-bar",
          "blanks beside a bar belong to the text: `\(String(decoding: piece, as: UTF8.self))` is searched with them")
      }
    }
    if list.alternatives.contains(where: \.cannotMatch), subject.buffer.contains(where: { $0 >= 0x80 }) {
      return Trap(
        "high-byte",
        "a byte from 0x80 on (é, ü, …) in a text without anchor is never found on x86-64; use type=\"pcre2\"")
    }
    guard source.bytes.contains(where: { "\\.[(*+?".utf8.contains($0) }) else { return nil }
    let asNative = holds(source, .osregex)
    let asPCRE2 = !asNative && (holds(source, .pcre2) || holds("(?i)" + source, .pcre2))
    guard asNative || asPCRE2 else { return nil }
    return Trap(
      "pattern-in-literals",
      "this element takes texts to search for, not patterns: `\\`, `.` and `*` stand for themselves; as type=\"\(asNative ? "osregex" : "pcre2")\" it matches"
    )
  }

  // MARK: PCRE2

  private func pcre2() -> PatternProgress.Trap? {
    if holds("(?i)" + source, .pcre2) {
      return Trap("case-counts", "type=\"pcre2\" is case-sensitive (the native dialects are not); begin it with (?i)")
    }
    if holds("(?s)" + source, .pcre2) {
      return Trap("dot-and-line-feed", "`.` does not match a line feed; begin the pattern with (?s)")
    }
    if let trimmed = trimmed(), holds(trimmed, .pcre2) { return edgeBlank }
    if source.bytes.contains(UInt8(ascii: "\\")), holds(source, .osregex) {
      return Trap(
        "native-syntax",
        "it is written for the native dialect, where `\\.` is any byte and `\\p` punctuation; without type=\"pcre2\" it matches"
      )
    }
    return nil
  }
}

extension ByteString {
  fileprivate static func + (left: ByteString, right: ByteString) -> ByteString {
    ByteString(left.bytes + right.bytes)
  }
}
