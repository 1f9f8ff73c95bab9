import Bytes
import PatternSyntax

/// Where the groups and alternatives of a PCRE2 pattern stand: enough to say which of two items is further along.
struct PCRE2Outline {
  /// Where the pattern begins behind settings such as `(?i)` and `(*UTF)`.
  private(set) var start = 0
  /// The pattern has settings or comments that this does not read: places are those of the text alone.
  private(set) var isUnreadable = false

  /// Per byte, how much of the text in front of it belongs to other alternatives than its own.
  private var aside: [Int]
  /// The groups that only look, and whether their finding something means failure.
  private var assertions: [(range: Range<Int>, isNegative: Bool)] = []
  private let bytes: [UInt8]

  private struct Group {
    var opening: Int
    var branch: Int
    var aside: Int
    var isAssertion = false
    var isNegative = false
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    aside = Array(repeating: 0, count: bytes.count + 1)
    while let end = settingEnd(start) { start = end }
    read()
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
  func repeated(_ text: [UInt8]) -> (item: [UInt8], least: Int)? {
    guard let brace = text.lastIndex(of: UInt8(ascii: "{")), brace > 0, let first = text.first,
      first != UInt8(ascii: "("), !hasHiddenWidth(text)
    else { return nil }
    let digits = text[(brace + 1)...].prefix(while: ASCII.isDigit)
    guard let least = Int(String(decoding: digits, as: UTF8.self)), least > 1 else { return nil }
    return (Array(text[..<brace]), least)
  }

  /// Whether an item takes several bytes at once, so that the one that did not fit cannot be told.
  func hasHiddenWidth(_ text: [UInt8]) -> Bool {
    guard text.count > 1 else { return false }
    switch text[0] {
    case UInt8(ascii: "\\"):
      return ASCII.isDigit(text[1]) && text[1] != UInt8(ascii: "0") || "gkRX".utf8.contains(text[1])
    case UInt8(ascii: "("):
      guard text[1] == UInt8(ascii: "?"), text.count > 2 else { return false }
      return ASCII.isDigit(text[2]) || "R&P+".utf8.contains(text[2])
    default: return false
    }
  }

  // MARK: Reading

  private mutating func read() {
    var stack = [Group(opening: start, branch: start, aside: 0)]
    var at = start
    while at < bytes.count {
      let here = at
      aside[here] = stack[stack.count - 1].aside
      switch bytes[at] {
      case UInt8(ascii: "("):
        at = open(at, &stack)
      case UInt8(ascii: ")"):
        at += 1
        guard stack.count > 1, let group = stack.popLast() else {
          isUnreadable = true
          continue
        }
        if group.isAssertion { assertions.append((group.opening..<at, group.isNegative)) }
      case UInt8(ascii: "|"):
        at += 1
        stack[stack.count - 1].aside += at - stack[stack.count - 1].branch
        stack[stack.count - 1].branch = at
      default: at = PCRE2Opaque.end(bytes, at: at, isExtended: isUnreadable) ?? at + 1
      }
      for index in here + 1..<max(here + 1, min(at, bytes.count)) { aside[index] = aside[here] }
    }
    aside[bytes.count] = stack[0].aside
    if stack.count > 1 { isUnreadable = true }
  }

  private mutating func open(_ at: Int, _ stack: inout [Group]) -> Int {
    var group = Group(opening: at, branch: at + 1, aside: stack[stack.count - 1].aside)
    guard at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "?") else {
      if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "*") { return closing(at) }
      stack.append(group)
      return at + 1
    }
    var end = at + 3
    switch bytes[at + 2] {
    case UInt8(ascii: "="): group.isAssertion = true
    case UInt8(ascii: "!"): (group.isAssertion, group.isNegative) = (true, true)
    case UInt8(ascii: "<")
    where end < bytes.count && (bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: "!")):
      (group.isAssertion, group.isNegative) = (true, bytes[end] == UInt8(ascii: "!"))
      end += 1
    case UInt8(ascii: "<"), UInt8(ascii: "'"), UInt8(ascii: "P"):
      if end < bytes.count, bytes[at + 2] == UInt8(ascii: "P"), bytes[end] != UInt8(ascii: "<") { return closing(at) }
      end = (bytes[end...].dropFirst().firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "'") } ?? end) + 1
    case UInt8(ascii: "("):
      end = (bytes[end...].firstIndex(of: UInt8(ascii: ")")) ?? end) + 1
    case UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "|"): break
    case UInt8(ascii: "#"), UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "C"), 0x30...0x39, UInt8(ascii: "+"):
      return closing(at)
    default:
      // Settings: `(?i)` ends here, `(?i:` opens a group.
      end = bytes[(at + 2)...].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ")") } ?? bytes.count - 1
      if bytes[(at + 2)..<end].contains(UInt8(ascii: "x")) { isUnreadable = true }
      end += 1
      if bytes[end - 1] == UInt8(ascii: ")") { return end }
    }
    group.branch = min(end, bytes.count)
    stack.append(group)
    return min(end, bytes.count)
  }

  private func closing(_ at: Int) -> Int { (bytes[at...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count - 1) + 1 }

  private mutating func settingEnd(_ at: Int) -> Int? {
    guard at + 2 < bytes.count, bytes[at] == UInt8(ascii: "("), "?*".utf8.contains(bytes[at + 1]),
      let close = bytes[(at + 2)...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    if bytes[at + 1] == UInt8(ascii: "*") { return close + 1 }
    let inner = bytes[at + 2..<close]
    guard bytes[at + 1] == UInt8(ascii: "?"), inner.allSatisfy(ASCII.isLower) else { return nil }
    if inner.contains(UInt8(ascii: "x")) { isUnreadable = true }
    return close + 1
  }
}
