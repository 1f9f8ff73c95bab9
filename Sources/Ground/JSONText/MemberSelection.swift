import Bytes

/// Some members of objects, by their paths: `rule.id`, `data.srcip`.
///
/// ```swift
/// let selection = MemberSelection(["rule.id", "agent"])
/// // {"rule":{"id":"5710","level":5},"agent":{"id":"000"},"id":"1"} becomes {"rule":{"id":"5710"},"agent":{"id":"000"}}
/// ```
package struct MemberSelection: Sendable {
  private struct Node {
    var name: ByteString
    var isWhole = false
    var members: [Node] = []

    mutating func add(_ path: ArraySlice<UInt8>) {
      let name = ByteString(path.prefix { $0 != UInt8(ascii: ".") })
      let index = members.firstIndex { $0.name == name } ?? members.endIndex
      if index == members.endIndex { members.append(Self(name: name)) }
      if path.count == name.count {
        members[index].isWhole = true
      } else {
        members[index].add(path.dropFirst(name.count + 1))
      }
    }
  }

  private var root = Node(name: "")

  package init(_ paths: [ByteString]) {
    for path in paths { root.add(path.bytes[...]) }
  }

  /// Writes an object with the members that are selected, in the object's order. What it does not have is left out.
  package func write(_ object: JSONValue, to json: inout JSONWriter) { Self.write(object, root, &json) }

  private static func write(_ value: JSONValue, _ node: Node, _ json: inout JSONWriter) {
    // Nothing of what is no object can be selected but all of it.
    guard value.kind == .object, !node.isWhole else { return json.value(echoing: value) }
    json.beginObject()
    for member in value.children {
      let key = member.key
      guard let selected = node.members.first(where: { $0.name == key }),
        selected.isWhole || member.kind == .object
      else { continue }
      json.key(named: key.description)
      write(member, selected, &json)
    }
    json.endObject()
  }
}
