import Bytes
import JSONText
import Memory

/// Where the members of an archived document stand that an event is made of: found in one pass over its top level, without
/// anything being copied. Each is a node of the reader; −1 for one that is missing. As everywhere, the first of a name counts.
struct DocumentMembers {
  var timestamp = -1
  var agent = -1
  var id = -1
  var log = -1
  var decoder = -1
  var location = -1
  var rule = -1
  var isManager = false
  /// Whether there is something that makes it more than a plain log.
  var isSpecial = false

  init(_ reader: JSONReader, of root: Int) {
    var at = root + 1
    let end = Int(reader.nodes[root].end)
    while at < end {
      let node = reader.nodes[at]
      take(reader.text.view(node.key), node.kind, at)
      at = Int(node.end)
    }
  }

  private mutating func take(_ key: ByteView, _ kind: JSONReader.Kind, _ at: Int) {
    switch key.count {
    case 2: if key == "id", kind == .string, id < 0 { id = at }
    case 4: if key == "rule", kind == .object, rule < 0 { rule = at }
    case 5: if key == "agent", kind == .object, agent < 0 { agent = at }
    case 7:
      if key == "decoder" {
        if kind == .object, decoder < 0 { decoder = at }
      } else if key == "manager", kind == .object {
        isManager = true
      }
    case 8:
      if key == "location" {
        if kind == .string, location < 0 { location = at }
      } else if key == "full_log" {
        if kind == .string, log < 0 { log = at }
      } else if key == "syscheck" {
        isSpecial = true
      }
    case 9:
      if key == "timestamp" {
        if kind == .string, timestamp < 0 { timestamp = at }
      } else if key == "agentless" {
        isSpecial = true
      }
    default: break
    }
  }

  /// Whether it is a document of the archives, of the alerts or of the indexer.
  var isDocument: Bool { isManager && location >= 0 && decoder >= 0 }

  /// A member of a member, as text.
  static func text(_ name: StaticString, of object: Int, _ reader: JSONReader) -> ByteRange? {
    guard let node = member(name, of: object, reader), reader.nodes[node].kind == .string else { return nil }
    return reader.nodes[node].text
  }

  /// A member of a member.
  static func member(_ name: StaticString, of object: Int, _ reader: JSONReader) -> Int? {
    guard object >= 0 else { return nil }
    var at = object + 1
    let end = Int(reader.nodes[object].end)
    while at < end {
      let node = reader.nodes[at]
      if reader.text.view(node.key) == name { return at }
      at = Int(node.end)
    }
    return nil
  }
}
