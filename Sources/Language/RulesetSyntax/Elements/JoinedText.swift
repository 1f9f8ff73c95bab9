import Bytes

/// The texts of several elements of one name, one behind the other, as the engine puts them together; it knows where each
/// part of them stands in the file.
package struct JoinedText: Sendable {
  /// The text.
  package private(set) var bytes: [UInt8] = []
  /// The pieces: where each begins and ends in the text, and where it begins in the file, if it stands there as it is.
  private var pieces: [(part: Range<Int>, offset: Int?)] = []

  /// A text that stands in no file.
  package init(_ text: [UInt8]) { append(text, at: nil) }

  /// The texts of elements.
  package init(_ elements: [WrittenElement]) {
    for element in elements { append(element.content.bytes, at: element.contentRange?.lowerBound) }
  }

  /// The texts of nodes of a document.
  package init(_ nodes: [Int], of document: XMLDocument) {
    for node in nodes { append(document.content(of: node).bytes, at: document.writtenContent(of: node)?.lowerBound) }
  }

  private mutating func append(_ text: [UInt8], at offset: Int?) {
    pieces.append((bytes.count..<bytes.count + text.count, offset))
    bytes += text
  }

  /// Where a part of the text stands in the file; nil where a variable brought it, or it runs over two elements.
  package func range(of part: Range<Int>) -> Range<Int>? {
    guard
      let piece = pieces.first(where: { part.lowerBound >= $0.part.lowerBound && part.upperBound <= $0.part.upperBound }
      ),
      let offset = piece.offset
    else { return nil }
    let start = offset + part.lowerBound - piece.part.lowerBound
    return start..<start + part.count
  }

  /// The ranges of the file that hold a part of the text, in order; nil where a variable brought some of it.
  package func ranges(of part: Range<Int>) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    for piece in pieces where piece.part.overlaps(part) {
      guard let range = range(of: piece.part.clamped(to: part)) else { return nil }
      ranges.append(range)
    }
    return ranges
  }
}
