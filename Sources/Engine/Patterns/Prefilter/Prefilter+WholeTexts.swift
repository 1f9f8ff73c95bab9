import Bytes
import PatternSyntax

extension Prefilter {
  /// The texts, their case folded, of a pattern that matches a subject exactly when it is one of them, compared without
  /// case: `^literal$|^literal$`, as most conditions on fields are; nil for a pattern of another form.
  ///
  /// Here nothing is left out either way: such a pattern need not be run, nor compiled. Read off the text, in which a native
  /// pattern without escapes and groups is literal but for its anchors and bars (docs/reference/regex.md §2.3). A pattern
  /// that is written otherwise and means the same is not recognised.
  public static func wholeTexts(of pattern: Pattern) -> [ByteString]? {
    // Most patterns are no list of texts, which their first byte tells.
    guard pattern.dialect == .osregex, pattern.source.bytes.first == UInt8(ascii: "^") else { return nil }
    var texts: [ByteString] = []
    var text: [UInt8]?
    var isEnded = false
    for token in NativeTokens(pattern.source.bytes) {
      switch token.kind {
      case .startAnchor: text = []
      case .literal(let byte):
        guard text != nil, !isSpecial(byte) else { return nil }
        text?.append(ASCII.fold(byte))
      case .endAnchor:
        guard let ended = text, !ended.isEmpty else { return nil }
        texts.append(ByteString(ended))
        (text, isEnded) = (nil, true)
      case .bar:
        guard isEnded else { return nil }
        isEnded = false
      case .escape, .lastBackslash, .open, .close: return nil
      }
    }
    return isEnded ? texts : nil
  }

  /// Whether a byte stands for itself only by its place, or for nothing.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "+"), 0x80...: true
    default: false
    }
  }
}
