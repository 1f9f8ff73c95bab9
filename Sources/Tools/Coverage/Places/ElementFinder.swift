import Analysis
import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Finds where definitions and their parts are written.
struct ElementFinder {
  private struct File {
    var document: XMLDocument
    var path: String
    var isBase: Bool
  }

  private var files: [ObjectIdentifier: [File]] = [:]
  private var last: (layout: ObjectIdentifier, files: [File])?

  /// The place of a definition's element.
  mutating func place(of element: SourceElement, in layout: CoverageLayout) -> ElementPlace {
    let id = ObjectIdentifier(layout)
    if last?.layout != id {
      let known = files[id] ?? Self.files(of: layout)
      files[id] = known
      last = (id, known)
    }
    guard let file = last?.files[element.document] else { preconditionFailure("the files were put there just now") }
    return ElementPlace(
      document: file.document, node: element.node, children: file.document.children(of: element.node),
      path: file.path, isBase: file.isBase)
  }

  private static func files(of layout: CoverageLayout) -> [File] {
    let loaded = layout.ruleset.loaded
    let base = Set(loaded.files.filter(\.isBase).map(\.path))
    return loaded.documents.map {
      File(document: $0, path: layout.shownPath($0.file), isBase: base.contains($0.file))
    }
  }
}

/// Where a definition is written.
struct ElementPlace {
  let document: XMLDocument
  let node: Int
  let children: [Int]
  /// The file, from the current folder.
  let path: String
  let isBase: Bool

  var span: Range<Int> { span(of: node) }

  func span(of node: Int) -> Range<Int> {
    let (start, end) = (Int(document.nodes[node].start), Int(document.nodes[node].end))
    return start..<max(start, end)
  }

  /// Where a part begins; the definition's own place where it is not known.
  func location(of part: Int?) -> SourceLocation { location(ofOffset: Int(document.nodes[part ?? node].start)) }

  func location(ofOffset offset: Int) -> SourceLocation {
    var location = document.location(ofOffset: offset)
    location.file = path
    return location
  }

  /// The elements that a condition stands in: those of its name, or of a field or list the one at its place.
  func elements(of outline: ConditionOutline) -> [Int] {
    switch outline.element {
    case "maxsize":
      return document.attributes(of: node).filter { document.name(of: $0).lowercased == "maxsize" }
    case "field":
      return elements(named: "field").filter {
        guard let place = outline.location else { return false }
        return document.contentLocation(of: $0) == place
      }
    case "list":
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
  func text(of nodes: [Int], equalTo expected: ByteString) -> PlacedText? {
    var text = PlacedText()
    for node in nodes {
      let range = document.nodes[node].content
      let isInFile = Int(range.offset) + Int(range.count) <= document.sourceCount
      text.pieces.append((Int(range.count), isInFile ? Int(range.offset) : nil))
      text.bytes += document.content(of: node).bytes
    }
    return text.bytes == expected.bytes ? text : nil
  }
}

/// A text put together from several places of a file.
struct PlacedText {
  /// Lengths, and the offsets in the file where the text stands there as it is.
  var pieces: [(count: Int, offset: Int?)] = []
  var bytes: [UInt8] = []

  /// Where a part of the text stands in the file; nil where a variable brought it, or it runs over two elements.
  func span(of range: Range<Int>) -> Range<Int>? {
    var start = 0
    for piece in pieces {
      let end = start + piece.count
      if range.lowerBound >= start, range.upperBound <= end {
        return piece.offset.map { $0 + range.lowerBound - start..<$0 + range.upperBound - start }
      }
      start = end
    }
    return nil
  }
}
