import Bytes

/// How far a PCRE2 pattern comes: the longest beginning of one of its alternatives that matches somewhere.
///
/// The library does not tell where a match was given up, so beginnings of the pattern are tried, the longest first, each
/// with its open groups closed. What follows the longest one that matches is what was due.
enum PCRE2Progress {
  /// Longest pattern that is looked into, and most beginnings that are tried.
  private static let lengthLimit = 4096
  private static let trialLimit = 400

  static func furthest(_ source: ByteString, in subject: ByteView) -> PatternProgress? {
    guard source.count <= lengthLimit else { return nil }
    let pieces = PCRE2Pieces(source.bytes)
    let scratch = MatchScratch()
    var found: PatternProgress?
    var trials = 0
    for alternative in pieces.alternatives {
      let from = alternative.lowerBound
      for (cut, depth) in pieces.cuts.reversed() where alternative.contains(cut) && cut > from {
        trials += 1
        guard trials < trialLimit else { return found }
        guard cut - from > found?.passed ?? 0 else { break }
        let text = pieces.options + source.bytes[from..<cut] + [UInt8](repeating: UInt8(ascii: ")"), count: depth)
        guard let pattern = try? Pattern(ByteString([UInt8](text)), dialect: .pcre2),
          let match = pattern.match(subject, scratch: scratch), let end = match.end
        else { continue }
        let next = pieces.cuts.first { $0.at > cut }?.at ?? alternative.upperBound
        found = PatternProgress(
          start: start(of: ByteString([UInt8](text)), in: subject, scratch) ?? 0, reached: min(end + 1, subject.count),
          token: cut..<max(cut, min(next, alternative.upperBound)), passed: cut - from)
        break
      }
    }
    if let found { return found }
    let first = pieces.alternatives.first ?? 0..<0
    let next = pieces.cuts.first { $0.at > first.lowerBound }?.at ?? first.upperBound
    return PatternProgress(start: 0, reached: 0, token: first.lowerBound..<next, passed: 0)
  }

  private static func start(of text: ByteString, in subject: ByteView, _ scratch: MatchScratch) -> Int? {
    // A match tells its end only; a group around it tells where it began.
    guard let pattern = try? Pattern(ByteString("(?=(" + text.description + "))"), dialect: .pcre2),
      pattern.match(subject, scratch: scratch) != nil
    else { return nil }
    return scratch.captures.first?.lowerBound
  }
}

/// A PCRE2 pattern cut at the places where its tokens end.
struct PCRE2Pieces {
  /// Settings in front: `(?i)`, `(*UTF)`.
  private(set) var options: [UInt8] = []
  /// The alternatives at the top, as ranges of the text.
  private(set) var alternatives: [Range<Int>] = []
  /// Ends of tokens, and how many groups are open there.
  private(set) var cuts: [(at: Int, depth: Int)] = []

  init(_ bytes: [UInt8]) {
    var at = 0
    while let end = Self.settingEnd(bytes, at) { at = end }
    options = Array(bytes[..<at])
    var start = at
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        at = Self.groupStartEnd(bytes, at)
        continue
      case UInt8(ascii: ")"):
        depth = max(0, depth - 1)
        at += 1
      case UInt8(ascii: "|"):
        if depth == 0 {
          alternatives.append(start..<at)
          start = at + 1
        }
        at += 1
        continue
      case UInt8(ascii: "\\"): at = Self.escapeEnd(bytes, at)
      case UInt8(ascii: "["): at = Self.setEnd(bytes, at)
      default: at += 1
      }
      at = Self.quantifierEnd(bytes, at)
      cuts.append((at, depth))
    }
    alternatives.append(start..<bytes.count)
  }

  private static func settingEnd(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 2 < bytes.count, bytes[at] == UInt8(ascii: "("),
      let close = bytes[at...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    if bytes[at + 1] == UInt8(ascii: "*") { return close + 1 }
    let inner = bytes[at + 2..<close]
    return bytes[at + 1] == UInt8(ascii: "?") && inner.allSatisfy(ASCII.isLower) ? close + 1 : nil
  }

  private static func groupStartEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "?") else { return at + 1 }
    var end = at + 2
    if end < bytes.count, bytes[end] == UInt8(ascii: "P") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "<") || bytes[end] == UInt8(ascii: "'") {
      end += 1
      if end < bytes.count, bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: "!") { return end + 1 }
      while end < bytes.count, bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "'") { end += 1 }
      return min(end + 1, bytes.count)
    }
    return min(end + 1, bytes.count)
  }

  private static func escapeEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    guard at + 2 < bytes.count else { return bytes.count }
    if bytes[at + 2] == UInt8(ascii: "{"), "xpPogkN".utf8.contains(bytes[at + 1]) {
      return (bytes[at...].firstIndex(of: UInt8(ascii: "}")) ?? at + 1) + 1
    }
    return bytes[at + 1] == UInt8(ascii: "x") ? min(at + 4, bytes.count) : at + 2
  }

  private static func setEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    var end = at + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "^") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "]") { end += 1 }
    while end < bytes.count, bytes[end] != UInt8(ascii: "]") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(end + 1, bytes.count)
  }

  private static func quantifierEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    var end = at
    guard end < bytes.count else { return end }
    if "*+?".utf8.contains(bytes[end]) {
      end += 1
    } else if bytes[end] == UInt8(ascii: "{"), let close = bytes[end...].firstIndex(of: UInt8(ascii: "}")),
      close > end + 1, bytes[end + 1..<close].allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ",") })
    {
      end = close + 1
    }
    if end > at, end < bytes.count, bytes[end] == UInt8(ascii: "?") || bytes[end] == UInt8(ascii: "+") { end += 1 }
    return end
  }
}
