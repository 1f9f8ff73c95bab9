import Bytes

/// Lines that were typed before, oldest first.
package struct LineHistory: Equatable, Sendable {
  /// The lines.
  package private(set) var entries: [ByteString] = []
  /// Those of them that were added, in contrast to those that were read.
  package private(set) var added: [ByteString] = []

  /// Most lines, and most bytes of one: a longer log is not worth keeping.
  private static let entryLimit = 1000
  private static let lengthLimit = 65_535

  /// No lines.
  package init() {}

  /// Lines as ``text`` wrote them.
  package init(text: [UInt8]) {
    for line in text.split(separator: 10) { keep(ByteString(Array(line))) }
  }

  /// One line after the other, each with a line feed.
  package var text: [UInt8] { entries.flatMap { $0.bytes + [10] } }

  /// Remembers a line.
  ///
  /// Empty ones, repetitions, and those that begin with a blank, as in a shell, are left out.
  package mutating func add(_ line: ByteString) {
    guard line.bytes.first != 0x20, keep(line) else { return }
    added.append(line)
  }

  @discardableResult
  private mutating func keep(_ line: ByteString) -> Bool {
    guard !line.isEmpty, line.count <= Self.lengthLimit, line != entries.last, !line.bytes.contains(10) else {
      return false
    }
    entries.append(line)
    if entries.count > Self.entryLimit { entries.removeFirst(entries.count - Self.entryLimit) }
    return true
  }

  /// The next older line that holds a text, looking from `end` backwards; its index.
  func last(holding text: [UInt8], before end: Int) -> Int? {
    entries[..<min(end, entries.count)].indices.last { holds(entries[$0], text) }
  }

  /// The next newer line that holds a text.
  func first(holding text: [UInt8], behind start: Int) -> Int? {
    guard start + 1 < entries.count else { return nil }
    return entries[(start + 1)...].indices.first { holds(entries[$0], text) }
  }

  private func holds(_ entry: ByteString, _ text: [UInt8]) -> Bool {
    entry.withView { view in ByteString(text).withView { view.firstIndex(of: $0) != nil } }
  }
}
