import Bytes

/// A PCRE2 pattern as the pieces that the library reads it in: the one place where groups, sets, escapes, comments and
/// quantifiers are told apart.
///
/// Reading never fails. A text that the library refuses still has pieces; what they are is then a guess. The pieces stand
/// one behind the other and cover the whole text. Follows PCRE2 10.42 without options, which is how the engine compiles
/// (docs/reference/regex.md §8).
package struct PCRE2Tokens: Sendable {
  /// The text.
  package let bytes: [UInt8]
  /// Its pieces, from the left.
  package let all: [PCRE2Token]

  /// Reads a text.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var reader = PCRE2Reader(bytes)
    reader.read()
    all = reader.tokens
  }

  /// The pieces without those that are passed over.
  package var meaningful: [PCRE2Token] { all.filter { $0.kind != .ignored } }

  /// Whether `(?x)` is in force anywhere: blanks and comments are passed over.
  package var isExtended: Bool { options.contains { $0.sets("x") } }

  /// All options set within the pattern, in `(?i)` and in `(?i:`.
  package var options: [PCRE2Options] {
    all.compactMap {
      switch $0.kind {
      case .options(let options), .open(.withOptions(let options)): options
      default: nil
      }
    }
  }

  /// The piece that begins at a place; nil inside of one.
  package func token(at place: Int) -> PCRE2Token? {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].range.lowerBound == place ? all[low] : nil
  }

  /// Behind the escape, set, quotation or comment that begins at a place; nil where none does. Inside of it no byte means
  /// what it means elsewhere.
  package func endOfOpaque(at place: Int) -> Int? {
    guard let token = token(at: place) else { return nil }
    switch token.kind {
    case .set, .ignored: return token.range.upperBound
    default: return bytes[place] == UInt8(ascii: "\\") ? token.range.upperBound : nil
    }
  }

  /// Whether a brace that stands for itself is a quantifier to libraries that came later: `{,3}`, `{ 2, }`.
  package func isLaterQuantifier(_ token: PCRE2Token) -> Bool {
    guard token.kind == .literal(UInt8(ascii: "{")) else { return false }
    let rest = bytes[token.range.upperBound...]
    let inside = rest.prefix { ASCII.isDigit($0) || ", \t".utf8.contains($0) }
    return !inside.isEmpty && rest.dropFirst(inside.count).first == UInt8(ascii: "}")
  }

  /// The text of a piece.
  package func text(of token: PCRE2Token) -> ArraySlice<UInt8> { bytes[token.range] }
}

/// Reads piece after piece.
private struct PCRE2Reader {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var tokens: [PCRE2Token] = []
  /// Capturing groups begun so far: `\12` is a reference if there are so many.
  private var groups = 0
  /// What is in force, for the whole pattern and each open group.
  private var modes = [Mode()]

  private struct Mode {
    /// `(?x)`: blanks and comments are passed over.
    var isExtended = false
    /// `(?xx)`: in sets too.
    var isExtendedInSets = false
    /// `(?n)`: plain groups do not capture.
    var capturesNamesOnly = false

    mutating func apply(_ options: PCRE2Options) {
      if options.resets { self = Mode() }
      if options.sets("x") {
        isExtended = true
        isExtendedInSets = options.set.count { $0 == UInt8(ascii: "x") } > 1
      }
      if options.sets("n") { capturesNamesOnly = true }
      if options.unset.contains(UInt8(ascii: "x")) { (isExtended, isExtendedInSets) = (false, false) }
      if options.unset.contains(UInt8(ascii: "n")) { capturesNamesOnly = false }
    }
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() {
    tokens.reserveCapacity(bytes.count)
    while let end = endOfSetting() { finish(.setting, end) }
    while at < bytes.count {
      let start = at
      let kind = next()
      at = min(at, bytes.count)
      tokens.append(PCRE2Token(kind, start..<at))
    }
  }

  private mutating func finish(_ kind: PCRE2TokenKind, _ end: Int) {
    tokens.append(PCRE2Token(kind, at..<end))
    at = end
  }

  /// A byte from the present place on; 0 behind the end.
  private func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }
  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return at + count <= bytes.count && (0..<count).allSatisfy { bytes[at + $0] == text.utf8Start[$0] }
  }
  /// Behind the next byte of this kind; behind the text where there is none.
  private func behind(_ sign: UInt8, from start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    return bytes[start...].firstIndex(of: sign).map { $0 + 1 } ?? bytes.count
  }

  private func endOfSetting() -> Int? {
    guard starts("(*"), ASCII.isUpper(byte(2)) else { return nil }
    let end = behind(UInt8(ascii: ")"), from: at)
    let name = bytes[(at + 2)..<end].prefix { ASCII.isUpper($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "_") }
    return Self.settings.contains(String(decoding: name, as: UTF8.self)) ? end : nil
  }

  private static let settings: Set<String> = [
    "UTF", "UCP", "NOTEMPTY", "NOTEMPTY_ATSTART", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NO_JIT", "NO_START_OPT",
    "LIMIT_HEAP", "LIMIT_MATCH", "LIMIT_DEPTH", "LIMIT_RECURSION", "CR", "LF", "CRLF", "ANY", "NUL", "ANYCRLF",
    "BSR_ANYCRLF", "BSR_UNICODE",
  ]

  private mutating func next() -> PCRE2TokenKind {
    if modes[modes.count - 1].isExtended, takeBlanks() { return .ignored }
    let sign = bytes[at]
    at += 1
    switch sign {
    case UInt8(ascii: "\\"): return escape()
    case UInt8(ascii: "["):
      return .set(isClosed: readSet())
    case UInt8(ascii: "("): return parenthesis()
    case UInt8(ascii: ")"):
      if modes.count > 1 { modes.removeLast() }
      return .close
    case UInt8(ascii: "|"): return .bar
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .anchor(sign)
    case UInt8(ascii: "."): return .any
    case UInt8(ascii: "*"): return quantifier(0, nil)
    case UInt8(ascii: "+"): return quantifier(1, nil)
    case UInt8(ascii: "?"): return quantifier(0, 1)
    case UInt8(ascii: "{"):
      guard let counts = counts() else { return .literal(sign) }
      at = counts.end
      return quantifier(counts.least, counts.most)
    default: return .literal(sign)
    }
  }

  /// What `(?x)` passes over.
  private mutating func takeBlanks() -> Bool {
    if byte() == UInt8(ascii: "#") {
      at = behind(0x0A, from: at)
      return true
    }
    let start = at
    while 0x09...0x0D ~= byte() || byte() == 0x20 { at += 1 }
    return at > start
  }

  // MARK: Quantifiers

  private mutating func quantifier(_ least: Int, _ most: Int?) -> PCRE2TokenKind {
    var repeats = PCRE2Repeat(least: least, most: most)
    if byte() == UInt8(ascii: "?") { repeats.greed = .lazy }
    if byte() == UInt8(ascii: "+") { repeats.greed = .possessive }
    if repeats.greed != .greedy { at += 1 }
    return .quantifier(repeats)
  }

  /// The counts of `{n}`, `{n,}`, `{n,m}`, behind the brace; everything else is literal text.
  private func counts() -> (least: Int, most: Int?, end: Int)? {
    var end = at
    guard let least = number(&end) else { return nil }
    var most: Int? = least
    if end < bytes.count, bytes[end] == UInt8(ascii: ",") {
      end += 1
      most = number(&end)
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
    return (least, most, end + 1)
  }

  /// A decimal number, as far as it matters: the library refuses what is above 65535.
  private func number(_ end: inout Int) -> Int? {
    let start = end
    var value = 0
    while end < bytes.count, ASCII.isDigit(bytes[end]) {
      value = min(value * 10 + Int(bytes[end] - 0x30), 1 << 20)
      end += 1
    }
    return end > start ? value : nil
  }

  // MARK: Sets

  /// Reads up to the bracket that closes a set; false where there is none.
  private mutating func readSet() -> Bool {
    // A first ] belongs to the set; what is passed over does not count.
    var isNegated = false
    while at < bytes.count {
      if starts("\\E") {
        at += 2
      } else if starts("\\Q\\E") {
        at += 4
      } else if modes[modes.count - 1].isExtendedInSets, byte() == 0x20 || byte() == 0x09 {
        at += 1
      } else if byte() == UInt8(ascii: "^"), !isNegated {
        isNegated = true
        at += 1
      } else {
        break
      }
    }
    if byte() == UInt8(ascii: "]") { at += 1 }
    while at < bytes.count {
      switch byte() {
      case UInt8(ascii: "]"):
        at += 1
        return true
      case UInt8(ascii: "\\"):
        at += 1
        _ = escape(inSet: true)
      case UInt8(ascii: "[") where ":.=".utf8.contains(byte(1)): at = endOfNamedSet() ?? at + 1
      default: at += 1
      }
    }
    return false
  }

  /// Behind `[:alpha:]`; nil where it is none.
  private func endOfNamedSet() -> Int? {
    let sign = byte(1)
    var end = at + 2
    while end + 1 < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\\") where bytes[end + 1] == UInt8(ascii: "]") || bytes[end + 1] == UInt8(ascii: "\\"):
        end += 2
      case sign where bytes[end + 1] == UInt8(ascii: "]"): return end + 2
      case UInt8(ascii: "]"): return nil
      case UInt8(ascii: "[") where bytes[end + 1] == sign: return nil
      default: end += 1
      }
    }
    return nil
  }

  // MARK: Escapes

  /// Reads what stands behind a backslash.
  private mutating func escape(inSet: Bool = false) -> PCRE2TokenKind {
    guard at < bytes.count else { return .escape(UInt8(ascii: "\\")) }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "Q"):
      while at < bytes.count, !starts("\\E") { at += 1 }
      at = min(at + 2, bytes.count)
      return .quotation
    case UInt8(ascii: "E"): return .ignored
    case _ where "dDwWsShHvV".utf8.contains(letter): return .shorthand(letter)
    case _ where "AzZG".utf8.contains(letter): return .anchor(letter)
    case UInt8(ascii: "t"): return .character(0x09)
    case UInt8(ascii: "n"): return .character(0x0A)
    case UInt8(ascii: "r"): return .character(0x0D)
    case UInt8(ascii: "f"): return .character(0x0C)
    case UInt8(ascii: "e"): return .character(0x1B)
    case UInt8(ascii: "a"): return .character(0x07)
    case UInt8(ascii: "x"): return hexadecimal()
    case UInt8(ascii: "o") where byte() == UInt8(ascii: "{"):
      at = behind(UInt8(ascii: "}"), from: at)
      return .escape(letter)
    case UInt8(ascii: "c") where at < bytes.count:
      let sign = ASCII.fold(byte())
      at += 1
      return .character((ASCII.isLower(sign) ? sign - 32 : sign) ^ 0x40)
    case 0x30...0x39: return digits(letter, inSet: inSet)
    case UInt8(ascii: "g") where !inSet: return groupEscape()
    case UInt8(ascii: "k") where !inSet:
      takeDelimited()
      return .reference
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      if !takeDelimited() { at += 1 }
      return .escape(letter)
    case UInt8(ascii: "N"):
      if starts("{U+") { takeDelimited() }
      return .escape(letter)
    default: return ASCII.isAlphanumeric(letter) ? .escape(letter) : .escapedLiteral(letter)
    }
  }

  private mutating func hexadecimal() -> PCRE2TokenKind {
    var value = 0
    if byte() == UInt8(ascii: "{") {
      let end = behind(UInt8(ascii: "}"), from: at)
      for digit in bytes[(at + 1)..<end].compactMap(ASCII.hexValue) { value = min(value << 4 | Int(digit), 1 << 24) }
      at = end
      return value < 0x100 ? .character(UInt8(value)) : .escape(UInt8(ascii: "x"))
    }
    for _ in 0..<2 {
      guard let digit = ASCII.hexValue(byte()) else { break }
      value = value << 4 | Int(digit)
      at += 1
    }
    return .character(UInt8(value))
  }

  /// `\1` to `\9`, and higher numbers up to that of the groups so far, are references; all others are octal.
  private mutating func digits(_ first: UInt8, inSet: Bool) -> PCRE2TokenKind {
    if first != 0x30, !inSet {
      var end = at - 1
      let group = number(&end) ?? 0
      if group < 10 || first >= 0x38 || group <= groups {
        at = end
        return .reference
      }
    }
    guard first < 0x38 else { return .escape(first) }
    var value = Int(first - 0x30)
    for _ in 0..<2 where 0x30...0x37 ~= byte() {
      value = value << 3 | Int(byte() - 0x30)
      at += 1
    }
    return value < 0x100 ? .character(UInt8(value)) : .escape(first)
  }

  /// `\g<name>` and `\g'name'` call a group; `\g{name}`, `\g1`, `\g-1` refer to what it captured.
  private mutating func groupEscape() -> PCRE2TokenKind {
    let isCall = byte() == UInt8(ascii: "<") || byte() == UInt8(ascii: "'")
    if takeDelimited() { return isCall ? .call : .reference }
    if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") { at += 1 }
    while ASCII.isDigit(byte()) { at += 1 }
    return .reference
  }

  /// `{…}`, `<…>` or `'…'`, if one begins here.
  @discardableResult
  private mutating func takeDelimited() -> Bool {
    switch byte() {
    case UInt8(ascii: "{"): at = behind(UInt8(ascii: "}"), from: at + 1)
    case UInt8(ascii: "<"): at = behind(UInt8(ascii: ">"), from: at + 1)
    case UInt8(ascii: "'"): at = behind(UInt8(ascii: "'"), from: at + 1)
    default: return false
    }
    return true
  }

  // MARK: Parentheses

  private mutating func open(_ group: PCRE2Group, behind count: Int = 0) -> PCRE2TokenKind {
    at += count
    var mode = modes[modes.count - 1]
    if case .withOptions(let options) = group { mode.apply(options) }
    modes.append(mode)
    if group.isCapturing { groups += 1 }
    return .open(group)
  }

  /// Reads an item up to its closing parenthesis.
  private mutating func closed(_ kind: PCRE2TokenKind) -> PCRE2TokenKind {
    at = behind(UInt8(ascii: ")"), from: at)
    return kind
  }

  /// Reads what stands behind an opening parenthesis.
  private mutating func parenthesis() -> PCRE2TokenKind {
    switch byte() {
    case UInt8(ascii: "*"): return verb()
    case UInt8(ascii: "?"): at += 1
    default: return open(.plain(isCapturing: !modes[modes.count - 1].capturesNamesOnly))
    }
    switch byte() {
    case UInt8(ascii: "#"): return closed(.ignored)
    case UInt8(ascii: ":"): return open(.nonCapturing, behind: 1)
    case UInt8(ascii: "|"): return open(.branchReset, behind: 1)
    case UInt8(ascii: ">"): return open(.atomic, behind: 1)
    case UInt8(ascii: "="): return open(.look(isNegative: false, isBehind: false), behind: 1)
    case UInt8(ascii: "!"): return open(.look(isNegative: true, isBehind: false), behind: 1)
    case UInt8(ascii: "*"): return open(.openLook, behind: 1)
    case UInt8(ascii: "<"): return angle()
    case UInt8(ascii: "'"):
      takeDelimited()
      return open(.named)
    case UInt8(ascii: "P"): return pythonGroup()
    case UInt8(ascii: "("): return conditional()
    case UInt8(ascii: "C"): return callout()
    case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"), 0x30...0x39: return closed(.call)
    case UInt8(ascii: "-") where ASCII.isDigit(byte(1)): return closed(.call)
    default: return optionGroup()
    }
  }

  private mutating func angle() -> PCRE2TokenKind {
    switch byte(1) {
    case UInt8(ascii: "="): return open(.look(isNegative: false, isBehind: true), behind: 2)
    case UInt8(ascii: "!"): return open(.look(isNegative: true, isBehind: true), behind: 2)
    case UInt8(ascii: "*"): return open(.openLook, behind: 2)
    default:
      takeDelimited()
      return open(.named)
    }
  }

  /// `(?P<name>` is a group, `(?P=name)` refers to one, `(?P>name)` calls one.
  private mutating func pythonGroup() -> PCRE2TokenKind {
    at += 1
    switch byte() {
    case UInt8(ascii: "="): return closed(.reference)
    case UInt8(ascii: ">"): return closed(.call)
    default:
      takeDelimited()
      return open(.named)
    }
  }

  /// `(?(1)`, `(?(<name>)`, `(?(DEFINE)`; a look-around as condition is a group of its own.
  private mutating func conditional() -> PCRE2TokenKind {
    if byte(1) != UInt8(ascii: "?"), byte(1) != UInt8(ascii: "*") { at = behind(UInt8(ascii: ")"), from: at) }
    return open(.conditional)
  }

  /// `(?C)`, `(?C1)`, `(?C"text")`: a sign in the text is written twice.
  private mutating func callout() -> PCRE2TokenKind {
    at += 1
    let sign = byte()
    guard "`'\"^%#${".utf8.contains(sign) else { return closed(.callout) }
    let last = sign == UInt8(ascii: "{") ? UInt8(ascii: "}") : sign
    at = behind(last, from: at + 1)
    while byte() == last { at = behind(last, from: at + 1) }
    return closed(.callout)
  }

  /// `(?i)` is an item and holds up to the end of the group that it stands in, `(?i:` is a group.
  private mutating func optionGroup() -> PCRE2TokenKind {
    var options = PCRE2Options()
    if byte() == UInt8(ascii: "^") {
      options.resets = true
      at += 1
    }
    var isSetting = true
    while ASCII.isAlphanumeric(byte()) || byte() == UInt8(ascii: "-") {
      if byte() == UInt8(ascii: "-") {
        isSetting = false
      } else if isSetting {
        options.set.append(byte())
      } else {
        options.unset.append(byte())
      }
      at += 1
    }
    switch byte() {
    case UInt8(ascii: ")"):
      at += 1
      modes[modes.count - 1].apply(options)
      return .options(options)
    case UInt8(ascii: ":"): return open(.withOptions(options), behind: 1)
    default: return open(.other)
    }
  }

  /// `(*SKIP)` and `(*MARK:name)`, or the long name of a group: `(*atomic:`, `(*pla:`.
  private mutating func verb() -> PCRE2TokenKind {
    let name = bytes[(at + 1)...].prefix { ASCII.isLower($0) || $0 == UInt8(ascii: "_") }
    guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ":") else {
      return closed(.verb)
    }
    at = name.endIndex + 1
    switch String(decoding: name, as: UTF8.self) {
    case "atomic": return open(.atomic)
    case "pla", "positive_lookahead": return open(.look(isNegative: false, isBehind: false))
    case "nla", "negative_lookahead": return open(.look(isNegative: true, isBehind: false))
    case "plb", "positive_lookbehind": return open(.look(isNegative: false, isBehind: true))
    case "nlb", "negative_lookbehind": return open(.look(isNegative: true, isBehind: true))
    case "napla", "non_atomic_positive_lookahead", "naplb", "non_atomic_positive_lookbehind": return open(.openLook)
    default: return open(.other)
    }
  }
}
