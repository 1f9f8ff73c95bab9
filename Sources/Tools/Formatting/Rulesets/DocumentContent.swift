import Bytes
import RulesetSyntax

/// What a file of decoders or rules says, whatever its layout: what must be the same before and after formatting.
struct DocumentContent: Equatable {
  private struct Node: Equatable {
    var kind: XMLDocument.Node.Kind
    var depth: Int32
    var name: ByteString
    var text: ByteString
  }

  private var nodes: [Node] = []

  init(_ document: XMLDocument) {
    var index = 0
    while index < document.nodes.count {
      let entry = document.nodes[index]
      // Of what holds elements only, the engine does not look at the text; blanks of layout stand in it.
      let holdsElements = entry.kind == .element && document.hasChildren(index)
      let text = document.content(of: index)
      nodes.append(
        Node(
          kind: entry.kind, depth: entry.depth, name: document.name(of: index),
          text: holdsElements ? ByteString(text.bytes.filter { !Blank.isBlank($0) }) : text))
      index += 1
      let attributes = document.attributes(of: index - 1)
      nodes += attributes.map {
        Node(
          kind: .attribute, depth: entry.depth, name: document.name(of: $0), text: document.content(of: $0))
      }.sorted { $0.name < $1.name }
      index = max(index, attributes.upperBound)
    }
  }
}
