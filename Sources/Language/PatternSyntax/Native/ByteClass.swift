import Bytes

/// The sets of bytes that an escape of the native dialect stands for: the complete list of docs/reference/regex.md
/// §2.2.
///
/// A class looks at the byte as it is; only literals are compared without case.
public enum ByteClass: UInt8, Sendable, CaseIterable {
  /// `\w`: letters, digits, `-`, `@`, `_`.
  case word
  /// `\W`: everything else.
  case notWord
  /// `\d`: 0–9.
  case digit
  /// `\D`: everything else.
  case notDigit
  /// `\s`: the blank, and nothing else.
  case blank
  /// `\S`: everything else, also TAB, LF and CR.
  case notBlank
  /// `\p`: ASCII punctuation but for `/ @ \ ^ _ `` ` `` ~`.
  case punctuation
  /// `\.`: any byte.
  case any
  /// `\t`: TAB.
  case tab
  /// `\(`
  case opening
  /// `\)`
  case closing
  /// `\\`
  case backslash
  /// `\$`
  case dollar
  /// `\<`
  case less
  /// `\|`
  case bar

  /// The class of the byte behind a backslash; nil for what is no escape.
  public init?(escape: UInt8) {
    switch escape {
    case UInt8(ascii: "w"): self = .word
    case UInt8(ascii: "W"): self = .notWord
    case UInt8(ascii: "d"): self = .digit
    case UInt8(ascii: "D"): self = .notDigit
    case UInt8(ascii: "s"): self = .blank
    case UInt8(ascii: "S"): self = .notBlank
    case UInt8(ascii: "p"): self = .punctuation
    case UInt8(ascii: "."): self = .any
    case UInt8(ascii: "t"): self = .tab
    case UInt8(ascii: "("): self = .opening
    case UInt8(ascii: ")"): self = .closing
    case UInt8(ascii: "\\"): self = .backslash
    case UInt8(ascii: "$"): self = .dollar
    case UInt8(ascii: "<"): self = .less
    case UInt8(ascii: "|"): self = .bar
    default: return nil
    }
  }

  /// The byte behind the backslash.
  public var escape: UInt8 {
    switch self {
    case .word: UInt8(ascii: "w")
    case .notWord: UInt8(ascii: "W")
    case .digit: UInt8(ascii: "d")
    case .notDigit: UInt8(ascii: "D")
    case .blank: UInt8(ascii: "s")
    case .notBlank: UInt8(ascii: "S")
    case .punctuation: UInt8(ascii: "p")
    case .any: UInt8(ascii: ".")
    case .tab: UInt8(ascii: "t")
    case .opening: UInt8(ascii: "(")
    case .closing: UInt8(ascii: ")")
    case .backslash: UInt8(ascii: "\\")
    case .dollar: UInt8(ascii: "$")
    case .less: UInt8(ascii: "<")
    case .bar: UInt8(ascii: "|")
    }
  }

  /// Whether a byte belongs to the class.
  ///
  /// NUL belongs to none.
  public func contains(_ byte: UInt8) -> Bool {
    switch self {
    case .word: byte == 0x2D || 0x30...0x39 ~= byte || 0x40...0x5A ~= byte || byte == 0x5F || 0x61...0x7A ~= byte
    case .notWord: byte != 0 && !Self.word.contains(byte)
    case .digit: 0x30...0x39 ~= byte
    case .notDigit: byte != 0 && !Self.digit.contains(byte)
    case .blank: byte == 0x20
    case .notBlank: byte != 0 && byte != 0x20
    case .punctuation:
      0x21...0x2E ~= byte || 0x3A...0x3F ~= byte || byte == 0x5B || byte == 0x5D || 0x7B...0x7D ~= byte
    case .any: byte != 0
    case .tab: byte == 9
    case .opening, .closing, .backslash, .dollar, .less, .bar: byte == escape
    }
  }

  /// A bit of its own for each class: of words that hold several.
  package var bit: UInt32 { 1 << UInt32(rawValue) }
}

extension ByteClass {
  /// For each class the bits of those that it shares a byte with.
  private static let overlaps: [UInt32] = {
    var overlaps = [UInt32](repeating: 0, count: allCases.count)
    for byte in UInt8.min...UInt8.max {
      let members = allCases.filter { $0.contains(byte) }
      let bits = members.reduce(0) { $0 | $1.bit }
      for byteClass in members { overlaps[Int(byteClass.rawValue)] |= bits }
    }
    return overlaps
  }()

  /// Whether no byte belongs to both classes.
  public func isDisjoint(with other: ByteClass) -> Bool {
    Self.overlaps[Int(rawValue)] & other.bit == 0
  }

  /// Whether a byte that a folded literal matches belongs to the class.
  public func containsAnyCase(of literal: UInt8) -> Bool {
    contains(literal) || ASCII.isLower(literal) && contains(literal - 32)
  }
}
