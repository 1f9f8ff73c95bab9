import Bytes

/// An element as it is written: name, attributes, and the text behind its last child, each with the bytes where it stands.
package struct WrittenElement: Sendable {
  /// Index of the node in its document.
  package let node: Int
  /// The name in lower case, as the engine compares nearly all of them.
  package let name: String
  /// The attributes, in order.
  package let attributes: [WrittenAttribute]
  /// The text, with variables replaced.
  package let content: ByteString
  /// From `<` to behind the end tag.
  package let range: Range<Int>
  /// From `<` to behind the name in the start tag.
  package let startRange: Range<Int>
  /// Where the text begins.
  package let contentStart: Int
  /// Where the text stands; nil when it stands in pieces or variables were replaced in it.
  package let contentRange: Range<Int>?

  /// An element of a document.
  package init(_ node: Int, of document: XMLDocument) {
    self.node = node
    name = document.name(of: node).lowercased.description
    attributes = document.attributes(of: node).map { WrittenAttribute($0, of: document) }
    content = document.content(of: node)
    let entry = document.nodes[node]
    range = document.range(of: node)
    startRange = Int(entry.start)..<Int(entry.start) + Int(entry.name.count) + 1
    contentStart = Int(entry.contentStart)
    contentRange = document.writtenContent(of: node)
  }

  /// The first attribute with exactly this name.
  package func attribute(_ name: ByteString) -> WrittenAttribute? { attributes.first { $0.name == name } }

  /// Whether `negate` turns it around.
  package var isNegated: Bool { attribute("negate")?.value.lowercased == "yes" }
}
