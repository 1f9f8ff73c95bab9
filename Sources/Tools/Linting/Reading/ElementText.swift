import Bytes
import Rulesets

/// An attribute as it is written.
package struct AttributeText: Sendable {
  /// The name as it is written.
  package var name: ByteString
  /// The value.
  package var value: ByteString
  /// Where the name stands.
  package var namePlace: Place
  /// Where the value stands, without its quotes.
  package var valuePlace: Place
}

/// An element as it is written: name, attributes, and the text behind its last child.
public struct ElementText: Sendable {
  /// Index of the node in the file's document.
  package var node: Int
  /// The name in lower case, as the engine compares nearly all of them.
  public var name: String
  /// The text.
  public var content: ByteString
  /// The attributes, in order.
  package var attributes: [AttributeText]
  /// Where the element stands: from its `<` to the end of its start tag's name.
  package var place: Place
  /// Where the text stands; of length 0 when it stands in pieces there, or comes from a variable.
  package var contentPlace: Place
  /// Where the whole element ends: the offset behind its end tag.
  package var end: Int
  /// Whether the text stands in the file exactly as it is here.
  package var isVerbatim: Bool

  init(_ node: Int, in file: LintedFile) {
    let document = file.document
    let element = document.nodes[node]
    self.node = node
    name = document.string(element.name).lowercased.description
    content = document.string(element.content)
    place = file.place(Int(element.start), Int(element.name.count) + 1)
    isVerbatim = Int(element.content.offset) == Int(element.contentStart)
    contentPlace = file.place(Int(element.contentStart), isVerbatim ? Int(element.content.count) : 0)
    end = Int(element.end)
    attributes = document.attributes(of: node).map { index in
      let attribute = document.nodes[index]
      return AttributeText(
        name: document.string(attribute.name), value: document.string(attribute.content),
        namePlace: file.place(Int(attribute.start), Int(attribute.name.count)),
        valuePlace: file.place(Int(attribute.contentStart), Int(attribute.content.count)))
    }
  }

  /// The first attribute with exactly this name.
  package func attribute(_ name: ByteString) -> AttributeText? { attributes.first { $0.name == name } }

  /// The whole element, from `<` to behind its end tag.
  package var whole: Place { Place(file: place.file, offset: place.offset, length: max(0, end - place.offset)) }

  /// The place of a byte of the text; the text's start where it does not stand in the file as it is.
  package func place(ofByte index: Int, length: Int = 1) -> Place {
    guard isVerbatim, index <= content.count else { return contentPlace }
    return Place(file: place.file, offset: contentPlace.offset + index, length: length)
  }
}
