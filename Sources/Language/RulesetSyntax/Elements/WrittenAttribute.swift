import Bytes

/// An attribute as it is written.
package struct WrittenAttribute: Sendable {
  /// The name as it is written.
  package let name: ByteString
  /// The value, with variables replaced.
  package let value: ByteString
  /// From the name to behind the closing quote.
  package let range: Range<Int>
  /// The bytes of the name.
  package let nameRange: Range<Int>
  /// The bytes between the quotes.
  package let writtenValueRange: Range<Int>
  /// The same, where the value stands there as it is; nil when variables were replaced in it.
  package let valueRange: Range<Int>?

  /// An attribute of a document.
  package init(_ node: Int, of document: XMLDocument) {
    name = document.name(of: node)
    value = document.content(of: node)
    let entry = document.nodes[node]
    range = Int(entry.start)..<Int(entry.end)
    nameRange = Int(entry.start)..<Int(entry.start) + Int(entry.name.count)
    writtenValueRange = Int(entry.contentStart)..<max(Int(entry.contentStart), Int(entry.end) - 1)
    valueRange = document.writtenContent(of: node)
  }
}
