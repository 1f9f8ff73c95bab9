import Reporting
import Bytes

/// What fixes make of a file.
public struct FileChange: Sendable {
  /// The path as it was given.
  public var path: String
  /// The file as it was read.
  public var before: [UInt8]
  /// The file as it should be.
  public var after: [UInt8]
  /// Number of findings that this mends.
  public var count: Int
  /// The replacements, in order.
  let edits: [Fix.Edit]

  /// The changes that mend what can be mended for certain.
  ///
  /// Of fixes that would replace the same bytes the first one is made; the others can be made by a second run.
  public static func changes(for result: LintResult) -> [FileChange] {
    var accepted: [Int: [Fix.Edit]] = [:]
    var counts: [Int: Int] = [:]
    for fix in result.findings.compactMap(\.fix) {
      let isFree = fix.edits.allSatisfy { edit in
        !(accepted[edit.place.file] ?? []).contains { overlaps($0.place, edit.place) }
      }
      guard isFree, !fix.edits.isEmpty else { continue }
      for edit in fix.edits { accepted[edit.place.file, default: []].append(edit) }
      for file in Set(fix.edits.map(\.place.file)) { counts[file, default: 0] += 1 }
    }
    return accepted.sorted { $0.key < $1.key }.map { file, edits in
      let source = result.ruleset.files[file]
      let edits = edits.sorted { $0.place.offset < $1.place.offset }
      let before = Array(source.source)
      return FileChange(
        path: source.path, before: before, after: apply(edits, to: before, 0..<before.count), count: counts[file] ?? 0,
        edits: edits)
    }
  }

  private static func overlaps(_ left: Place, _ right: Place) -> Bool {
    // Two insertions at one place are in each other's way, too.
    left.offset < right.offset + max(1, right.length) && right.offset < left.offset + max(1, left.length)
  }

  /// The bytes of a range with the replacements in it made.
  private static func apply(_ edits: [Fix.Edit], to bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var at = range.lowerBound
    for edit in edits where edit.place.offset >= range.lowerBound && edit.place.offset <= range.upperBound {
      result += bytes[at..<edit.place.offset]
      result += edit.text.bytes
      at = edit.place.offset + edit.place.length
    }
    return result + bytes[at..<max(at, range.upperBound)]
  }

  // MARK: Showing it

  /// The change as a unified difference, with two lines around each place.
  public func difference(style: Style = .plain) -> String {
    var starts = [0]
    for (index, byte) in before.enumerated() where byte == 0x0A { starts.append(index + 1) }
    if starts.last == before.count, starts.count > 1 { starts.removeLast() }
    func line(of offset: Int) -> Int {
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      return low
    }
    func range(of line: Int) -> Range<Int> {
      starts[line]..<(line + 1 < starts.count ? starts[line + 1] : before.count)
    }
    var hunks: [ClosedRange<Int>] = []
    for edit in edits {
      let lines =
        line(of: edit.place.offset)...line(of: max(edit.place.offset, edit.place.offset + edit.place.length - 1))
      if let last = hunks.last, lines.lowerBound <= last.upperBound + 1 {
        hunks[hunks.count - 1] = last.lowerBound...max(last.upperBound, lines.upperBound)
      } else {
        hunks.append(lines)
      }
    }
    var text = style.bold("--- \(TerminalText.line(path))\n+++ \(TerminalText.line(path))\n")
    var moved = 0
    var shown = 0  // lines before this one have been
    for (index, hunk) in hunks.enumerated() {
      // Two hunks share no line of context.
      let first = max(hunk.lowerBound - 2, shown)
      let next = index + 1 < hunks.count ? hunks[index + 1].lowerBound - 1 : starts.count - 1
      let last = min(hunk.upperBound + 2, next)
      shown = last + 1
      let bytes = range(of: hunk.lowerBound).lowerBound..<range(of: hunk.upperBound).upperBound
      let changed = Self.apply(
        edits.filter {
          bytes ~= $0.place.offset || $0.place.offset == before.count && bytes.upperBound == before.count
        }, to: before, bytes)
      let added = Self.lines(changed)
      let removed = Self.lines(Array(before[bytes]))
      let context = (hunk.lowerBound - first) + (last - hunk.upperBound)
      text += style.dim(
        "@@ -\(first + 1),\(removed.count + context) +\(first + 1 + moved),\(added.count + context) @@\n")
      for line in first..<hunk.lowerBound { text += " " + Self.shown(before[range(of: line)]) }
      for line in removed { text += style.red("-" + line) + "\n" }
      for line in added { text += style.green("+" + line) + "\n" }
      if hunk.upperBound < last {
        for line in hunk.upperBound + 1...last { text += " " + Self.shown(before[range(of: line)]) }
      }
      moved += added.count - removed.count
    }
    return text
  }

  /// By bytes: to a `String` CR LF is one character, and no line end.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { TerminalText.paragraph(String(decoding: $0, as: UTF8.self)) }
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    TerminalText.paragraph(String(decoding: bytes, as: UTF8.self)) + (bytes.last == 0x0A ? "" : "\n")
  }
}
