import Bytes
import JSONText
import Memory
import RulesetSyntax
import Rulesets

/// The `data` object of a document while it is put together (docs/reference/alerts.md §6.2).
struct DataTree {
  struct Node {
    var key: ByteRange
    /// Text; nil for objects and arrays.
    var text: ByteRange?
    /// An array as one line of JSON, and how deep it nests.
    var array: ByteString?
    var arrayDepth = 0
    var isObject: Bool { text == nil && array == nil }
    /// Index of the first member and of the next sibling; 0 is none.
    var first = 0
    var last = 0
    var next = 0
  }

  /// The first node is `data` itself.
  private(set) var nodes = [Node(key: ByteRange(offset: 0, count: 0))]
  private let arena: ByteArena
  /// Containers inside each other, `data` itself included.
  private(set) var depth = 1

  init(_ event: EventState, json: JSONReader) {
    arena = event.arena
    for field in StaticField.allCases where field != .srcgeoip && field != .dstgeoip {
      guard let value = event[field] else { continue }
      let node = add(key: arena.append(literal: field.name), to: 0)
      nodes[node].text = value
    }
    guard let decoder = event.decoder else { return }
    let isSyscheck = decoder.reportedName.withView { $0.starts(with: "syscheck_") }
    guard !isSyscheck else { return }
    for field in event.dynamic.view where !field.value.isEmpty { insert(field, json: json) }
  }

  /// Whether there is anything to show.
  var isEmpty: Bool { nodes[0].first == 0 }

  /// The members of an object, in order.
  func members(of node: Int) -> [Int] {
    var members: [Int] = []
    var at = nodes[node].first
    while at != 0 {
      members.append(at)
      at = nodes[at].next
    }
    return members
  }

  /// A member by its key, compared without case.
  func member(_ key: ByteView, of node: Int) -> Int? {
    var at = nodes[node].first
    while at != 0 {
      if arena.view(nodes[at].key).equalsFoldingCase(key) { return at }
      at = nodes[at].next
    }
    return nil
  }

  func write(to writer: inout ByteWriter) { write(0, to: &writer) }

  private func write(_ node: Int, to writer: inout ByteWriter) {
    writer.write("{")
    var at = nodes[node].first
    while at != 0 {
      writer.write(jsonString: arena.view(nodes[at].key))
      writer.write(":")
      if let text = nodes[at].text {
        writer.write(jsonString: arena.view(text))
      } else if let array = nodes[at].array {
        writer.write(array)
      } else {
        write(at, to: &writer)
      }
      at = nodes[at].next
      if at != 0 { writer.write(",") }
    }
    writer.write("}")
  }

  private mutating func add(key: ByteRange, to parent: Int) -> Int {
    let index = nodes.count
    nodes.append(Node(key: key))
    if nodes[parent].first == 0 { nodes[parent].first = index } else { nodes[nodes[parent].last].next = index }
    nodes[parent].last = index
    return index
  }

  /// Adds a dynamic field; dots in its name nest. What is there already wins.
  private mutating func insert(_ field: EventState.DynamicField, json: JSONReader) {
    var parent = 0
    var start = 0
    var level = 1
    let name = arena.view(field.name)
    while let dot = name.firstIndex(of: UInt8(ascii: "."), from: start) {
      if let existing = member(name[start..<dot], of: parent) {
        guard nodes[existing].isObject else { return }
        parent = existing
      } else {
        parent = add(key: field.name[start..<dot], to: parent)
      }
      start = dot + 1
      level += 1
    }
    depth = max(depth, level)
    guard member(name.from(start), of: parent) == nil else { return }
    let node = add(key: field.name.from(start), to: parent)
    let value = arena.view(field.value)
    if value[0] == UInt8(ascii: "["), json.parse(value), json.consumed == value.count {
      var writer = ByteWriter()
      writer.write(compactJSON: json.root)
      nodes[node].array = ByteString(writer.bytes)
      depth = max(depth, level + json.depth)
    } else {
      nodes[node].text = field.value
    }
  }
}
