import Bytes

/// Texts of which at least one stands in every subject that a pattern matches: what a prefilter asks for.
public struct RequiredLiterals: Sendable, Equatable {
  /// The texts, their case folded; none at all for a pattern that never matches.
  public var texts: [ByteString]
  /// Whether a subject that holds any of the texts matches for certain.
  public var decide: Bool

  /// Required literals of at least so many bytes; nil when the pattern does not have them.
  ///
  /// What a compiled pattern looks for first is asked, nothing is parsed again.
  public init?(_ pattern: Pattern, atLeast length: Int) {
    guard let literals = pattern.matcher.requiredLiterals(atLeast: length),
      literals.texts.allSatisfy({ $0.count <= Needle.longest })
    else { return nil }
    self = literals
  }

  init(texts: [ByteString], decide: Bool) {
    self.texts = texts
    self.decide = decide
  }
}

/// The texts of a pattern that matches a subject exactly when it is one of them, compared without case:
/// `^literal$|^literal$`, as most conditions on fields are.
public struct WholeLiterals: Sendable, Equatable {
  /// The texts, their case folded.
  public var texts: [ByteString]

  /// The texts of a pattern; nil when it is of another form.
  ///
  /// Read off the pattern's text, so that it need not be compiled: a native pattern without escapes, groups and
  /// quantifiers is literal but for its anchors and bars (docs/reference/regex.md §2.3). A pattern that is written
  /// otherwise and means the same is not recognised.
  public init?(_ pattern: Pattern) {
    guard pattern.dialect == .osregex else { return nil }
    texts = []
    let bytes = pattern.source.bytes
    var start = 0
    // Most patterns are no list of texts, which their first bytes tell.
    while true {
      guard start < bytes.count, bytes[start] == UInt8(ascii: "^") else { return nil }
      var text: [UInt8] = []
      var at = start + 1
      while at < bytes.count, !Self.isSpecial(bytes[at]) {
        text.append(ASCII.fold(bytes[at]))
        at += 1
      }
      guard !text.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "$") else { return nil }
      texts.append(ByteString(text))
      if at + 1 == bytes.count { return }
      guard bytes[at + 1] == UInt8(ascii: "|") else { return nil }
      start = at + 2
    }
  }

  /// Whether a byte may mean something else than itself.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "^"), UInt8(ascii: "$"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "|"), 0x80...:
      true
    default: false
    }
  }
}

extension Needle {
  /// The folded text.
  var text: ByteString { ByteString(ByteView(base: bytes, count: count)) }
}

extension NativeProgram {
  /// See ``RequiredLiterals``.
  func requiredLiterals(atLeast length: Int) -> RequiredLiterals? {
    if common.count >= length { return RequiredLiterals(texts: [common.text], decide: false) }
    var texts: [ByteString] = []
    var decide = true
    for index in 0..<count {
      let alternative = alternatives[index]
      if alternative.cannotMatch { continue }
      let (prefix, required) = (alternative.prefix, alternative.required)
      let best = required.count >= length && required.selectivity > prefix.selectivity ? required : prefix
      guard best.count >= length else { return nil }
      texts.append(best.text)
      if !alternative.isLiteral || alternative.isAnchoredAtStart || alternative.isAnchoredAtEnd { decide = false }
    }
    return RequiredLiterals(texts: texts, decide: decide)
  }
}
