import Bytes
import Diagnostics

/// An ini file as the reference's runner reads it: Python's `RawConfigParser` without strictness, whose repeated keys
/// and sections add up (docs/reference/rules.md §15).
///
/// - Keys are lower-cased; `=` and `:` separate; a line that is indented deeper than its key continues the value.
/// - A repeated section goes on where it stopped; the values of a repeated key are joined with line breaks.
/// - Lines whose first mark is `#` or `;` are comments; there are no others.
/// - `[DEFAULT]` gives its keys to every section.
struct IniDocument {
  /// A line of a value.
  struct Line {
    var text: ByteString
    var location: SourceLocation
  }

  /// A key and the lines of all its values.
  struct Entry {
    var key: String
    var lines: [Line]
    /// The key's first line.
    var location: SourceLocation

    /// The value: all lines joined, without white space at the end.
    var value: ByteString {
      var joined = ByteString()
      for (index, line) in lines.enumerated() {
        if index > 0 { joined.bytes.append(10) }
        joined.append(line.text)
      }
      return ByteString(PythonText.stripped(joined.bytes[...], leading: false))
    }
  }

  struct Section {
    var name: String
    var location: SourceLocation
    var entries: [Entry] = []
    /// Where each key is among the entries.
    var indices: [String: Int] = [:]

    func entry(_ key: String) -> Entry? { indices[key].map { entries[$0] } }

    /// Adds a line to a key, and says where the key is.
    mutating func add(_ key: String, _ line: Line, at location: SourceLocation) -> Int {
      if let index = indices[key] {
        entries[index].lines.append(line)
        return index
      }
      indices[key] = entries.count
      entries.append(Entry(key: key, lines: [line], location: location))
      return entries.count - 1
    }
  }

  private(set) var sections: [Section] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var byName: [String: Int] = [:]
  private var defaults = Section(name: "DEFAULT", location: SourceLocation(file: "", line: 0, column: 0))

  init(path: String, bytes: [UInt8]) {
    read(path: path, bytes: bytes)
    guard !defaults.entries.isEmpty else { return }
    for index in sections.indices {
      let own = sections[index]
      sections[index].entries = defaults.entries.filter { own.indices[$0.key] == nil } + own.entries
      sections[index].indices = [:]
      for (place, entry) in sections[index].entries.enumerated() { sections[index].indices[entry.key] = place }
    }
  }

  private mutating func read(path: String, bytes: [UInt8]) {
    /// The section that is open: an index, −1 for the defaults.
    var open: Int?
    var openEntry: Int?
    var indentation = 0
    for (number, range) in PythonText.lines(of: bytes).enumerated() {
      let line = bytes[range]
      let value = PythonText.stripped(line)
      func place(_ offset: Int) -> SourceLocation {
        SourceLocation(file: path, line: number + 1, column: offset - range.lowerBound + 1)
      }
      if let first = value.first, first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { continue }
      if value.isEmpty {
        if let open, let entry = openEntry { edit(open, entry, Line(text: "", location: place(range.lowerBound))) }
        continue
      }
      // Python counts the indentation in characters; blanks are what matters, and they have one byte each.
      let indent = value.startIndex - range.lowerBound
      if let open, let entry = openEntry, indent > indentation {
        edit(open, entry, Line(text: ByteString(value), location: place(value.startIndex)))
        continue
      }
      indentation = indent
      if value.first == UInt8(ascii: "["), let close = value.lastIndex(of: UInt8(ascii: "]")),
        close > value.startIndex + 1
      {
        openEntry = nil
        open = section(value[(value.startIndex + 1)..<close], at: place(value.startIndex))
        continue
      }
      guard let current = open else {
        diagnostics.append(
          Diagnostic(
            .error, code: "ini-no-section", "a line before the first section", at: place(value.startIndex),
            hint: "a test starts with its name in brackets: [sshd: login]"))
        return
      }
      guard let separator = value.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }),
        separator > value.startIndex
      else {
        diagnostics.append(
          Diagnostic(
            .error, code: "ini-bad-line", "neither a section nor `key = value`", at: place(value.startIndex),
            hint: "a value that goes on in the next line is indented there"))
        continue
      }
      let key = String(
        decoding: PythonText.stripped(value[..<separator], leading: false).map(ASCII.fold), as: UTF8.self)
      let text = PythonText.stripped(value[(separator + 1)...])
      openEntry = add(
        key, Line(text: ByteString(text), location: place(text.startIndex)), to: current, at: place(value.startIndex))
    }
  }

  /// The section of a name, made where it is new: an index, −1 for the defaults.
  private mutating func section(_ text: ArraySlice<UInt8>, at location: SourceLocation) -> Int {
    let name = String(decoding: text, as: UTF8.self)
    if name == "DEFAULT" { return -1 }
    if let index = byName[name] { return index }
    byName[name] = sections.count
    sections.append(Section(name: name, location: location))
    return sections.count - 1
  }

  private mutating func edit(_ section: Int, _ entry: Int, _ line: Line) {
    if section < 0 {
      defaults.entries[entry].lines.append(line)
    } else {
      sections[section].entries[entry].lines.append(line)
    }
  }

  private mutating func add(_ key: String, _ line: Line, to section: Int, at location: SourceLocation) -> Int {
    section < 0 ? defaults.add(key, line, at: location) : sections[section].add(key, line, at: location)
  }
}

/// White space and line ends as Python's text files have them.
enum PythonText {
  /// The lines without their ends: LF, CR LF or CR.
  static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 10 || byte == 13 else {
        index += 1
        continue
      }
      lines.append(start..<index)
      index += byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
      start = index
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }

  /// A text without the white space at its ends, in Unicode's sense.
  static func stripped(_ text: ArraySlice<UInt8>, leading: Bool = true) -> ArraySlice<UInt8> {
    var text = text
    if leading {
      while let length = blankLength(atStartOf: text) { text = text.dropFirst(length) }
    }
    while let length = blankLength(atEndOf: text) { text = text.dropLast(length) }
    return text
  }

  private static func blankLength(atStartOf text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    if isBlank(first) { return 1 }
    if first < 0xC2 { return nil }
    return [2, 3].first { text.count >= $0 && isWideBlank(text.prefix($0)) }
  }

  private static func blankLength(atEndOf text: ArraySlice<UInt8>) -> Int? {
    guard let last = text.last else { return nil }
    if isBlank(last) { return 1 }
    if last < 0x80 { return nil }
    return [2, 3].first { text.count >= $0 && isWideBlank(text.suffix($0)) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (9...13).contains(byte) || (0x1C...0x1F).contains(byte)
  }

  private static func isWideBlank(_ text: ArraySlice<UInt8>) -> Bool {
    switch Array(text) {
    case [0xC2, 0x85], [0xC2, 0xA0], [0xE1, 0x9A, 0x80], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9], [0xE2, 0x80, 0xAF],
      [0xE2, 0x81, 0x9F], [0xE3, 0x80, 0x80]:
      true
    case let bytes where bytes.count == 3 && bytes[0] == 0xE2 && bytes[1] == 0x80: (0x80...0x8A).contains(bytes[2])
    default: false
    }
  }
}
