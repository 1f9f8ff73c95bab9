import Analysis
import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Where a definition is written.
struct ElementPlace {
  let document: XMLDocument
  let node: Int
  let children: [Int]
  /// The file, from the current folder.
  let path: String
  let isBase: Bool

  var span: Range<Int> { document.range(of: node) }

  /// Where a part begins; the definition's own place where it is not known.
  func location(of part: Int?) -> SourceLocation { location(ofOffset: Int(document.nodes[part ?? node].start)) }

  func location(ofOffset offset: Int) -> SourceLocation {
    var location = document.location(ofOffset: offset)
    location.file = path
    return location
  }

  /// The elements that a condition stands in: those of its name, or of a field or list the one at its place.
  func elements(of outline: ConditionOutline) -> [Int] {
    switch outline.kind {
    case .maxsize:
      return document.attributes(of: node).filter { document.name(of: $0).lowercased == "maxsize" }
    case .field:
      return elements(named: "field").filter {
        guard let place = outline.location else { return false }
        return document.contentLocation(of: $0) == place
      }
    case .list:
      return elements(named: "list").filter { document.location(of: $0) == outline.location }
    default: return elements(named: outline.element)
    }
  }

  func elements(named name: String) -> [Int] {
    ByteString(name).withView { name in
      document.withText { text in children.filter { text[document.nodes[$0].name].equalsFoldingCase(name) } }
    }
  }

  /// The text of elements of one name, which the engine puts together; nil when it is not what is expected.
  func text(of nodes: [Int], equalTo expected: ByteString) -> JoinedText? {
    let text = JoinedText(nodes, of: document)
    return text.bytes == expected.bytes ? text : nil
  }
}
