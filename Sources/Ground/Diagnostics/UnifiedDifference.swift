import Bytes

/// What changes make of a text, as `diff -u` shows it: the lines that go and come, with two lines around them.
///
/// Lines are told apart by bytes: to a `String` CR LF is one character, and no line end.
package struct UnifiedDifference: Sendable {
  /// A line without its line feed.
  package struct Line: Sendable {
    /// Whether a line stays, goes, or comes.
    package enum Kind: String, Sendable {
      case kept = " "
      case removed = "-"
      case added = "+"
    }

    /// Whether it stays, goes, or comes.
    package var kind: Kind
    /// Its bytes.
    package var text: ArraySlice<UInt8>
  }

  /// Changed lines with those around them.
  package struct Hunk: Sendable {
    /// The line that says which lines of the two texts follow.
    package var heading: String
    /// The lines.
    package var lines: [Line]
  }

  /// The text's names before and behind the change.
  package let names: (old: String, new: String)
  /// The changed places, in order.
  package let hunks: [Hunk]

  /// Lines around a change.
  private static let context = 2

  /// The difference that changes make.
  package init(from old: String, to new: String, _ text: [UInt8], edits: [TextEdit]) {
    names = (old, new)
    let table = LineTable(of: text)
    let changes = Self.changes(TextEdit.ordered(edits), of: text, table)
    var hunks: [Hunk] = []
    var moved = 0
    var shown = 0
    for (index, change) in changes.enumerated() {
      // Two hunks share no line of context.
      let first = max(change.lines.lowerBound - Self.context, shown)
      let next = index + 1 < changes.count ? changes[index + 1].lines.lowerBound : Self.lines(text[...]).count
      let end = max(change.lines.upperBound, min(change.lines.upperBound + Self.context, next))
      func kept(_ lines: Range<Int>) -> [Line] {
        lines.flatMap { Self.lines(text[table.range(of: $0)]).map { Line(kind: .kept, text: $0) } }
      }
      let before = kept(first..<change.lines.lowerBound)
      let behind = kept(change.lines.upperBound..<end)
      let around = before.count + behind.count
      hunks.append(
        Hunk(
          heading: "@@ -\(first + 1),\(around + change.removed.count) "
            + "+\(first + 1 + moved),\(around + change.added.count) @@",
          lines: before + change.removed.map { Line(kind: .removed, text: $0) }
            + change.added.map { Line(kind: .added, text: $0) } + behind))
      moved += change.added.count - change.removed.count
      shown = end
    }
    self.hunks = hunks
  }

  /// The bytes as they are, for whoever applies it; a terminal wants ``/Reporting``'s form.
  package var text: String {
    var text = "--- \(TerminalText.line(names.old))\n+++ \(TerminalText.line(names.new))\n"
    for hunk in hunks {
      text += hunk.heading + "\n"
      for line in hunk.lines { text += line.kind.rawValue + String(decoding: line.text, as: UTF8.self) + "\n" }
    }
    return text
  }

  // MARK: Which lines

  /// Neighbouring lines that others take the place of.
  private struct Change {
    var lines: Range<Int>
    var removed: ArraySlice<ArraySlice<UInt8>>
    var added: ArraySlice<ArraySlice<UInt8>>

    /// Leaves out what is the same at the beginning and at the end.
    mutating func trim() {
      while let old = removed.first, let new = added.first, old == new {
        removed.removeFirst()
        added.removeFirst()
        lines = lines.lowerBound + 1..<lines.upperBound
      }
      while let old = removed.last, let new = added.last, old == new {
        removed.removeLast()
        added.removeLast()
        lines = lines.lowerBound..<lines.upperBound - 1
      }
    }
  }

  private static func changes(_ edits: [TextEdit], of text: [UInt8], _ table: LineTable) -> [Change] {
    var groups: [(lines: ClosedRange<Int>, edits: [TextEdit])] = []
    let last = table.count - 1
    for edit in edits {
      let first = min(table.line(of: edit.range.lowerBound), last)
      var end = min(table.line(of: max(edit.range.lowerBound, edit.range.upperBound - 1)), last)
      if joinsLines(edit, of: text) { end = min(end + 1, last) }
      if let open = groups.last, first <= open.lines.upperBound + 1 {
        groups[groups.count - 1].lines = open.lines.lowerBound...max(open.lines.upperBound, end)
        groups[groups.count - 1].edits.append(edit)
      } else {
        groups.append((first...end, [edit]))
      }
    }
    return groups.compactMap { group in
      // What stands behind the last line feed belongs to the last line.
      let bytes =
        table[
          group.lines.lowerBound]..<(group.lines.upperBound == last
        ? text.count : table.range(of: group.lines.upperBound).upperBound)
      let old = lines(text[bytes])
      var change = Change(
        lines: group.lines.lowerBound..<group.lines.lowerBound + old.count, removed: old[...],
        added: lines(TextEdit.apply(group.edits, to: text, in: bytes)[...])[...])
      change.trim()
      return change.removed.isEmpty && change.added.isEmpty ? nil : change
    }
  }

  /// Whether a line feed goes and none comes, so that the next line becomes a part of this one.
  private static func joinsLines(_ edit: TextEdit, of text: [UInt8]) -> Bool {
    guard !edit.range.isEmpty, text[edit.range.upperBound - 1] == 0x0A else { return false }
    let before = edit.range.lowerBound > 0 ? text[edit.range.lowerBound - 1] : 0x0A
    return (edit.replacement.last ?? before) != 0x0A
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
