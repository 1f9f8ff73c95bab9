import Bytes

/// The part of PCRE2's language that can be put in terms of the native dialects, read into a tree.
///
/// Literals, sets, `.`, anchors, repeats, groups and alternatives; `(?i)` at the beginning. Everything else (look-around,
/// references, properties, verbs, options inside) is refused with its place.
package struct PCRE2Expression: Sendable {
  /// A part of a sequence.
  package indirect enum Node: Sendable, Equatable {
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
    var parser = PCRE2Parser(PCRE2Tokens(text.bytes))
    ignoresCase = parser.takeOptions()
    alternatives = try parser.alternatives(depth: 0)
    try parser.expectEnd()
  }
}

private struct PCRE2Parser {
  typealias Node = PCRE2Expression.Node
  typealias Refusal = PCRE2Expression.Refusal

  private let text: PCRE2Tokens
  private var index = 0
  private var matchesLineEnds = false

  init(_ text: PCRE2Tokens) { self.text = text }

  private var next: PCRE2Token? { index < text.all.count ? text.all[index] : nil }

  /// `(?i)`, `(?s)`, `(?is)` at the beginning.
  mutating func takeOptions() -> Bool {
    var ignoresCase = false
    while case .options(let options)? = next?.kind, !options.resets, options.unset.isEmpty, !options.set.isEmpty,
      options.set.allSatisfy({ "is".utf8.contains($0) })
    {
      if options.sets("i") { ignoresCase = true }
      if options.sets("s") { matchesLineEnds = true }
      index += 1
    }
    return ignoresCase
  }

  func expectEnd() throws(Refusal) {
    if let next { throw Refusal(position: next.range.lowerBound, message: "an unmatched )") }
  }

  mutating func alternatives(depth: Int) throws(Refusal) -> [[Node]] {
    guard depth <= 20 else {
      throw Refusal(position: next?.range.lowerBound ?? text.bytes.count, message: "groups nested too deeply")
    }
    var found: [[Node]] = [[]]
    while let token = next, token.kind != .close {
      index += 1
      if token.kind == .bar {
        found.append([])
        continue
      }
      let node = try atom(token, depth: depth)
      found[found.count - 1].append(try quantified(node))
    }
    return found
  }

  private mutating func atom(_ token: PCRE2Token, depth: Int) throws(Refusal) -> Node {
    switch token.kind {
    case .anchor(UInt8(ascii: "^")), .anchor(UInt8(ascii: "A")): return .start
    case .anchor(UInt8(ascii: "$")), .anchor(UInt8(ascii: "Z")): return .end(beforeLineEnd: true)
    case .anchor(UInt8(ascii: "z")): return .end(beforeLineEnd: false)
    case .any: return .set((0...255).map { matchesLineEnds || $0 != 10 }, written: ".")
    case .set: return try PCRE2Set(text.bytes, token.range).node
    case .shorthand(let letter):
      guard let flags = PCRE2Set.shorthand(letter) else { throw refusal(token) }
      return .set(flags, written: ByteString(text.text(of: token)))
    case .open(let group): return try self.group(group, token, depth: depth)
    case .literal where text.isLaterQuantifier(token):
      throw Refusal(position: token.range.lowerBound, message: "braces that are a quantifier to some libraries")
    case .literal(let byte), .escapedLiteral(let byte): return .literal(byte)
    case .character(let byte):
      guard PCRE2Set.isPlainEscape(text.text(of: token)) else { throw refusal(token) }
      return .literal(byte)
    default: throw refusal(token)
    }
  }

  /// Why a piece is not read.
  private func refusal(_ token: PCRE2Token) -> Refusal {
    let written = text.text(of: token)
    let letter = written.dropFirst().first
    let message =
      switch (written.first, letter) {
      case (UInt8(ascii: "("), UInt8(ascii: "*")): "a verb"
      case (UInt8(ascii: "("), _): "a special group"
      case (UInt8(ascii: "\\"), let letter?):
        written.count > 2 && letter == UInt8(ascii: "x") ? "a byte in braces" : "\\\(UnicodeScalar(letter))"
      case (UInt8(ascii: "\\"), nil): "a backslash at the end"
      default: "a quantifier with nothing before it"
      }
    return Refusal(position: token.range.lowerBound, message: message)
  }

  private mutating func group(_ group: PCRE2Group, _ token: PCRE2Token, depth: Int) throws(Refusal) -> Node {
    let savedLineEnds = matchesLineEnds
    switch group {
    case .plain, .nonCapturing: break
    case .branchReset where depth == 0: break
    case .withOptions(PCRE2Options(set: [UInt8(ascii: "s")])): matchesLineEnds = true
    default: throw refusal(token)
    }
    let inner = try alternatives(depth: depth + 1)
    guard next?.kind == .close else {
      throw Refusal(position: token.range.lowerBound, message: "an unclosed group")
    }
    index += 1
    matchesLineEnds = savedLineEnds
    return .group(capturing: group.isCapturing, inner)
  }

  private mutating func quantified(_ node: Node) throws(Refusal) -> Node {
    guard let token = next, case .quantifier(let repeats) = token.kind else { return node }
    index += 1
    let start = token.range.lowerBound
    if node == .start || node == .end(beforeLineEnd: true) || node == .end(beforeLineEnd: false) {
      throw Refusal(position: start, message: "a repeated anchor")
    }
    guard repeats.greed != .possessive else {
      throw Refusal(position: token.range.upperBound - 1, message: "a possessive repeat")
    }
    guard max(repeats.least, repeats.most ?? 0) <= 1000 else {
      throw Refusal(position: start, message: "a count above 1000")
    }
    return .repeated(node, atLeast: repeats.least, atMost: repeats.most, isLazy: repeats.greed == .lazy)
  }
}
