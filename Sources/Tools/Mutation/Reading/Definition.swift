import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// A `<rule>` or a `<decoder>` as it stands in its file: what operators change.
struct Definition: Sendable {
  let document: XMLDocument
  let isRule: Bool
  /// The element's node.
  let node: Int
  /// A rule's number or a decoder's name.
  let name: String
  /// The element's attributes.
  let attributes: [WrittenAttribute]
  /// The elements directly below.
  let elements: [WrittenElement]
  /// Where it begins.
  let location: SourceLocation
  /// Its lines.
  let lines: ClosedRange<Int>

  init(_ node: Int, of document: XMLDocument, path: String, isRule: Bool) {
    self.document = document
    self.isRule = isRule
    self.node = node
    attributes = document.attributes(of: node).map { WrittenAttribute($0, of: document) }
    elements = document.children(of: node).map { WrittenElement($0, of: document) }
    let named = attributes.first { $0.name.equalsFoldingCase(isRule ? "id" : "name") }
    name = named?.value.description ?? ""
    var location = document.location(of: node)
    location.file = path
    self.location = location
    let end = document.location(ofOffset: max(0, Int(document.nodes[node].end) - 1))
    lines = location.line...max(location.line, end.line)
  }

  /// The file's text.
  var source: ArraySlice<UInt8> { document.buffer[..<document.sourceCount] }

  /// The element's own attribute of a name.
  func attribute(_ name: String) -> WrittenAttribute? {
    attributes.first { $0.name.equalsFoldingCase(ByteString(name)) }
  }

  /// The elements of a name, in order.
  func elements(named name: String) -> [WrittenElement] { elements.filter { $0.name == name } }

  // MARK: Edits

  /// Takes an element out, and its line where nothing else stands on it.
  func removal(of element: WrittenElement) -> TextEdit {
    var start = element.range.lowerBound
    var end = element.range.upperBound
    while start > 0, source[start - 1] == 0x20 || source[start - 1] == 0x09 { start -= 1 }
    var behind = end
    while behind < source.count, source[behind] == 0x20 || source[behind] == 0x09 || source[behind] == 0x0D {
      behind += 1
    }
    let beginsLine = start == 0 || source[start - 1] == 0x0A
    let endsLine = behind == source.count || source[behind] == 0x0A
    if beginsLine, endsLine {
      end = min(behind + 1, source.count)
    } else {
      start = element.range.lowerBound
    }
    return TextEdit(start..<end, with: [])
  }

  /// Takes an attribute out, with the blanks before it.
  func removal(of attribute: WrittenAttribute) -> TextEdit {
    var start = attribute.range.lowerBound
    while start > 0, source[start - 1] <= 0x20 { start -= 1 }
    return TextEdit(start..<attribute.range.upperBound, with: [])
  }

  /// Gives an attribute another value; nil where the value does not stand in the file as it is.
  func replacement(of attribute: WrittenAttribute, with value: String) -> TextEdit? {
    attribute.valueRange.map { TextEdit($0, with: value.utf8) }
  }

  /// Adds an attribute behind an element's name.
  func addition(to element: WrittenElement, _ name: String, _ value: String) -> TextEdit {
    TextEdit(element.startRange.upperBound..<element.startRange.upperBound, with: " \(name)=\"\(value)\"".utf8)
  }
}
