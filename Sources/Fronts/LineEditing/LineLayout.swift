import Bytes

/// A line with its prompt, broken into rows of a terminal.
///
/// A log can be longer than a screen: then as many rows as fit are shown around the cursor, and `…` stands where there
/// is more.
package struct LineLayout: Equatable, Sendable {
  /// What each row shows, top to bottom.
  package private(set) var rows: [String] = []
  /// The row of the cursor, from 0.
  package private(set) var cursorRow = 0
  /// The column of the cursor, from 0.
  package private(set) var cursorColumn = 0

  /// Breaks a line.
  /// - Parameters:
  ///   - columns: of the terminal; the last one stays free, because terminals differ about what happens behind it.
  ///   - limit: most rows.
  package init(_ shown: LineEditor.Shown, columns: Int, limit: Int) {
    let room = max(2, columns - 1)
    let limit = max(1, limit)
    var lines: [[TerminalText.Cell]] = [[]]
    var width = 0
    var prompt = TerminalText.cells(of: Array(shown.prompt.utf8))
    // A prompt that leaves no room is cut.
    while prompt.reduce(0, { $0 + $1.width }) > room - 2, !prompt.isEmpty { prompt.removeLast() }
    for cell in prompt {
      lines[0].append(cell)
      width += cell.width
    }
    var cursor: (row: Int, column: Int)?
    for cell in TerminalText.cells(of: shown.line) {
      if width + cell.width > room {
        lines.append([])
        width = 0
      }
      if cursor == nil, shown.cursor < cell.bytes.upperBound { cursor = (lines.count - 1, width) }
      lines[lines.count - 1].append(cell)
      width += cell.width
    }
    if cursor == nil, width >= room {
      lines.append([])
      width = 0
    }
    let (row, column) = cursor ?? (lines.count - 1, width)
    let top = lines.count <= limit ? 0 : min(max(0, row - limit / 2), lines.count - limit)
    let bottom = min(lines.count, top + limit)
    for index in top..<bottom {
      var cells = lines[index]
      if index == top, top > 0 { Self.mark(&cells, at: cells.startIndex) }
      if index == bottom - 1, bottom < lines.count { Self.mark(&cells, at: cells.endIndex - 1) }
      rows.append(cells.map(\.shown).joined())
    }
    cursorRow = row - top
    cursorColumn = column
  }

  private static func mark(_ cells: inout [TerminalText.Cell], at index: Int) {
    guard cells.indices.contains(index) else { return }
    cells[index].shown = "…" + String(repeating: " ", count: cells[index].width - 1)
  }
}

/// What was drawn last, and the bytes that draw the next.
package struct LineScreen: Sendable {
  /// How many rows the cursor stands below the first row that was drawn.
  private var cursorRow = 0

  /// A screen on which nothing was drawn yet; the cursor stands at the beginning of a row.
  package init() {}

  /// The bytes that put a line in the place of the last one.
  package mutating func draw(_ layout: LineLayout) -> [UInt8] {
    var text = toTop + "\u{1B}[J" + layout.rows.joined(separator: "\r\n") + "\r"
    let below = layout.rows.count - 1 - layout.cursorRow
    if below > 0 { text += "\u{1B}[\(below)A" }
    if layout.cursorColumn > 0 { text += "\u{1B}[\(layout.cursorColumn)C" }
    cursorRow = layout.cursorRow
    return Array(text.utf8)
  }

  /// The bytes that leave a line as it is and begin a row below it.
  package mutating func finish(_ layout: LineLayout) -> [UInt8] {
    defer { cursorRow = 0 }
    return Array((toTop + "\u{1B}[J" + layout.rows.joined(separator: "\r\n") + "\r\n").utf8)
  }

  /// The bytes that clear everything.
  package mutating func clear() -> [UInt8] {
    cursorRow = 0
    return Array("\u{1B}[H\u{1B}[2J".utf8)
  }

  private var toTop: String { cursorRow > 0 ? "\r\u{1B}[\(cursorRow)A" : "\r" }
}
