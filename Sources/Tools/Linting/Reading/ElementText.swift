import Bytes
import RulesetSyntax
import Rulesets

/// An element as it is written in a file that is linted: name, attributes, and the text behind its last child.
package struct ElementText: Sendable {
  private let written: WrittenElement
  /// Where its pattern stands, for one that is written in an attribute.
  private let attribute: WrittenAttribute?
  private let file: Int

  init(_ node: Int, in file: LintedFile) {
    written = WrittenElement(node, of: file.document)
    attribute = nil
    self.file = file.index
  }

  private init(_ element: ElementText, showing attribute: WrittenAttribute) {
    written = element.written
    self.attribute = attribute
    file = element.file
  }

  /// The element with an attribute's value in place of its text; nil without such an attribute.
  func showing(_ name: String) -> ElementText? {
    written.attribute(ByteString(name)).map { ElementText(self, showing: $0) }
  }

  private func place(_ range: Range<Int>) -> Place {
    Place(file: file, offset: range.lowerBound, length: range.count)
  }

  /// Index of the node in the file's document.
  package var node: Int { written.node }
  /// The name in lower case, as the engine compares nearly all of them.
  package var name: String { written.name }
  /// The text.
  package var content: ByteString { attribute?.value ?? written.content }
  /// The attributes, in order.
  package var attributes: [AttributeText] { written.attributes.map { AttributeText($0, file: file) } }
  /// Where the element stands: from its `<` to the end of its start tag's name.
  package var place: Place { place(written.startRange) }
  /// Where the text stands in the file as it is.
  private var contentRange: Range<Int>? { attribute?.writtenValueRange ?? written.contentRange }
  /// Where the text stands; of length 0 when it stands in pieces there, or comes from a variable.
  package var contentPlace: Place { place(contentRange ?? written.contentStart..<written.contentStart) }
  /// Where the whole element ends: the offset behind its end tag.
  package var end: Int { written.range.upperBound }
  /// Whether the text stands in the file exactly as it is here.
  package var isVerbatim: Bool { contentRange != nil }
  /// Whether `negate` turns it around.
  var isNegated: Bool { written.isNegated }
  /// The whole element, from `<` to behind its end tag.
  package var whole: Place { place(written.range) }

  /// The first attribute with exactly this name.
  package func attribute(_ name: ByteString) -> AttributeText? {
    written.attribute(name).map { AttributeText($0, file: file) }
  }

  /// The place of a byte of the text; the text's start where it does not stand in the file as it is.
  package func place(ofByte index: Int, length: Int = 1) -> Place {
    guard isVerbatim, index <= content.count else { return contentPlace }
    return Place(file: file, offset: contentPlace.offset + index, length: length)
  }
}
