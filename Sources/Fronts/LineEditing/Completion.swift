import Bytes

/// What may stand in the place of the word at the cursor.
package struct Completion: Equatable, Sendable {
  /// Where that word begins, in bytes.
  package var start: Int
  /// The words that begin as it does, in the order in which they are shown.
  package var candidates: [ByteString]
  /// Whether a blank follows a word that is the only one.
  package var endsWithBlank: Bool

  /// A completion.
  package init(start: Int, candidates: [ByteString], endsWithBlank: Bool = true) {
    self.start = start
    self.candidates = candidates
    self.endsWithBlank = endsWithBlank
  }

  /// What all candidates begin with.
  var common: [UInt8] {
    guard var common = candidates.first?.bytes else { return [] }
    for candidate in candidates.dropFirst() {
      let length = zip(common, candidate.bytes).prefix { $0 == $1 }.count
      common.removeLast(common.count - length)
    }
    // Not in the middle of a character.
    while let last = candidates.first?.bytes.dropFirst(common.count).first, last & 0xC0 == 0x80, !common.isEmpty {
      common.removeLast()
    }
    return common
  }

  /// The candidates in columns, as a shell lists them.
  /// - Parameters:
  ///   - columns: of the terminal.
  ///   - limit: most lines.
  static func table(_ candidates: [ByteString], columns: Int, limit: Int) -> String {
    let names = candidates.map { String(decoding: TerminalText.printable($0.bytes), as: UTF8.self) }
    let widest = names.map { TerminalText.width(of: $0) }.max() ?? 0
    let perLine = max(1, columns / (widest + 2))
    let lineCount = (names.count + perLine - 1) / perLine
    let shownLines = min(lineCount, max(1, limit))
    var text = ""
    for line in 0..<shownLines {
      var row = ""
      // Down the columns, as long as all fit; along the lines when only the first are shown.
      let indices =
        shownLines == lineCount
        ? Array(stride(from: line, to: names.count, by: lineCount))
        : Array(line * perLine..<min(names.count, (line + 1) * perLine))
      for index in indices {
        row += names[index]
        if index != indices.last {
          row += String(repeating: " ", count: widest + 2 - TerminalText.width(of: names[index]))
        }
      }
      text += row + "\n"
    }
    if shownLines < lineCount { text += "… \(names.count) in all\n" }
    return text
  }
}
