import Bytes

/// The part of PCRE2's language that can be put in terms of the native dialects, read into a tree.
///
/// Literals, sets, `.`, anchors, repeats, groups and alternatives; `(?i)` at the beginning. Everything else (look-around,
/// references, properties, verbs, options inside) is refused with its place.
package struct PCRE2Expression {
  /// A part of a sequence.
  package indirect enum Node: Equatable {
    case literal(UInt8)
    /// A set of bytes as 256 flags, and how it was written.
    case set([Bool], written: ByteString)
    case group(capturing: Bool, [[Node]])
    case repeated(Node, atLeast: Int, atMost: Int?, isLazy: Bool)
    /// `^` or `\A`
    case start
    /// `$`, which also matches before a last line end, `\Z` likewise, or `\z`
    case end(beforeLineEnd: Bool)
  }

  /// Something that is not read.
  package struct Refusal: Error, Equatable {
    package var position: Int
    package var message: String
  }

  package private(set) var ignoresCase = false
  package private(set) var alternatives: [[Node]] = []

  package init(_ text: ByteString) throws(Refusal) {
    var parser = PCRE2Parser(text.bytes)
    ignoresCase = parser.takeOptions()
    alternatives = try parser.alternatives(depth: 0)
    try parser.expectEnd()
  }
}

private struct PCRE2Parser {
  typealias Node = PCRE2Expression.Node
  typealias Refusal = PCRE2Expression.Refusal

  private let bytes: [UInt8]
  private var at = 0
  private var matchesLineEnds = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }
  private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

  /// `(?i)`, `(?s)`, `(?is)` at the beginning.
  mutating func takeOptions() -> Bool {
    var ignoresCase = false
    while starts("(?"), let close = bytes[at...].firstIndex(of: UInt8(ascii: ")")),
      bytes[(at + 2)..<close].allSatisfy({ $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "s") }), close > at + 2
    {
      if bytes[at..<close].contains(UInt8(ascii: "i")) { ignoresCase = true }
      if bytes[at..<close].contains(UInt8(ascii: "s")) { matchesLineEnds = true }
      at = close + 1
    }
    return ignoresCase
  }

  func expectEnd() throws(Refusal) {
    if at < bytes.count { throw Refusal(position: at, message: "an unmatched )") }
  }

  mutating func alternatives(depth: Int) throws(Refusal) -> [[Node]] {
    guard depth <= 20 else { throw Refusal(position: at, message: "groups nested too deeply") }
    var found: [[Node]] = [[]]
    while let byte = next, byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "|") {
        at += 1
        found.append([])
        continue
      }
      let node = try atom(depth: depth)
      found[found.count - 1].append(try quantified(node))
    }
    return found
  }

  private mutating func atom(depth: Int) throws(Refusal) -> Node {
    let start = at
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "^"): return .start
    case UInt8(ascii: "$"): return .end(beforeLineEnd: true)
    case UInt8(ascii: "."):
      return .set((0...255).map { matchesLineEnds || $0 != 10 }, written: ".")
    case UInt8(ascii: "["): return try set(start)
    case UInt8(ascii: "\\"): return try escape(start)
    case UInt8(ascii: "("): return try group(start, depth: depth)
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw Refusal(position: start, message: "a quantifier with nothing before it")
    default: return .literal(byte)
    }
  }

  private mutating func group(_ start: Int, depth: Int) throws(Refusal) -> Node {
    var capturing = true
    let savedLineEnds = matchesLineEnds
    if next == UInt8(ascii: "?") {
      guard starts("?:") || starts("?s:") || starts("?|") else {
        throw Refusal(position: start, message: "a special group")
      }
      if starts("?|"), depth > 0 { throw Refusal(position: start, message: "a special group") }
      if starts("?s:") { matchesLineEnds = true }
      at += starts("?s:") ? 3 : 2
      capturing = false
    } else if next == UInt8(ascii: "*") {
      throw Refusal(position: start, message: "a verb")
    }
    let inner = try alternatives(depth: depth + 1)
    guard next == UInt8(ascii: ")") else { throw Refusal(position: start, message: "an unclosed group") }
    at += 1
    matchesLineEnds = savedLineEnds
    return .group(capturing: capturing, inner)
  }

  private mutating func quantified(_ node: Node) throws(Refusal) -> Node {
    let start = at
    var bounds: (Int, Int?)
    switch next {
    case UInt8(ascii: "*"): bounds = (0, nil)
    case UInt8(ascii: "+"): bounds = (1, nil)
    case UInt8(ascii: "?"): bounds = (0, 1)
    case UInt8(ascii: "{"):
      guard let counted = counts() else { return node }
      bounds = counted
      at -= 1
    default: return node
    }
    at += 1
    if node == .start || node == .end(beforeLineEnd: true) || node == .end(beforeLineEnd: false) {
      throw Refusal(position: start, message: "a repeated anchor")
    }
    var isLazy = false
    if next == UInt8(ascii: "?") {
      isLazy = true
      at += 1
    } else if next == UInt8(ascii: "+") {
      throw Refusal(position: at, message: "a possessive repeat")
    }
    return .repeated(node, atLeast: bounds.0, atMost: bounds.1, isLazy: isLazy)
  }

  /// `{n}`, `{n,}`, `{n,m}`; everything else is literal text.
  private mutating func counts() -> (Int, Int?)? {
    guard let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let parts = bytes[(at + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, let low = Int(String(decoding: parts[0], as: UTF8.self)), 0...1000 ~= low else {
      return nil
    }
    var high: Int? = low
    if parts.count == 2 {
      high = Int(String(decoding: parts[1], as: UTF8.self))
      if high == nil, !parts[1].isEmpty { return nil }
      if let high, high < low || high > 1000 { return nil }
    }
    at = close + 1
    return (low, high)
  }

  // MARK: Escapes and sets

  private static let word = (0...255).map { $0 < 128 && (ASCII.isAlphanumeric(UInt8($0)) || $0 == 0x5F) }
  private static let digit = (0...255).map { 0x30...0x39 ~= $0 }
  private static let space = (0...255).map { 9...13 ~= $0 || $0 == 32 }

  private static func shorthand(_ letter: UInt8) -> [Bool]? {
    switch letter {
    case UInt8(ascii: "w"): word
    case UInt8(ascii: "W"): word.map { !$0 }
    case UInt8(ascii: "d"): digit
    case UInt8(ascii: "D"): digit.map { !$0 }
    case UInt8(ascii: "s"): space
    case UInt8(ascii: "S"): space.map { !$0 }
    default: nil
    }
  }

  private mutating func escape(_ start: Int) throws(Refusal) -> Node {
    guard let letter = next else { throw Refusal(position: start, message: "a backslash at the end") }
    if let flags = Self.shorthand(letter) {
      at += 1
      return .set(flags, written: ByteString([UInt8(ascii: "\\"), letter]))
    }
    switch letter {
    case UInt8(ascii: "A"):
      at += 1
      return .start
    case UInt8(ascii: "z"), UInt8(ascii: "Z"):
      at += 1
      return .end(beforeLineEnd: letter == UInt8(ascii: "Z"))
    default: return .literal(try escapedByte(start))
    }
  }

  private mutating func escapedByte(_ start: Int) throws(Refusal) -> UInt8 {
    guard let letter = next else { throw Refusal(position: start, message: "a backslash at the end") }
    at += 1
    switch letter {
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "e"): return 27
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "x"):
      var value: UInt8 = 0
      var digits = 0
      while digits < 2, let digit = next.flatMap(ASCII.hexValue) {
        value = value << 4 | digit
        digits += 1
        at += 1
      }
      if digits == 0, next == UInt8(ascii: "{") { throw Refusal(position: start, message: "a byte in braces") }
      return value
    case let other where !ASCII.isAlphanumeric(other): return other
    default:
      throw Refusal(position: start, message: "\\\(UnicodeScalar(letter))")
    }
  }

  private mutating func set(_ start: Int) throws(Refusal) -> Node {
    var flags = [Bool](repeating: false, count: 256)
    var isNegated = false
    if next == UInt8(ascii: "^") {
      isNegated = true
      at += 1
    }
    var isFirst = true
    while let byte = next, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      if starts("[:") || starts("[.") || starts("[=") {
        throw Refusal(position: at, message: "a named class")
      }
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, let shorthand = Self.shorthand(bytes[at + 1]) {
        for index in 0...255 where shorthand[index] { flags[index] = true }
        at += 2
        continue
      }
      let low = try member()
      var high = low
      if next == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "]") {
        let dash = at
        at += 1
        if next == UInt8(ascii: "\\"), at + 1 < bytes.count, Self.shorthand(bytes[at + 1]) != nil {
          at = dash
        } else {
          high = try member()
          guard low <= high else { throw Refusal(position: dash, message: "a range out of order") }
        }
      }
      for index in low...high { flags[Int(index)] = true }
      if next == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\") {
        flags[Int(UInt8(ascii: "-"))] = true
        at += 1
      }
    }
    guard next == UInt8(ascii: "]") else { throw Refusal(position: start, message: "an unclosed set") }
    at += 1
    return .set(isNegated ? flags.map { !$0 } : flags, written: ByteString(bytes[start..<at]))
  }

  private mutating func member() throws(Refusal) -> UInt8 {
    let start = at
    let byte = bytes[at]
    at += 1
    guard byte == UInt8(ascii: "\\") else { return byte }
    if next == UInt8(ascii: "b") {
      at += 1
      return 8
    }
    return try escapedByte(start)
  }
}
