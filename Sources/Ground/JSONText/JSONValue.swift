import Bytes

/// A value in a document that a ``JSONReader`` holds; valid until the reader reads the next one.
public struct JSONValue {
  /// The reader that holds the document.
  public let reader: JSONReader
  /// The value's node.
  public let index: Int

  /// The value of a node.
  public init(reader: JSONReader, index: Int) {
    self.reader = reader
    self.index = index
  }

  /// What it is.
  public var kind: JSONReader.Kind { reader.nodes[index].kind }

  /// The first member of an object with this name, compared exactly.
  public subscript(name: StaticString) -> JSONValue? {
    guard kind == .object else { return nil }
    return children.first { reader.text.view(reader.nodes[$0.index].key) == name }
  }

  /// The contents of an array or object, in order.
  public var children: [JSONValue] {
    var found: [JSONValue] = []
    var at = index + 1
    while at < Int(reader.nodes[index].end) {
      found.append(JSONValue(reader: reader, index: at))
      at = Int(reader.nodes[at].end)
    }
    return found
  }

  /// The member name.
  public var key: ByteString { reader.text.copy(reader.nodes[index].key) }

  /// A string's bytes, nil for everything else.
  public var bytes: ByteString? { kind == .string ? reader.text.copy(reader.nodes[index].text) : nil }

  /// A string as text, nil for everything else.
  public var string: String? { bytes?.description }

  /// A number as it was written; empty for everything else.
  public var source: ByteString { kind == .number ? reader.text.copy(reader.nodes[index].text) : "" }

  /// A number, nil for everything else.
  public var number: Double? { kind == .number ? reader.nodes[index].number : nil }

  /// `true` or `false`, nil for everything else.
  public var bool: Bool? {
    switch kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }
}
