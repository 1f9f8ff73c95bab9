/// Keeps lines of output from being taken for commands of a CI server.
///
/// GitHub Actions and Azure Pipelines read what a step prints, on both streams, and obey lines that begin with `::` or
/// `##[`, with `##vso[` and the like. A log, a rule's description or the name of a file can begin so. Whatever is printed
/// for people goes through a guard, which shows the first sign of such a line as `\x3a` or `\x23`; reports that are made
/// of such commands do not.
///
/// A guard follows one stream: text may come in pieces.
public struct WorkflowCommandGuard: Sendable {
  /// Whether nothing but blanks and colours has come since the last line end.
  private var isAtStart = true

  /// A guard of a stream at its beginning.
  public init() {}

  /// The next piece of the stream, as it can be printed.
  public mutating func guarded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    var at = 0
    while at < bytes.count {
      if isAtStart {
        if let next = Self.blankEnd(at, in: bytes) {
          at = next
          continue
        }
        if Self.isCommand(bytes[at...]) {
          result += bytes[copied..<at] + (bytes[at] == UInt8(ascii: ":") ? Self.colon : Self.hash)
          copied = at + 1
        }
      }
      // Some readers take a carriage return alone for a line end, too.
      isAtStart = bytes[at] == 10 || bytes[at] == 13
      at += 1
      if !isAtStart { at = bytes[at...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count }
    }
    return copied == 0 ? bytes : result + bytes[copied...]
  }

  /// The next piece of the stream, as it can be printed.
  public mutating func guarded(_ text: String) -> String {
    String(decoding: guarded(Array(text.utf8)), as: UTF8.self)
  }

  private static let colon = Array("\\x3a".utf8)
  private static let hash = Array("\\x23".utf8)

  /// Where a blank, a line end or a change of colour ends that begins at a place; nil when something else does.
  private static func blankEnd(_ at: Int, in bytes: [UInt8]) -> Int? {
    switch bytes[at] {
    case 9...13, 0x20: return at + 1
    case 0x1B: return TerminalText.colourEnd(at, in: bytes)
    case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF:
      let blanks: [[UInt8]] = [
        [0xC2, 0x85], [0xC2, 0xA0], [0xE1, 0x9A, 0x80], [0xE2, 0x81, 0x9F], [0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
      ]
      let rest = bytes[at...]
      if let blank = blanks.first(where: rest.starts) { return at + blank.count }
      // U+2000 to U+200F and U+2028 to U+202F: blanks of all widths, separators, marks that cannot be seen.
      guard rest.starts(with: [0xE2, 0x80]), at + 2 < bytes.count else { return nil }
      return 0x80...0x8F ~= bytes[at + 2] || 0xA8...0xAF ~= bytes[at + 2] ? at + 3 : nil
    default: return nil
    }
  }

  /// `::`, `##[`, `##vso[`; one sign at the end of a piece is enough, because the rest may come in the next.
  private static func isCommand(_ rest: ArraySlice<UInt8>) -> Bool {
    if rest.first == UInt8(ascii: ":") { return rest.count == 1 || rest[rest.startIndex + 1] == UInt8(ascii: ":") }
    guard rest.starts(with: [0x23, 0x23]) else { return false }
    let word = rest.dropFirst(2).prefix { ASCII.isAlphanumeric($0) }
    return word.endIndex < rest.endIndex && rest[word.endIndex] == UInt8(ascii: "[")
  }
}
