import Bytes
import PatternSyntax
import Patterns

/// A pattern put into another dialect (docs/reference/regex.md §10).
public struct Translation: Sendable, Equatable {
  /// Something that the translation does not carry over, or why there is none.
  public struct Remark: Sendable, Equatable {
    /// What kind of thing is lost.
    public enum Kind: String, Sendable {
      /// There is no translation.
      case impossible
      /// Some subjects match one and not the other.
      case matching
      /// Captures can differ where both match.
      case captures
      /// The place where later expressions go on (`offset`) differs.
      case end
    }

    /// What kind of thing is lost.
    public var kind: Kind
    /// Where in the source pattern, if it has a place.
    public var position: Int?
    /// One sentence.
    public var message: String

    /// A remark.
    public init(_ kind: Kind, at position: Int? = nil, _ message: String) {
      self.kind = kind
      self.position = position
      self.message = message
    }
  }

  /// The pattern that was translated.
  public var source: ByteString
  /// Its dialect.
  public var from: Dialect
  /// The dialect of the result.
  public var to: Dialect
  /// The result; nil when there is none.
  public var pattern: ByteString?
  /// The element needs `negate="yes"`: the source had a leading `!`, which the other dialects cannot write.
  public var isNegated = false
  /// What is not carried over.
  public var remarks: [Remark] = []

  /// Whether both give the same yes or no and the same captures for every subject.
  public var isExact: Bool { pattern != nil && !remarks.contains { $0.kind == .matching || $0.kind == .captures } }
  /// Whether `end` is the same, too: then what depends on an `offset` is not moved.
  public var keepsEnd: Bool { isExact && !remarks.contains { $0.kind == .end } }

  init(_ source: ByteString, from: Dialect, to: Dialect) {
    self.source = source
    self.from = from
    self.to = to
  }

  /// Translates a pattern between `osregex`, `osmatch` and `pcre2`.
  /// - Throws: `PatternError` when the text is no pattern of its own dialect.
  public static func translate(
    _ source: ByteString, from: Dialect, to: Dialect
  ) throws(PatternError) -> Translation {
    _ = try Pattern(source, dialect: from, capturing: true)
    var translation = Translation(source, from: from, to: to)
    switch (from, to) {
    case (.osregex, .pcre2): translation.fromNative(try NativeExpression(source))
    case (.osregex, .osmatch): translation.toLiterals(try NativeExpression(source))
    case (.osmatch, .pcre2): translation.fromLiterals(try LiteralList(source))
    case (.osmatch, .osregex): translation.toNative(try LiteralList(source))
    case (.pcre2, .osregex): translation.fromPCRE2(toLiterals: false)
    case (.pcre2, .osmatch): translation.fromPCRE2(toLiterals: true)
    case let (same, other) where same == other: translation.pattern = source
    default:
      translation.remarks = [Remark(.impossible, "there is no translation from \(from) to \(to)")]
    }
    return translation
  }

  // MARK: From the native dialect

  private mutating func fromNative(_ expression: NativeExpression) {
    var text: ByteString = "(?i)"
    let several = expression.alternatives.count > 1
    // Branch reset numbers the groups from 1 in each alternative, as the native dialect does.
    if several, expression.hasGroups { text.append("(?|") }
    for (index, alternative) in expression.alternatives.enumerated() {
      if index > 0 { text.append("|") }
      text.append(alternative.pcre2)
      remark(on: alternative, number: several ? index + 1 : nil)
    }
    if several, expression.hasGroups { text.append(")") }
    if several, expression.hasGroups {
      remarks.append(
        Remark(
          .captures,
          "osregex takes the first alternative that is found anywhere, pcre2 the one found leftmost: captures can come from "
            + "another alternative"))
    }
    if several { remarks.append(Remark(.end, "osregex takes the first alternative found, pcre2 the leftmost")) }
    pattern = text
  }

  private mutating func remark(on alternative: NativeExpression.Alternative, number: Int?) {
    let place = number.map { "alternative \($0): " } ?? ""
    for anomaly in alternative.anomalies where anomaly != .highByte {
      remarks.append(Remark(.matching, at: alternative.positions.first, place + anomaly.explanation))
    }
    let steps = alternative.cells.filter { if case .mark = $0 { false } else { true } }
    if let last = steps.last, last.isRun {
      remarks.append(
        Remark(
          .end, at: alternative.positions.last,
          place + "the last part is repeated: the end that `offset` goes on from is another one "
            + "(docs/reference/regex.md §4.1)"))
    }
    if steps.isEmpty {
      remarks.append(Remark(.end, place + "a match of no bytes ends at 0 in osregex, at −1 in pcre2"))
    }
  }

  private mutating func toLiterals(_ expression: NativeExpression) {
    var texts: [ByteString] = []
    for alternative in expression.alternatives where !alternative.cannotMatch {
      guard let text = literals(alternative) else { return }
      texts.append(text)
    }
    if expression.hasGroups { remarks.append(Remark(.captures, "osmatch captures nothing")) }
    remarks.append(Remark(.end, "osmatch has no end: nothing can go on behind it"))
    guard !texts.isEmpty else {
      pattern = "!"
      return
    }
    // A leading ! would negate the whole list.
    if texts[0].bytes.first == UInt8(ascii: "!") {
      guard let other = texts.firstIndex(where: { $0.bytes.first != UInt8(ascii: "!") }) else {
        return refuse(0, "a leading ! would negate the list")
      }
      texts.swapAt(0, other)
    }
    pattern = ByteString(texts.map(\.bytes).joined(separator: [UInt8(ascii: "|")]))
  }

  /// An alternative of single bytes as a literal; nil, and a remark, when it is none.
  private mutating func literals(_ alternative: NativeExpression.Alternative) -> ByteString? {
    var text: [UInt8] = []
    for (index, cell) in alternative.cells.enumerated() {
      let position = alternative.positions[index]
      switch cell {
      case .literal(let byte): text.append(byte)
      case .mark:
        if index > 0, case .mark = alternative.cells[index - 1] {
          refuse(position, "two parentheses in a row")
          return nil
        }
      case .byteClass(let byteClass, let quantifier):
        if quantifier == .one, byteClass != .bar, let byte = byteClass.literalByte {
          text.append(byte)
          continue
        }
        refuse(
          position,
          quantifier == .one && byteClass == .bar ? "osmatch cannot write a bar" : "osmatch has literal text only")
        return nil
      }
    }
    if alternative.isAnchoredAtEnd, text.isEmpty { return "^$" }
    if !alternative.isAnchoredAtEnd, text.last == UInt8(ascii: "$") {
      refuse(alternative.positions.last, "a $ at the end would be an anchor in osmatch")
      return nil
    }
    if !alternative.isAnchoredAtStart, text.first == UInt8(ascii: "^") {
      refuse(alternative.positions.first, "a ^ at the beginning would be an anchor in osmatch")
      return nil
    }
    return ByteString(
      (alternative.isAnchoredAtStart ? [UInt8(ascii: "^")] : []) + text
        + (alternative.isAnchoredAtEnd ? [UInt8(ascii: "$")] : []))
  }

  // MARK: From the literal dialect

  private mutating func fromLiterals(_ list: LiteralList) {
    isNegated = list.isNegated
    remarks.append(Remark(.end, "osmatch has no end; pcre2 ends at the match's last byte"))
    pattern = list.pcre2
  }

  private mutating func toNative(_ list: LiteralList) {
    isNegated = list.isNegated
    remarks.append(Remark(.end, "osmatch has no end"))
    var text = ByteString()
    for (index, alternative) in list.alternatives.enumerated() {
      if index > 0 { text.append("|") }
      if alternative.matchesEverything { continue }
      if !alternative.cannotMatch, alternative.text.bytes.contains(where: { $0 >= 0x80 }) {
        return refuse(nil, "osregex never matches bytes from 0x80 on")
      }
      if !alternative.isAnchoredAtStart, alternative.text.bytes.first == UInt8(ascii: "^") {
        return refuse(nil, "osregex cannot write a ^ at the beginning")
      }
      if alternative.isAnchoredAtStart { text.append("^") }
      guard let written = NativeText.literal(alternative.text) else {
        return refuse(nil, "osregex cannot write a + or * behind a parenthesis, backslash or bar")
      }
      text.append(written)
      if alternative.isAnchoredAtEnd { text.append("$") }
    }
    pattern = text
  }

  // MARK: Remarks

  mutating func refuse(_ position: Int?, _ message: String) {
    pattern = nil
    remarks.append(Remark(.impossible, at: position, message))
  }
}

/// Writing native patterns.
enum NativeText {
  /// Text that stands for itself; nil when it cannot be written.
  static func literal(_ text: ByteString) -> ByteString? {
    var written: [UInt8] = []
    for (index, byte) in text.bytes.enumerated() {
      let isSpecial =
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
        || byte == UInt8(ascii: "|")
        || byte == UInt8(ascii: "$") && index == text.count - 1
      if isSpecial {
        let follower = index + 1 < text.count ? text.bytes[index + 1] : 0
        if follower == UInt8(ascii: "+") || follower == UInt8(ascii: "*") { return nil }
        written.append(UInt8(ascii: "\\"))
      }
      written.append(byte)
    }
    return ByteString(written)
  }
}

extension ByteClass {
  /// The only byte of the class, if it has but one.
  var literalByte: UInt8? {
    switch self {
    case .tab: 9
    case .blank: 0x20
    case .opening, .closing, .backslash, .dollar, .less, .bar: escape
    default: nil
    }
  }
}
