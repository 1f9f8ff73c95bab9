import Bytes
import JSONText

/// JSON objects that people hand in.
enum JSONInput {
  /// The object that a text holds.
  /// - Parameter expected: what the sender takes, for the message.
  static func object(_ text: ByteString, expected: String, hint: String) throws(InputError) -> JSONValue {
    let reader = JSONReader()
    guard text.withView({ reader.parse($0) }) else {
      throw InputError(message: "not JSON; \(expected) is expected", hint: hint, offset: offsetOfError(in: text))
    }
    guard reader.root.kind == .object else {
      throw InputError(message: "a JSON object is expected: \(expected)", hint: hint, offset: 0)
    }
    if let rest = text.bytes.indices.first(where: { $0 >= reader.consumed && text.bytes[$0] > 0x20 }) {
      throw InputError(message: "there is more behind the JSON object", hint: "give one event at a time", offset: rest)
    }
    return reader.root
  }

  /// Where a text stops to be JSON.
  static func offsetOfError(in text: ByteString) -> Int {
    let reader = JSONReader()
    _ = text.withView { reader.parse($0) }
    return min(reader.consumed, max(text.count - 1, 0))
  }

  /// Whether the first byte that is no blank opens an object.
  static func looksLikeObject(_ text: ByteString) -> Bool { text.bytes.first { $0 > 0x20 } == UInt8(ascii: "{") }
}

extension JSONValue {
  /// The first member of one of some names.
  func member(_ names: [StaticString]) -> JSONValue? {
    for name in names {
      if let found = self[name] { return found }
    }
    return nil
  }
}
