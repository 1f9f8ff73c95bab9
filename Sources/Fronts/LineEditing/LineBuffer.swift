import Bytes

/// A line that is being edited: its bytes, and where the cursor stands.
///
/// The cursor steps over whole characters (``TerminalText/Cell``), whatever bytes the line holds.
package struct LineBuffer: Equatable, Sendable {
  /// The bytes.
  package private(set) var bytes: [UInt8]
  /// The byte in front of which the cursor stands; their number when it stands at the end.
  package private(set) var cursor: Int
  /// What was cut out last.
  private var cut: [UInt8] = []

  /// A line with the cursor at its end.
  package init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
    cursor = bytes.count
  }

  /// Whether there is nothing in it.
  package var isEmpty: Bool { bytes.isEmpty }

  /// Puts another text in its place, the cursor at the end; what was cut out stays at hand.
  mutating func replaceAll(_ text: [UInt8]) {
    bytes = text
    cursor = text.count
  }

  /// Puts bytes in front of the cursor.
  mutating func insert(_ text: some Collection<UInt8>) {
    bytes.insert(contentsOf: text, at: cursor)
    cursor += text.count
  }

  /// Puts bytes in the place of those from `start` to the cursor.
  mutating func replace(from start: Int, with text: [UInt8]) {
    bytes.replaceSubrange(start..<cursor, with: text)
    cursor = start + text.count
  }

  // MARK: Moving

  mutating func moveLeft() { cursor = left }
  mutating func moveRight() { cursor = right }
  mutating func moveToStart() { cursor = 0 }
  mutating func moveToEnd() { cursor = bytes.count }
  mutating func moveWordLeft() { cursor = wordStart }
  mutating func moveWordRight() { cursor = wordEnd }

  private var left: Int { TerminalText.boundary(before: cursor, in: bytes) }
  private var right: Int { TerminalText.boundary(after: cursor, in: bytes) }

  /// Letters, digits and everything that is not ASCII make words.
  private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || ASCII.isAlphanumeric(byte) }

  private var wordStart: Int {
    var at = cursor
    while at > 0, !Self.isWord(bytes[at - 1]) { at -= 1 }
    while at > 0, Self.isWord(bytes[at - 1]) { at -= 1 }
    return at
  }

  private var wordEnd: Int {
    var at = cursor
    while at < bytes.count, !Self.isWord(bytes[at]) { at += 1 }
    while at < bytes.count, Self.isWord(bytes[at]) { at += 1 }
    return at
  }

  /// Where the text between blanks begins in which the cursor stands.
  private var blankStart: Int {
    var at = cursor
    while at > 0, bytes[at - 1] == 0x20 { at -= 1 }
    while at > 0, bytes[at - 1] != 0x20 { at -= 1 }
    return at
  }

  // MARK: Taking away

  mutating func deleteBack() { remove(left..<cursor) }
  mutating func deleteForward() { remove(cursor..<right) }

  mutating func cutToEnd() { keepAndRemove(cursor..<bytes.count) }
  mutating func cutToStart() { keepAndRemove(0..<cursor) }
  mutating func cutToBlank() { keepAndRemove(blankStart..<cursor) }
  mutating func cutWordBack() { keepAndRemove(wordStart..<cursor) }
  mutating func cutWordForward() { keepAndRemove(cursor..<wordEnd) }

  /// Puts back what was cut out last.
  mutating func paste() { insert(cut) }

  /// Swaps the characters before and under the cursor, at the end of the line the last two.
  mutating func transpose() {
    let middle = cursor == bytes.count ? left : cursor
    let start = TerminalText.boundary(before: middle, in: bytes)
    let end = TerminalText.boundary(after: middle, in: bytes)
    guard start < middle, middle < end else { return }
    bytes.replaceSubrange(start..<end, with: Array(bytes[middle..<end] + bytes[start..<middle]))
    cursor = end
  }

  private mutating func keepAndRemove(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    cut = Array(bytes[range])
    remove(range)
  }

  private mutating func remove(_ range: Range<Int>) {
    bytes.removeSubrange(range)
    cursor = range.lowerBound
  }
}
