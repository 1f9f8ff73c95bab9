import Bytes
import Diagnostics

/// The layout of a file of cases: a blank line between cases, operators below each other, no blanks at the ends of lines.
/// Logs and comments are kept byte for byte.
struct CaseLayout {
  private let source: [UInt8]
  private let lines: [Range<Int>]
  private let lineEnd: [UInt8]
  private let hasMark: Bool

  init(_ source: [UInt8]) {
    self.source = source
    hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
    let table = LineTable(of: source)
    let first = source.firstIndex(of: 0x0A)
    let usesCRLF = first.map { $0 > 0 && source[$0 - 1] == 0x0D } ?? false
    lineEnd = usesCRLF ? [0x0D, 0x0A] : [0x0A]
    let start = hasMark ? 3 : 0
    lines = (0..<table.count).compactMap { line in
      let whole = table.range(of: line)
      let lower = line == 0 ? start : whole.lowerBound
      guard lower < whole.upperBound else { return nil }
      var end = whole.upperBound
      if source[end - 1] == 0x0A { end -= 1 }
      if usesCRLF, end < whole.upperBound, end > lower, source[end - 1] == 0x0D { end -= 1 }
      return lower..<end
    }
  }

  /// The whole file as one replacement per line; empty when it is good as it is.
  var edits: [TextEdit] {
    var text: [UInt8] = hasMark ? [0xEF, 0xBB, 0xBF] : []
    let laid = laidLines()
    for line in laid { text += line + lineEnd }
    guard text != source else { return [] }
    return LineDifference.edits(from: source, to: text)
  }

  /// A line, taken apart.
  private struct Line {
    enum Kind { case blank, comment, title, event, continuation, clock, statement }

    var kind: Kind
    var text: ArraySlice<UInt8>
    /// Of a statement: how long its name is, and what stands behind the name.
    var name = 0
    var rest: ArraySlice<UInt8> = []
  }

  private func read(_ range: Range<Int>) -> Line {
    let text = source[range].drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = text.first else { return Line(kind: .blank, text: []) }
    switch first {
    case UInt8(ascii: "#"): return Line(kind: .comment, text: text)
    case UInt8(ascii: ">"): return Line(kind: .event, text: text)
    case UInt8(ascii: "|"): return Line(kind: .continuation, text: text)
    default: break
    }
    let trimmed = Self.trimmedEnd(text)
    switch first {
    case UInt8(ascii: "["): return Line(kind: .title, text: trimmed)
    case UInt8(ascii: "+"): return Line(kind: .clock, text: trimmed)
    default: return Self.statement(trimmed)
    }
  }

  private static func trimmedEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.prefix((text.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? text.startIndex - 1) + 1 - text.startIndex)
  }

  private static let signs = Array("=!~<>".utf8)
  private static let words = ["has", "lacks", "absent", "present"].map { Array($0.utf8) }

  /// A name, an operator, a value. What is written otherwise (an inline list) is kept as it is.
  private static func statement(_ text: ArraySlice<UInt8>) -> Line {
    var end = text.startIndex
    let opening = [".\"", "alert.\""].first { text.starts(with: $0.utf8) }
    if let opening {
      end += opening.utf8.count
      while end < text.endIndex, text[end] != UInt8(ascii: "\"") { end += text[end] == UInt8(ascii: "\\") ? 2 : 1 }
      end += 1
    } else {
      while end < text.endIndex, text[end] != 0x20, text[end] != 0x09, !signs.contains(text[end]) { end += 1 }
    }
    guard end < text.endIndex else { return Line(kind: .statement, text: text) }
    let behind = text[end...].drop { $0 == 0x20 || $0 == 0x09 }
    let sign = behind.prefix { signs.contains($0) }
    let word = behind.prefix { ASCII.isLower($0) }
    let isWord = sign.isEmpty && behind.startIndex > end && words.contains { $0.elementsEqual(word) }
    guard !sign.isEmpty || isWord else { return Line(kind: .statement, text: text) }
    let comparison = isWord ? word : sign
    let value = behind[comparison.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    var line = Line(kind: .statement, text: text, name: end - text.startIndex)
    line.rest = (Array(comparison) + (value.isEmpty ? [] : [0x20]) + value)[...]
    return line
  }

  // MARK: Layout

  private func laidLines() -> [ArraySlice<UInt8>] {
    let read = lines.map(read)
    let widths = Self.widths(read)
    var laid: [ArraySlice<UInt8>] = []
    var hasCase = false
    for (index, line) in read.enumerated() {
      if line.kind == .blank {
        // One is kept, but none at the edges.
        if laid.last.map({ !$0.isEmpty }) ?? false { laid.append([]) }
        continue
      }
      if beginsCase(index, read), hasCase || !laid.isEmpty, laid.last.map({ !$0.isEmpty }) ?? false { laid.append([]) }
      if line.kind == .title { hasCase = true }
      if line.rest.isEmpty {
        laid.append(line.text)
      } else {
        let padding = [UInt8](repeating: 0x20, count: widths[index] - line.name + 1)
        laid.append((line.text.prefix(line.name) + padding + line.rest)[...])
      }
    }
    while laid.last?.isEmpty ?? false { laid.removeLast() }
    return laid
  }

  /// Whether a line is a title, or the first comment directly above one that does not follow other lines of a case.
  private func beginsCase(_ index: Int, _ lines: [Line]) -> Bool {
    if lines[index].kind == .title { return index == 0 || lines[index - 1].kind != .comment }
    guard lines[index].kind == .comment, index == 0 || lines[index - 1].kind != .comment else { return false }
    return lines[index...].first { $0.kind != .comment }?.kind == .title
  }

  /// Per line how long names are in its block.
  private static func widths(_ lines: [Line]) -> [Int] {
    var widths = [Int](repeating: 0, count: lines.count)
    var start = 0
    while start < lines.count {
      var end = start
      while end < lines.count, !lines[end].rest.isEmpty || lines[end].kind == .comment { end += 1 }
      let width = lines[start..<end].map(\.name).max() ?? 0
      for index in start..<end { widths[index] = width }
      start = end + 1
    }
    return widths
  }
}
