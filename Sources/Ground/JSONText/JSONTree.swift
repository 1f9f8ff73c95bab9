import Bytes

/// A JSON document as a value of its own: it outlives the reader that it came from, and goes to other threads.
///
/// ```swift
/// let tree = JSONTree(reader.root)
/// let line = tree["position"]?["line"]?.integer
/// ```
package enum JSONTree: Sendable, Equatable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number; always a double, as the reader gives it.
  case number(Double)
  /// A text: bytes, for not all that comes is UTF-8.
  case string(ByteString)
  /// A list of values.
  case array([JSONTree])
  /// Members in order; names may repeat, and the first one counts.
  case object([Member])

  /// A member of an object.
  package struct Member: Sendable, Equatable {
    package var name: ByteString
    package var value: JSONTree

    package init(_ name: ByteString, _ value: JSONTree) {
      self.name = name
      self.value = value
    }
  }

  /// What a reader holds.
  package init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .yes: self = .bool(true)
    case .no: self = .bool(false)
    case .number: self = .number(value.number ?? 0)
    case .string: self = .string(value.bytes ?? "")
    case .array: self = .array(value.children.map(JSONTree.init))
    case .object: self = .object(value.children.map { Member($0.key, JSONTree($0)) })
    }
  }

  /// Reads a text that is one document and nothing else.
  /// - Parameter depth: containers inside each other; deeper documents are none.
  /// - Returns: nil when it is none.
  package init?(reading text: [UInt8], depth: Int = 200) {
    let reader = JSONReader()
    let isRead = ByteString(text).withView { view in
      reader.parse(view, maximumDepth: depth)
        && view.from(reader.consumed).buffer.allSatisfy { $0 <= 0x20 }
    }
    guard isRead else { return nil }
    self.init(reader.root)
  }

  /// The first member with this name; nil where there is none, or this is no object.
  package subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.bytes.elementsEqual(name.utf8) }?.value
  }

  /// The elements of an array; none for everything else.
  package var elements: [JSONTree] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The members of an object; none for everything else.
  package var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// A text's bytes.
  package var bytes: ByteString? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// A text.
  package var string: String? { bytes?.description }

  /// A number that is a whole one.
  package var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }

  /// A number.
  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// `true` or `false`
  package var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// Whether it is `null`.
  package var isNull: Bool { self == .null }
}

extension JSONTree: JSONConvertible {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .number(let number):
      // Whole numbers are written as such: documents of the engine would write large ones with an exponent.
      if let whole = Int(exactly: number) { json.value(whole) } else { json.value(number) }
    case .string(let text): json.value(text)
    case .array(let elements): json.array(elements) { $0.write(to: &$1) }
    case .object(let members):
      json.object { json in
        for member in members {
          json.key(named: member.name.description)
          member.value.write(to: &json)
        }
      }
    }
  }

  /// The document in one line, without a line end.
  package var text: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.bytes
  }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(ByteString(value)) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONTree)...) {
    self = .object(elements.map { Member(ByteString($0.0), $0.1) })
  }

  /// A text.
  package init(_ text: String) { self = .string(ByteString(text)) }

  /// A whole number.
  package init(_ number: Int) { self = .number(Double(number)) }
}
