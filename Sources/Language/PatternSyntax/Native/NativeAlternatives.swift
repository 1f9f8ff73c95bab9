import Bytes

/// Alternatives inside groups, which the native dialect does not have, written out around the groups: `^(a|b)$` is
/// `^a$|^b$`.
enum NativeAlternatives {
  /// Longer results and more alternatives help nobody.
  private static let mostBytes = 120
  private static let mostAlternatives = 6

  /// The pattern with its groups written out; nil where that is not what was meant, or becomes too long.
  ///
  /// Parentheses stay only where no alternative was in them: what they captured would be captured by another group.
  static func written(out bytes: [UInt8]) -> ByteString? {
    guard bytes.count <= mostBytes, let pieces = pieces(of: bytes) else { return nil }
    var texts: [[UInt8]] = [[]]
    for choices in pieces {
      guard texts.count * choices.count <= mostAlternatives else { return nil }
      texts = texts.flatMap { text in choices.map { text + $0 } }
    }
    let written = ByteString(Array(texts.joined(separator: [UInt8(ascii: "|")])))
    guard written.count <= mostBytes, (try? NativeExpression.check(written)) != nil else { return nil }
    return written
  }

  /// The pattern's parts with their choices; nil for nested groups, bars outside of groups and repeated groups.
  private static func pieces(of bytes: [UInt8]) -> [[[UInt8]]]? {
    var pieces: [[[UInt8]]] = []
    var plain: [UInt8] = []
    var choices: [[UInt8]]?
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\\"):
        plain += bytes[at..<min(at + 2, bytes.count)]
        at += 2
        continue
      case UInt8(ascii: "("):
        guard choices == nil else { return nil }
        pieces.append([plain])
        plain = []
        choices = []
      case UInt8(ascii: ")"):
        guard let earlier = choices else { return nil }
        if at + 1 < bytes.count, "+*?{".utf8.contains(bytes[at + 1]) { return nil }
        pieces.append(earlier.isEmpty ? [[UInt8(ascii: "(")] + plain + [byte]] : earlier + [plain])
        plain = []
        choices = nil
      case UInt8(ascii: "|"):
        guard choices != nil else { return nil }
        choices?.append(plain)
        plain = []
      default: plain.append(byte)
      }
      at += 1
    }
    guard choices == nil else { return nil }
    return pieces + [[plain]]
  }
}
