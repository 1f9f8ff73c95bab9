/// A piece of an event as its block holds it: names and texts turned into XML, places for values left open.
enum BinaryXMLNode: Sendable {
  /// What is written as it stands, with its special characters already escaped.
  case text([UInt8])
  /// A place for a value of the record. Where it is optional and the value is null, what encloses it is left out.
  case value(index: Int, isOptional: Bool)
  case element(BinaryXMLElement)
  /// A template with values of its own.
  case template(BinaryXMLTemplate, [BinaryXMLValue])
}

/// `<name attribute='…'>…</name>`.
struct BinaryXMLElement: Sendable {
  var name: [UInt8]
  var attributes: [BinaryXMLAttribute] = []
  /// Whether it is written as `<name/>`.
  var isEmpty = false
  var content: [BinaryXMLNode] = []

  /// The place for a value of which there may be several, so that the whole element stands once for each.
  var onlyValue: Int? {
    guard content.count == 1, case .value(let index, _) = content[0] else { return nil }
    return index
  }
}

/// `name='…'`.
struct BinaryXMLAttribute: Sendable {
  var name: [UInt8]
  var content: [BinaryXMLNode] = []
}

/// The content of a template, which records of a block share.
final class BinaryXMLTemplate: Sendable {
  let content: [BinaryXMLNode]

  init(_ content: [BinaryXMLNode]) { self.content = content }
}

/// A value of a record: its type, and where its bytes lie in the block.
struct BinaryXMLValue: Sendable {
  var type: UInt8
  var range: Range<Int>

  var isNull: Bool { type == 0 }
  /// Whether it is a list of values.
  var isArray: Bool { type & 0x80 != 0 }
}
