/// A change of a text: bytes of a range replaced by others.
public struct TextEdit: Sendable, Hashable {
  /// The bytes that go; an empty range to insert.
  public var range: Range<Int>
  /// The bytes that come.
  public var replacement: [UInt8]

  /// A change.
  public init(_ range: Range<Int>, with replacement: some Sequence<UInt8>) {
    self.range = range
    self.replacement = Array(replacement)
  }

  /// The text with all changes made.
  ///
  /// Changes must not overlap. The order they are given in matters only to those that insert at one place.
  public static func apply(_ edits: [TextEdit], to text: [UInt8]) -> [UInt8] {
    apply(edits, to: text, in: text.indices)
  }

  /// A part of the text, with the changes that lie in it made.
  static func apply(_ edits: [TextEdit], to text: [UInt8], in part: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(part.count + 16)
    var at = part.lowerBound
    for edit in ordered(edits) {
      precondition(edit.range.lowerBound >= at && edit.range.upperBound <= part.upperBound)
      result += text[at..<edit.range.lowerBound]
      result += edit.replacement
      at = edit.range.upperBound
    }
    return result + text[at..<part.upperBound]
  }

  /// Changes in the order of the text.
  static func ordered(_ edits: [TextEdit]) -> [TextEdit] {
    edits.enumerated().sorted { left, right in
      (left.element.range.lowerBound, left.offset) < (right.element.range.lowerBound, right.offset)
    }.map(\.element)
  }

  /// Whether two changes are in each other's way; two insertions at one place are, too.
  package func conflicts(with other: TextEdit) -> Bool {
    range.lowerBound < max(other.range.lowerBound + 1, other.range.upperBound)
      && other.range.lowerBound < max(range.lowerBound + 1, range.upperBound)
  }
}
