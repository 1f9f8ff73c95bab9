import Bytes

/// A text that is read as JSON the way Python does: blanks, strings, numbers and words.
struct PythonJSONSource {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  /// The byte that comes next; nil at the end.
  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skip() { at += 1 }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 9 || byte == 10 || byte == 13 { at += 1 }
  }

  /// Takes a byte if it comes next, blanks aside; blanks are skipped in any case.
  mutating func takeAfterBlanks(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  /// Python's words with the place: characters are counted, from 0, lines and columns from 1.
  func fault(_ message: String, at place: Int? = nil) -> PythonJSON.Fault {
    let offset = min(place ?? at, bytes.count)
    let before = bytes[..<offset]
    let line = before.count { $0 == 10 } + 1
    let begin = (before.lastIndex(of: 10) ?? -1) + 1
    func characters(_ part: ArraySlice<UInt8>) -> Int { part.count { $0 & 0xC0 != 0x80 } }
    return PythonJSON.Fault(
      message: "\(message): line \(line) column \(characters(before[begin...]) + 1) (char \(characters(before)))",
      offset: offset)
  }

  // MARK: Scalars

  /// A string, number or word as it will be written.
  mutating func scalar() throws(PythonJSON.Fault) -> [UInt8] {
    guard let first = next else { throw fault("Expecting value") }
    if first == UInt8(ascii: "\"") { return try string() }
    for (word, written) in Self.words where bytes[at...].starts(with: word) {
      at += word.count
      return written
    }
    return try number()
  }

  private static let words: [([UInt8], [UInt8])] = [
    "null", "true", "false", "NaN", "Infinity", "-Infinity",
  ].map { (Array($0.utf8), Array($0.utf8)) }

  /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`
  private mutating func number() throws(PythonJSON.Fault) -> [UInt8] {
    let begin = at
    var end = at
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") { end += 1 }
    let digits = digitCount(from: end)
    guard digits > 0 else { throw fault("Expecting value") }
    end += bytes[end] == UInt8(ascii: "0") ? 1 : digits
    let integerEnd = end
    if end < bytes.count, bytes[end] == UInt8(ascii: "."), digitCount(from: end + 1) > 0 {
      end += 1 + digitCount(from: end + 1)
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if exponent < bytes.count, bytes[exponent] == UInt8(ascii: "-") || bytes[exponent] == UInt8(ascii: "+") {
        exponent += 1
      }
      if digitCount(from: exponent) > 0 { end = exponent + digitCount(from: exponent) }
    }
    at = end
    let written = Array(bytes[begin..<end])
    if end == integerEnd { return written == Array("-0".utf8) ? Array("0".utf8) : written }
    return Array(PythonFloat.text(Double(String(decoding: written, as: UTF8.self)) ?? 0).utf8)
  }

  private func digitCount(from start: Int) -> Int {
    guard start < bytes.count else { return 0 }
    return bytes[start...].prefix { ASCII.isDigit($0) }.count
  }

  /// A string that begins here, with its quotes, as it will be written.
  mutating func string() throws(PythonJSON.Fault) -> [UInt8] {
    let begin = at
    var written = [UInt8(ascii: "\"")]
    at += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        written.append(byte)
        return written
      case UInt8(ascii: "\\"): try escape(&written, stringBegin: begin)
      case ..<0x20: throw fault("Invalid control character at")
      case 0x20..<0x7F:
        written.append(byte)
        at += 1
      default: character(&written)
      }
    }
    throw fault("Unterminated string starting at", at: begin)
  }

  private static let shortEscapes: [UInt8: [UInt8]] = [
    UInt8(ascii: "\""): Array(#"\""#.utf8), UInt8(ascii: "\\"): Array(#"\\"#.utf8), UInt8(ascii: "/"): Array("/".utf8),
    UInt8(ascii: "b"): Array(#"\b"#.utf8), UInt8(ascii: "f"): Array(#"\f"#.utf8), UInt8(ascii: "n"): Array(#"\n"#.utf8),
    UInt8(ascii: "r"): Array(#"\r"#.utf8), UInt8(ascii: "t"): Array(#"\t"#.utf8),
  ]

  private mutating func escape(_ written: inout [UInt8], stringBegin: Int) throws(PythonJSON.Fault) {
    guard at + 1 < bytes.count else { throw fault("Unterminated string starting at", at: stringBegin) }
    let letter = bytes[at + 1]
    if let short = Self.shortEscapes[letter] {
      written += short
      at += 2
      return
    }
    guard letter == UInt8(ascii: "u") else { throw fault("Invalid \\escape") }
    let digits = bytes[(at + 2)...].prefix(4)
    guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16),
      digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
    else { throw fault("Invalid \\uXXXX escape", at: at + 1) }
    at += 6
    Self.write(unit, to: &written)
  }

  /// A character outside of ASCII; the text is known to be UTF-8.
  private mutating func character(_ written: inout [UInt8]) {
    let length = bytes[at] < 0xE0 ? (bytes[at] < 0x80 ? 1 : 2) : bytes[at] < 0xF0 ? 3 : 4
    let end = min(at + length, bytes.count)
    for unit in String(decoding: bytes[at..<end], as: UTF8.self).utf16 { Self.write(unit, to: &written) }
    at = end
  }

  /// Escapes that stand for plain characters are written as these; all others as `\uXXXX`.
  private static func write(_ unit: UInt16, to written: inout [UInt8]) {
    switch unit {
    case 0x22: written += #"\""#.utf8
    case 0x5C: written += #"\\"#.utf8
    case 8: written += #"\b"#.utf8
    case 9: written += #"\t"#.utf8
    case 10: written += #"\n"#.utf8
    case 12: written += #"\f"#.utf8
    case 13: written += #"\r"#.utf8
    case 0x20..<0x7F: written.append(UInt8(unit))
    default:
      let digits = String(unit, radix: 16)
      written += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
    }
  }
}
