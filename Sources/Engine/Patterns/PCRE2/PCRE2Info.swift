import Bytes
import CPCRE2
import PatternSyntax

/// What the library knows about a PCRE2 pattern: nobody counts groups or looks for names in the text.
package struct PCRE2Info: Sendable {
  /// No shorter subject matches.
  package let minimumLength: Int
  /// Every match begins at the subject's first byte.
  package let isAnchored: Bool
  /// The number of groups that capture.
  package let groupCount: Int
  /// The names of groups and their numbers, by number; a name may stand for several (`(?J)`).
  package let groupNames: [(number: Int, name: ByteString)]

  /// Asks about a text; nil where it does not compile.
  package init?(_ source: ByteString) {
    guard let info = (try? Pattern(source, dialect: .pcre2))?.pcre2Info else { return nil }
    self = info
  }

  init(_ code: OpaquePointer) {
    minimumLength = Int(Self.number(code, PCRE2_INFO_MINLENGTH))
    isAnchored = Self.isAnchored(code)
    groupCount = Self.groupCount(code)
    groupNames = Self.groupNames(code)
  }

  static func groupCount(_ code: OpaquePointer) -> Int { Int(number(code, PCRE2_INFO_CAPTURECOUNT)) }

  static func isAnchored(_ code: OpaquePointer) -> Bool {
    number(code, PCRE2_INFO_ALLOPTIONS) & UInt32(bitPattern: Int32(truncatingIfNeeded: PCRE2_ANCHORED)) != 0
  }

  private static func number(_ code: OpaquePointer, _ what: Int32) -> UInt32 {
    var value: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(what), &value)
    return value
  }

  /// The library's table: entries of one size, each the number in two bytes and the name up to a NUL.
  private static func groupNames(_ code: OpaquePointer) -> [(number: Int, name: ByteString)] {
    let (count, size) = (Int(number(code, PCRE2_INFO_NAMECOUNT)), Int(number(code, PCRE2_INFO_NAMEENTRYSIZE)))
    // The table belongs to the code and is only read here.
    var table: UnsafePointer<UInt8>?
    guard count > 0, size > 2, pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table) == 0, let table else {
      return []
    }
    let names = (0..<count).map { index in
      let entry = UnsafeBufferPointer(start: table + index * size, count: size)
      return (Int(entry[0]) << 8 | Int(entry[1]), ByteString(Array(entry[2...].prefix { $0 != 0 })))
    }
    return names.sorted { $0.0 < $1.0 }
  }
}
