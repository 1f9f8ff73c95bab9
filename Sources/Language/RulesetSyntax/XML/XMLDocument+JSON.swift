import Bytes
import JSONText

extension XMLDocument: JSONConvertible {
  /// Writes the tree as docs/reference/xml.md §14 has it: every byte of a text as the character of that number.
  package func write(to json: inout JSONWriter) {
    withText { text in
      // A stack of its own: documents are nested deeper than the machine's stack is sure to take.
      var pending: [(elements: [Int], next: Int)] = [(topLevelElements, 0)]
      json.beginArray()
      while let (elements, next) = pending.last {
        guard next < elements.count else {
          json.endArray()
          pending.removeLast()
          if !pending.isEmpty { json.endObject() }
          continue
        }
        pending[pending.count - 1].next += 1
        let element = elements[next]
        let node = nodes[element]
        json.beginObject()
        json.key("e")
        json.value(latin1: text[node.name])
        json.key("c")
        json.value(latin1: text[node.content])
        json.member("ln", Int(node.line))
        json.array("a", attributes(of: element)) { attribute, json in
          json.array([nodes[attribute].name, nodes[attribute].content]) { $1.value(latin1: text[$0]) }
        }
        json.key("k")
        json.beginArray()
        pending.append((children(of: element), 0))
      }
    }
  }
}
