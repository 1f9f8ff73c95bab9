/// Bytes as they are shown to people: characters, their columns, and stand-ins for what must not be obeyed.
///
/// A log, a ruleset or the name of a file holds what somebody else has written: escape sequences, control characters,
/// marks that turn the writing around. Each of them is shown as one harmless character, so that a line looks like what
/// it holds. This is the only place that knows the stand-ins: whatever reports, on whichever stream, asks here.
public enum TerminalText {
  /// A character: what the cursor steps over at once.
  public struct Cell: Equatable, Sendable {
    /// Its bytes in the text.
    public var bytes: Range<Int>
    /// What is shown for it.
    public var shown: String
    /// Columns that this takes: 1, or 2 for wide characters.
    public var width: Int
    /// Whether it is a character at all; else a byte that is no UTF-8.
    public var isText = true
  }

  /// The characters of a text, in order: a letter with its accents is one, a byte that is no UTF-8 is one.
  public static func cells(of bytes: [UInt8]) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let end = boundary(after: at, in: bytes)
      cells.append(cell(at..<end, of: bytes))
      at = end
    }
    return cells
  }

  /// The text with a stand-in for each character that a terminal would obey: `␛` for escape, `⏎` for a line feed.
  public static func printable(_ bytes: [UInt8]) -> [UInt8] {
    // Nearly all text is plain.
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return bytes }
    return cells(of: bytes).flatMap { Array($0.shown.utf8) }
  }

  /// The same for text of several lines: line feeds and tabs stay.
  public static func printableLines(_ bytes: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if index > 0 { lines.append(10) }
      for (part, piece) in line.split(separator: 9, omittingEmptySubsequences: false).enumerated() {
        if part > 0 { lines.append(9) }
        lines += printable(Array(piece))
      }
    }
    return lines
  }

  /// The same for text that a command has laid out: our colours (`ESC [ 31 m`) stay, too.
  /// - Parameters:
  ///   - bytes: the text.
  ///   - isOneLine: whether it is a part of one line: then line feeds and tabs do not stay.
  public static func printableScreen(_ bytes: [UInt8], isOneLine: Bool = false) -> [UInt8] {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 10 && !isOneLine }) { return bytes }
    let shown = isOneLine ? printable : printableLines
    var screen: [UInt8] = []
    var start = 0
    var at = 0
    while let escape = bytes[at...].firstIndex(of: 0x1B) {
      guard let end = colourEnd(escape, in: bytes) else {
        at = escape + 1
        continue
      }
      screen += shown(Array(bytes[start..<escape])) + bytes[escape..<end]
      start = end
      at = end
    }
    return screen + shown(Array(bytes[start...]))
  }

  /// The colours that this package's reports have: to go back, bold, dim, red, green, yellow, cyan.
  private static let colours = ["0", "1", "2", "31", "32", "33", "36"].map { Array("[\($0)m".utf8) }

  /// Where a change to one of our colours ends that begins at an escape.
  static func colourEnd(_ start: Int, in bytes: [UInt8]) -> Int? {
    let rest = bytes[(start + 1)...]
    return colours.first { rest.starts(with: $0) }.map { start + 1 + $0.count }
  }

  /// A text from outside as a part of one line: a name, a message, a description.
  public static func line(_ text: String) -> String {
    isPlain(text) ? text : String(decoding: printable(Array(text.utf8)), as: UTF8.self)
  }

  /// Bytes from outside as a part of one line.
  public static func line(_ text: ByteString) -> String { String(decoding: printable(text.bytes), as: UTF8.self) }

  /// A text from outside that may have several lines: line feeds and tabs stay.
  public static func paragraph(_ text: String) -> String {
    isPlain(text) ? text : String(decoding: printableLines(Array(text.utf8)), as: UTF8.self)
  }

  private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }

  /// Columns that a text takes; changes of colour take none.
  public static func width(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    let bytes = Array(text.utf8)
    var width = 0
    var start = 0
    var at = 0
    while let escape = bytes[at...].firstIndex(of: 0x1B) {
      at = escape + 1
      guard let end = colourEnd(escape, in: bytes) else { continue }
      width += cells(of: Array(bytes[start..<escape])).reduce(0) { $0 + $1.width }
      start = end
      at = end
    }
    return width + cells(of: Array(bytes[start...])).reduce(0) { $0 + $1.width }
  }

  /// A sentence broken between words into lines of so many columns; a word that is longer has a line of its own.
  public static func wrapped(_ sentence: String, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var columns = 0
    for bytes in sentence.utf8.split(separator: 0x20, omittingEmptySubsequences: false) {
      let word = String(decoding: bytes, as: UTF8.self)
      let length = Self.width(of: word)
      if !current.isEmpty, columns + 1 + length > width {
        lines.append(current)
        (current, columns) = (word, length)
      } else {
        current += (current.isEmpty && columns == 0 ? "" : " ") + word
        columns += length + (columns == 0 ? 0 : 1)
      }
    }
    return lines + [current]
  }

  /// Whether a scalar must not be shown as it is: controls, and what is invisible or turns the writing around.
  public static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0xA0 else { return scalar.value < 0x20 || scalar.value >= 0x7F }
    switch scalar.properties.generalCategory {
    case .format: return scalar.value != joiner
    case .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return false
    }
  }

  // MARK: Characters

  private static let joiner: UInt32 = 0x200D

  /// Where the character that begins at a place ends.
  package static func boundary(after start: Int, in bytes: [UInt8]) -> Int {
    guard start < bytes.count else { return bytes.count }
    guard var last = scalar(at: start, in: bytes) else { return start + 1 }
    var end = start + last.utf8.count
    while end < bytes.count, let next = scalar(at: end, in: bytes), belongs(next, after: last) {
      end += next.utf8.count
      last = next
    }
    return end
  }

  /// Where the character that ends at a place begins.
  package static func boundary(before end: Int, in bytes: [UInt8]) -> Int {
    guard end > 0 else { return 0 }
    var start = end
    while start > 0 {
      let (begin, found) = scalar(before: start, in: bytes)
      start = begin
      guard let found, start > 0, let previous = scalar(before: start, in: bytes).scalar,
        belongs(found, after: previous)
      else { return start }
    }
    return start
  }

  /// The scalar that begins at a place; nil for a byte that is no UTF-8.
  private static func scalar(at start: Int, in bytes: [UInt8]) -> Unicode.Scalar? {
    let first = bytes[start]
    if first < 0x80 { return Unicode.Scalar(first) }
    let length: Int
    var value: UInt32
    switch first {
    case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard start + length <= bytes.count else { return nil }
    for byte in bytes[start + 1..<start + length] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value), scalar.utf8.count == length else { return nil }
    return scalar
  }

  private static func scalar(before end: Int, in bytes: [UInt8]) -> (start: Int, scalar: Unicode.Scalar?) {
    for length in 1...4 where end - length >= 0 && bytes[end - length] & 0xC0 != 0x80 {
      guard let found = scalar(at: end - length, in: bytes), found.utf8.count == length else { break }
      return (end - length, found)
    }
    return (end - 1, nil)
  }

  /// Whether a scalar is shown together with the one before it.
  private static func belongs(_ scalar: Unicode.Scalar, after last: Unicode.Scalar) -> Bool {
    guard last.value >= 0x20, scalar.value >= 0x300 else { return false }
    if scalar.value == joiner { return true }
    // A joiner joins pictures, such as a family; between letters it joins nothing that a terminal would show as one.
    if last.value == joiner { return scalar.properties.isEmojiPresentation || scalar.value >= 0x2600 }
    if scalar.properties.isEmojiModifier { return last.properties.isEmojiModifierBase }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  // MARK: Display

  private static func cell(_ range: Range<Int>, of bytes: [UInt8]) -> Cell {
    guard let first = scalar(at: range.lowerBound, in: bytes) else {
      return Cell(bytes: range, shown: "\u{FFFD}", width: 1, isText: false)
    }
    if let picture = picture(first) { return Cell(bytes: range, shown: picture, width: 1) }
    return Cell(bytes: range, shown: String(decoding: bytes[range], as: UTF8.self), width: isWide(first) ? 2 : 1)
  }

  /// What stands in for a scalar that must not be sent to a terminal as it is; nil for all others.
  private static func picture(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 9: return "→"
    case 10: return "⏎"
    case 0..<0x20: return String(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
    case 0x20..<0x7F: return nil
    case 0x7F: return "␡"
    case 0x80..<0xA0: return "\u{FFFD}"
    default:
      switch scalar.properties.generalCategory {
      // Invisible, and some of them turn what follows around; marks without a letter have nothing to stand on.
      case .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator, .surrogate: return "\u{FFFD}"
      default: return nil
      }
    }
  }

  /// Whether a character takes two columns: East Asian wide ones and pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x1100: return false
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
      0x20000...0x3FFFD:
      return true
    default: return scalar.properties.isEmojiPresentation
    }
  }
}
