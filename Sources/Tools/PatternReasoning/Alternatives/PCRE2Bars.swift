import Bytes
import PatternSyntax

/// The bars of a PCRE2 pattern that stand in no group.
enum PCRE2Bars {
  /// `(?i)`, `(?s)`, `(?im)` … at the beginning: they hold for all alternatives.
  static func options(of bytes: [UInt8]) -> [UInt8] {
    var at = 0
    while at + 2 < bytes.count, bytes[at] == UInt8(ascii: "("), bytes[at + 1] == UInt8(ascii: "?") {
      guard let close = bytes[at...].firstIndex(of: UInt8(ascii: ")")), close > at + 2,
        bytes[(at + 2)..<close].allSatisfy({ "imsJU-".utf8.contains($0) })
      else { break }
      at = close + 1
    }
    return Array(bytes[..<at])
  }

  /// The texts between the bars; nil where one of them alone could mean something else than among the others.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var begin = 0
    var depth = 0
    var at = options(of: bytes).count
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"):
        guard at + 1 < bytes.count else { return nil }
        switch bytes[at + 1] {
        case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "K"): return nil
        default: at = PCRE2Opaque.escapeEnd(bytes, at)
        }
      case UInt8(ascii: "["):
        at = PCRE2Opaque.classEnd(bytes, at)
      case UInt8(ascii: "("):
        guard isIndependent(bytes, at) else { return nil }
        depth += 1
        at += 1
      case UInt8(ascii: ")"):
        depth -= 1
        at += 1
      case UInt8(ascii: "|") where depth == 0:
        ranges.append(begin..<at)
        begin = at + 1
        at += 1
      default: at += 1
      }
    }
    ranges.append(begin..<bytes.count)
    return ranges
  }

  /// Whether a group begins here that means the same wherever it stands: one that captures, `(?:`, a look-around, an
  /// atomic one, or one with options of its own (`(?i:`).
  private static func isIndependent(_ bytes: [UInt8], _ at: Int) -> Bool {
    guard at + 1 < bytes.count else { return false }
    if bytes[at + 1] == UInt8(ascii: "*") { return false }
    guard bytes[at + 1] == UInt8(ascii: "?") else { return true }
    guard at + 2 < bytes.count else { return false }
    switch bytes[at + 2] {
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ">"), UInt8(ascii: "<"): return true
    case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "-"):
      let end = bytes[(at + 2)...].firstIndex { !"ims-".utf8.contains($0) }
      return end.map { bytes[$0] == UInt8(ascii: ":") } ?? false
    default: return false
    }
  }
}
