import Bytes

/// The parts of a PCRE2 pattern in which parentheses, bars and quantifiers are no syntax: escapes, `\\Q…\\E`, classes,
/// comments. Everything that goes through such a pattern byte by byte asks here where they end.
package enum PCRE2Opaque {
  /// Where the part that begins at `at` ends; nil where none begins.
  /// - Parameter isExtended: whether `(?x)` is in force: then `#` begins a comment up to the end of the line.
  package static func end(_ bytes: [UInt8], at: Int, isExtended: Bool = false) -> Int? {
    switch bytes[at] {
    case UInt8(ascii: "\\"): return escapeEnd(bytes, at)
    case UInt8(ascii: "["): return classEnd(bytes, at)
    case UInt8(ascii: "(")
    where at + 2 < bytes.count && bytes[at + 1] == UInt8(ascii: "?")
      && bytes[at + 2] == UInt8(ascii: "#"):
      return (bytes[at...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count - 1) + 1
    case UInt8(ascii: "#") where isExtended:
      return (bytes[at...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    default: return nil
    }
  }

  /// Behind an escape, or behind the `\\E` of a quotation.
  package static func escapeEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    guard at + 1 < bytes.count else { return bytes.count }
    if bytes[at + 1] == UInt8(ascii: "Q") { return quotationEnd(bytes, at) }
    let takesBraces = "xopPNgk".utf8.contains(bytes[at + 1])
    if takesBraces, at + 2 < bytes.count, bytes[at + 2] == UInt8(ascii: "{"),
      let close = bytes[at...].firstIndex(of: UInt8(ascii: "}"))
    {
      return close + 1
    }
    if bytes[at + 1] == UInt8(ascii: "c") { return min(at + 3, bytes.count) }
    return at + 2
  }

  private static func quotationEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    var end = at + 2
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == UInt8(ascii: "E") { return end + 2 }
      end += 1
    }
    return bytes.count
  }

  /// Behind the bracket that closes a class.
  package static func classEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    var end = at + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "^") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "]") { end += 1 }
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "]"): return end + 1
      case UInt8(ascii: "\\"): end = escapeEnd(bytes, end)
      case UInt8(ascii: "[") where end + 1 < bytes.count && ":.=".utf8.contains(bytes[end + 1]):
        end = namedClassEnd(bytes, end) ?? end + 1
      default: end += 1
      }
    }
    return bytes.count
  }

  /// Behind `[:alpha:]`; nil where it is none.
  private static func namedClassEnd(_ bytes: [UInt8], _ at: Int) -> Int? {
    var end = at + 2
    while end + 1 < bytes.count {
      if bytes[end] == bytes[at + 1], bytes[end + 1] == UInt8(ascii: "]") { return end + 2 }
      if bytes[end] == UInt8(ascii: "]") || bytes[end] == UInt8(ascii: "\\") { return nil }
      end += 1
    }
    return nil
  }
}
