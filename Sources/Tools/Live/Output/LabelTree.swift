import Bytes
import JSONText

/// The `<label>`s of a block as what is added to its events (docs/reference/live.md §B.15).
struct LabelTree: Sendable {
  private indirect enum Value: Sendable {
    /// JSON as it is written.
    case leaf(ByteString)
    case object(LabelTree)
  }

  private var members: [(key: ByteString, value: Value)] = []

  var isEmpty: Bool { members.isEmpty }

  /// Adds a label; a key's dots nest, and what is there already stays.
  mutating func add(_ key: ByteString, _ value: ByteString) {
    add(path: key.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false), Self.json(value))
  }

  private mutating func add(path: [ArraySlice<UInt8>], _ json: ByteString) {
    guard let first = path.first else { return }
    let key = ByteString(first)
    let rest = Array(path.dropFirst())
    let place = members.firstIndex { $0.key.equalsFoldingCase(key) }
    guard let place else {
      if rest.isEmpty {
        members.append((key, .leaf(json)))
      } else {
        var tree = LabelTree()
        tree.add(path: rest, json)
        members.append((key, .object(tree)))
      }
      return
    }
    guard !rest.isEmpty, case .object(var tree) = members[place].value else { return }
    tree.add(path: rest, json)
    members[place].value = .object(tree)
  }

  /// A value that is one whole array stays one; everything else is text.
  private static func json(_ value: ByteString) -> ByteString {
    let reader = JSONReader()
    var writer = ByteWriter()
    if value.bytes.first == UInt8(ascii: "["), value.withView({ reader.parse($0) }), reader.root.kind == .array,
      value.bytes.dropFirst(reader.consumed).allSatisfy({ $0 <= 0x20 })
    {
      writer.write(compactJSON: reader.root)
    } else {
      writer.write(jsonString: value)
    }
    return ByteString(writer.bytes)
  }

  /// Writes an object with the labels behind its members; what it has itself wins.
  func write(_ object: JSONValue, to writer: inout ByteWriter) {
    writer.write("{")
    var isFirst = true
    var keys: [ByteString] = []
    for child in object.children {
      let key = child.key
      if !isFirst { writer.write(byte: UInt8(ascii: ",")) }
      isFirst = false
      writer.write(jsonString: key)
      writer.write(":")
      let isFirstOfName = !keys.contains { $0.equalsFoldingCase(key) }
      keys.append(key)
      if isFirstOfName, child.kind == .object, case .object(let tree) = value(of: key) {
        tree.write(child, to: &writer)
      } else {
        writer.write(compactJSON: child)
      }
    }
    for (key, value) in members where !keys.contains(where: { $0.equalsFoldingCase(key) }) {
      if !isFirst { writer.write(byte: UInt8(ascii: ",")) }
      isFirst = false
      writer.write(jsonString: key)
      writer.write(":")
      write(value, to: &writer)
    }
    writer.write("}")
  }

  private func value(of key: ByteString) -> Value? { members.first { $0.key.equalsFoldingCase(key) }?.value }

  private func write(_ value: Value, to writer: inout ByteWriter) {
    switch value {
    case .leaf(let json): writer.write(json)
    case .object(let tree):
      writer.write("{")
      for (index, member) in tree.members.enumerated() {
        if index > 0 { writer.write(byte: UInt8(ascii: ",")) }
        writer.write(jsonString: member.key)
        writer.write(":")
        write(member.value, to: &writer)
      }
      writer.write("}")
    }
  }
}
