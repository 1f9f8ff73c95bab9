import Bytes
import PatternSyntax

/// Where the groups and alternatives of a PCRE2 pattern stand: enough to say which of two items is further along.
struct PCRE2Outline {
  /// Where the pattern begins behind settings such as `(?i)` and `(*UTF)`.
  let start: Int
  /// The library counts blanks and comments (`(?x)`) to the item in front, or the groups do not close: places are those of
  /// the text alone.
  private(set) var isUnreadable: Bool

  /// Per byte, how much of the text in front of it belongs to other alternatives than its own.
  private var aside: [Int]
  /// The groups that only look, and whether their finding something means failure.
  private var assertions: [(range: Range<Int>, isNegative: Bool)] = []
  private let text: PCRE2Tokens
  private var bytes: [UInt8] { text.bytes }

  private struct Group {
    var opening: Int
    var branch: Int
    var aside: Int
    /// Of an assertion whether it must find nothing; nil for all other groups.
    var isNegative: Bool?
  }

  init(_ bytes: [UInt8]) {
    text = PCRE2Tokens(bytes)
    aside = Array(repeating: 0, count: bytes.count + 1)
    isUnreadable = text.isExtended
    let settings = text.all.prefix {
      switch $0.kind {
      case .setting, .verb: true
      case .options(let options): !options.resets && options.unset.isEmpty
      default: false
      }
    }
    start = settings.last?.range.upperBound ?? 0
    read(text.all[settings.endIndex...])
  }

  /// How far along an item is.
  func key(of item: Int) -> Int {
    let item = min(max(0, item), bytes.count)
    return isUnreadable ? item : item - aside[item]
  }

  /// Whether an item stands in an assertion that must find nothing.
  func isNegated(_ item: Int) -> Bool {
    assertions.contains { $0.isNegative && $0.range.lowerBound < item && item < $0.range.upperBound }
  }

  /// The text of an item; of an assertion all of it.
  func token(at item: Int, length: Int) -> Range<Int> {
    let start = min(max(0, item), bytes.count)
    if let assertion = assertions.first(where: { $0.range.lowerBound == start }) { return assertion.range }
    let item = start..<min(bytes.count, start + length)
    guard isUnreadable else { return item }
    // With (?x), what follows up to the next item is counted in: blanks and comments.
    return start..<(bytes[item].dropFirst().firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "#") } ?? item.upperBound)
  }

  /// Whether a group ends here.
  func isClosing(_ item: Int) -> Bool { bytes.indices.contains(item) && bytes[item] == UInt8(ascii: ")") }

  /// An item of one character that has to come several times, and how often; nil for all others.
  func repeated(_ item: [UInt8]) -> (item: [UInt8], least: Int)? {
    let tokens = PCRE2Tokens(item).all
    guard tokens.count == 2, case .quantifier(let repeats) = tokens[1].kind, repeats.least > 1,
      item[tokens[1].range.lowerBound] == UInt8(ascii: "{"), !hasHiddenWidth(item)
    else { return nil }
    return (Array(item[tokens[0].range]), repeats.least)
  }

  /// Whether an item takes several bytes at once, so that the one that did not fit cannot be told.
  func hasHiddenWidth(_ item: [UInt8]) -> Bool {
    switch PCRE2Tokens(item).all.first?.kind {
    case .reference, .call, .escape(UInt8(ascii: "R")), .escape(UInt8(ascii: "X")): true
    default: false
    }
  }

  private mutating func read(_ tokens: ArraySlice<PCRE2Token>) {
    var stack = [Group(opening: start, branch: start, aside: 0)]
    for token in tokens {
      let current = stack[stack.count - 1]
      for index in token.range { aside[index] = current.aside }
      let end = token.range.upperBound
      switch token.kind {
      case .open(let kind):
        var group = Group(opening: token.range.lowerBound, branch: end, aside: current.aside)
        if case .look(let isNegative, _) = kind { group.isNegative = isNegative }
        stack.append(group)
      case .close:
        guard stack.count > 1 else {
          isUnreadable = true
          continue
        }
        let group = stack.removeLast()
        if let isNegative = group.isNegative { assertions.append((group.opening..<end, isNegative)) }
      case .bar:
        stack[stack.count - 1].aside += end - current.branch
        stack[stack.count - 1].branch = end
      default: break
      }
    }
    aside[bytes.count] = stack[0].aside
    if stack.count > 1 { isUnreadable = true }
  }
}
