import Bytes
import PatternSyntax

/// A piece of a pattern that means different things in different dialects: why the same text gives different answers.
public struct TokenDifference: Sendable, Equatable {
  /// Where the piece stands.
  public var range: Range<Int>
  /// The piece.
  public var token: ByteString
  /// What it means in each dialect.
  public var meanings: [Dialect: String]

  /// Whether the piece is the sign of a run.
  var isRun = false

  /// All such pieces of a text, from the left; of one kind only the first.
  public static func find(in text: ByteString) -> [TokenDifference] {
    var scanner = TokenScanner(text.bytes)
    scanner.scan()
    return scanner.found
  }
}

private struct TokenScanner {
  private let bytes: [UInt8]
  private let tokens: PCRE2Tokens
  private var at = 0
  private var depth = 0
  private var seen: Set<String> = []
  /// What stands before the present place.
  private var before = Before.nothing
  var found: [TokenDifference] = []

  private enum Before { case nothing, escape, literal, group, opening }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = PCRE2Tokens(bytes)
  }

  private func peek(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  /// Notes a difference; the kind says which ones are the same for a reader.
  private mutating func note(_ kind: String, _ count: Int, _ native: String?, _ pcre2: String?, _ literal: String?) {
    guard seen.insert(kind).inserted else { return }
    let range = at..<min(at + count, bytes.count)
    var meanings: [Dialect: String] = [:]
    meanings[.osregex] = native
    meanings[.pcre2] = pcre2
    meanings[.osmatch] = literal
    found.append(
      TokenDifference(
        range: range, token: ByteString(bytes[range]), meanings: meanings, isRun: kind == "run"))
  }

  mutating func scan() {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): escape()
      case UInt8(ascii: "["): set()
      case UInt8(ascii: "("), UInt8(ascii: ")"): parenthesis()
      case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "{"): quantifier()
      default: plain()
      }
    }
  }

  private mutating func step(_ count: Int, _ next: Before) {
    at += count
    before = next
  }

  private mutating func plain() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "."):
      note(".", 1, "a literal full stop", "any byte but a line end", "a literal full stop")
    case UInt8(ascii: "^") where at > 0 && bytes[at - 1] != UInt8(ascii: "|"):
      note("^", 1, "a literal ^", "the start of the subject", "a literal ^")
    case UInt8(ascii: "$"):
      if at + 1 == bytes.count || peek(1) == UInt8(ascii: "|") && depth == 0 {
        note(
          "$", 1, "the end of the subject", "the end of the subject, or before a line end there",
          "the end of the subject")
      } else {
        note("inner $", 1, "a literal $", "the end of the subject", "a literal $")
      }
    case UInt8(ascii: "|"):
      note(
        "|", 1,
        depth > 0 ? "error 7: no alternatives inside a group" : "alternatives: the first that is found anywhere",
        "alternatives: the one that is found leftmost", "a list: any of the texts")
    case UInt8(ascii: "!") where at == 0:
      note("!", 1, "a literal !", "a literal !", "turns the answer around")
    case let letter where ASCII.isLower(ASCII.fold(letter)):
      let hasOption = ByteString(bytes).withView { $0.starts(with: "(?i)") }
      if !hasOption {
        note("case", 1, "a letter in either case", "this letter in this case only", "a letter in either case")
      }
    case let high where high >= 0x80:
      note("high", 1, "a byte from 0x80 on: never matches", "this byte", "this byte, but only in an anchored text")
    default: break
    }
    step(1, byte == UInt8(ascii: "|") ? .nothing : .literal)
  }

  private mutating func escape() {
    guard at + 1 < bytes.count else {
      note("\\end", 1, "error 6: nothing is escaped", "an error: nothing is escaped", "a literal backslash")
      return step(1, .literal)
    }
    let letter = bytes[at + 1]
    let literal = "a literal backslash, then the letter"
    switch letter {
    case UInt8(ascii: "w"):
      note("\\w", 2, "letters, digits, - @ _", "letters, digits, _", literal)
    case UInt8(ascii: "W"): note("\\W", 2, "all but letters, digits, - @ _", "all but letters, digits, _", literal)
    case UInt8(ascii: "s"): note("\\s", 2, "the blank only", "blank, TAB, line ends, form feed", literal)
    case UInt8(ascii: "S"):
      note("\\S", 2, "all but the blank: also TAB and line ends", "all but blank, TAB, line ends", literal)
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "t"):

      let meaning = letter == UInt8(ascii: "t") ? "TAB" : letter == UInt8(ascii: "d") ? "a digit" : "no digit"
      note("\\" + String(letter), 2, meaning, meaning, literal)
    case UInt8(ascii: "p"):
      note("\\p", 2, "punctuation: ! to . : to ? [ ] { | }", "a Unicode property: needs a name, \\p{L}", literal)
    case UInt8(ascii: "."): note("\\.", 2, "any byte", "a literal full stop", "a literal backslash and full stop")
    case UInt8(ascii: "<"): note("\\<", 2, "a literal <", "a literal <", "a literal backslash and <")
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "|"):
      note(
        "\\(", 2, "this byte", "this byte",
        letter == UInt8(ascii: "|") ? "a backslash, then a new text" : "a backslash, then this byte")
    case UInt8(ascii: "b"), UInt8(ascii: "B"): note("\\b", 2, "error 6: no word boundaries", "a word boundary", literal)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      note("\\1", 2, "error 6: no references", "what a group captured", literal)
    default:
      note(
        "\\" + String(letter), 2, "error 6: no such escape",
        ASCII.isAlphanumeric(letter) ? "an escape of its own" : "this byte, taken literally",
        "a literal backslash, then this byte")
    }
    step(2, .escape)
  }

  private mutating func set() {
    if let set = tokens.token(at: at), set.kind == .set(isClosed: true) {
      note(
        "[", set.range.count, "literal brackets and what stands between them", "one byte out of a set", "literal text")
    } else {
      note("[", 1, "a literal [", "an unclosed set: an error", "a literal [")
    }
    step(1, .literal)
  }

  private mutating func parenthesis() {
    let opens = bytes[at] == UInt8(ascii: "(")
    if opens, peek(1) == UInt8(ascii: "?") || peek(1) == UInt8(ascii: "*") {
      let end = bytes[at...].firstIndex { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ":") } ?? at
      note(
        "(?", max(end + 1 - at, 2), "a group that holds the literal text", "a special group or option", "literal text")
    } else if opens, depth > 0 {
      note("((", 1, "error 7: a group inside a group", "a group inside a group", "a literal (")
    } else if opens ? before == .group : before == .opening {
      note(
        ")(", 1, "two parentheses in a row: the second one is a literal (", opens ? "the next group" : "an empty group",
        "a literal parenthesis")
    } else if opens {
      note("(", 1, "a group", "a group", "a literal (")
    }
    depth = max(0, depth + (opens ? 1 : -1))
    step(1, opens ? .opening : .group)
  }

  private mutating func quantifier() {
    let byte = bytes[at]
    let sign = String(UnicodeScalar(byte))
    if byte == UInt8(ascii: "{") {
      if let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")), close > at + 1, ASCII.isDigit(peek(1)) {
        note("{", close + 1 - at, "literal text", "a number of repeats", "literal text")
      }
      return step(1, .literal)
    }
    switch before {
    case .escape where byte != UInt8(ascii: "?"):
      if bytes[at - 1] == UInt8(ascii: ".") {
        note(
          "run", 1, "a run: left at the first chance, at most four chances are kept", "repeats the full stop",
          "a literal \(sign)")
      } else {
        note(
          "run", 1, "a run: left at the first chance, at most four chances are kept",
          "repeats, as often as possible; tries every other way", "a literal \(sign)")
      }
      return step(1, .group)
    case .nothing: note("lone" + sign, 1, "a literal \(sign)", "nothing to repeat: an error", "a literal \(sign)")
    default:
      if byte == UInt8(ascii: "?"), before == .opening { break }
      note(
        "quantified" + sign, 1, "a literal \(sign): only an escape can be repeated",
        byte == UInt8(ascii: "?")
          ? "makes what stands before it optional (or a repeat lazy)" : "repeats what stands before it",
        "a literal \(sign)")
    }
    step(1, .literal)
  }
}
