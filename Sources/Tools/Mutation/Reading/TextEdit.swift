/// A replacement in the text of a file.
public struct TextEdit: Sendable, Hashable {
  /// The bytes that go.
  package var range: Range<Int>
  /// The bytes that come.
  public var text: [UInt8]

  /// A replacement.
  public init(_ range: Range<Int>, with text: some Sequence<UInt8>) {
    self.range = range
    self.text = Array(text)
  }

  /// A text with replacements made; they do not overlap.
  public static func apply(_ edits: [TextEdit], to text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    var at = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += text[at..<edit.range.lowerBound]
      result += edit.text
      at = edit.range.upperBound
    }
    return result + text[at...]
  }
}
