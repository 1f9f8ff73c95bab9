/// A piece of a PCRE2 pattern.
package typealias PCRE2Token = PatternPiece<PCRE2TokenKind>

/// What a piece of a PCRE2 pattern is.
package enum PCRE2TokenKind: Sendable, Equatable {
  /// `(*UTF)`, `(*LIMIT_MATCH=9)` … at the very beginning: how the library is to read and run the pattern.
  case setting
  /// A byte that stands for itself.
  case literal(UInt8)
  /// A byte that stands for itself behind a backslash.
  case escapedLiteral(UInt8)
  /// A byte by a letter or number: `\t`, `\x41`, `\cA`, `\012`.
  case character(UInt8)
  /// `\d`, `\w`, `\h` …: a set of bytes, by its letter.
  case shorthand(UInt8)
  /// Any other escape, by its letter: `\b`, `\K`, `\R`, `\p{L}`; a backslash where nothing is escaped.
  case escape(UInt8)
  /// `.`
  case any
  /// `[…]`; without the last bracket the library refuses it.
  case set(isClosed: Bool)
  /// `\Q…\E`
  case quotation
  /// `^`, `$`; `A`, `z`, `Z`, `G` behind a backslash.
  case anchor(UInt8)
  /// `+`, `*`, `?`, `{2,3}`, with what makes it lazy or possessive.
  case quantifier(PCRE2Repeat)
  /// `|`
  case bar
  /// A group's parenthesis, with what says of which kind it is.
  case open(PCRE2Group)
  /// `)`
  case close
  /// `(?i)`
  case options(PCRE2Options)
  /// What a group captured: `\1`, `\g{name}`, `\k<name>`, `(?P=name)`.
  case reference
  /// A group once more: `(?R)`, `(?1)`, `(?&name)`, `(?P>name)`, `\g<name>`.
  case call
  /// `(*SKIP)` …
  case verb
  /// `(?C1)`
  case callout
  /// What is passed over: `(?#…)`, a lone `\E`, with `(?x)` blanks and `#…`.
  case ignored
}

/// How often something may come.
package struct PCRE2Repeat: Sendable, Equatable {
  /// Which of the possible numbers is tried first.
  package enum Greed: Sendable, Equatable {
    /// The highest.
    case greedy
    /// The lowest: `?` behind it.
    case lazy
    /// The highest, and no other: `+` behind it.
    case possessive
  }

  /// The lowest number.
  package var least: Int
  /// The highest number; nil where there is none.
  package var most: Int?
  /// Which number is tried first.
  package var greed = Greed.greedy
}

/// The kinds of groups.
package enum PCRE2Group: Sendable, Equatable {
  /// `(`, or with `(?n)` one that does not capture.
  case plain(isCapturing: Bool)
  /// `(?<name>`, `(?'name'`, `(?P<name>`
  case named
  /// `(?:`
  case nonCapturing
  /// `(?i:`
  case withOptions(PCRE2Options)
  /// `(?|`
  case branchReset
  /// `(?>`, `(*atomic:`
  case atomic
  /// `(?=`, `(?!`, `(?<=`, `(?<!` and their long names.
  case look(isNegative: Bool, isBehind: Bool)
  /// `(?*`, `(?<*`: a look-around that may be entered again.
  case openLook
  /// `(?(…)`
  case conditional
  /// `(*sr:`, and what is not known.
  case other

  /// Whether what it matches is kept.
  package var isCapturing: Bool { self == .named || self == .plain(isCapturing: true) }
}

/// Option letters, set and taken back.
package struct PCRE2Options: Sendable, Equatable {
  /// Those set.
  package var set: [UInt8] = []
  /// Those behind the `-`.
  package var unset: [UInt8] = []
  /// `(?^…)`: all others are taken back first.
  package var resets = false

  /// Options that are set, and none taken back.
  package init(set: [UInt8] = []) { self.set = set }

  /// Whether an option is set.
  package func sets(_ letter: Unicode.Scalar) -> Bool { set.contains(UInt8(ascii: letter)) }
}
