import Bytes
import Diagnostics

extension XMLDocument {
  /// Reads a document and replaces its variables.
  /// - Parameters:
  ///   - source: the bytes of the file.
  ///   - file: its name, for places and messages.
  ///   - quirks: the defects that are kept: ``Quirk/damagedVariables`` is one of reading.
  /// - Throws: ``XMLProblem``, with the reference's words and line.
  public convenience init(reading source: [UInt8], file: String, quirks: Quirks = .all) throws(XMLProblem) {
    var draft = try XMLDraft(source, file: file)
    try draft.expandVariables(quirks)
    draft.linkSubtrees()
    self.init(draft)
  }
}

extension XMLScanner {
  /// Sets the nodes' lines, which until here held the offset behind the name's end; names end in the order of the nodes.
  fileprivate mutating func setLines(_ starts: [Int32]) {
    var line = 0
    for index in nodes.indices {
      let offset = nodes[index].line
      while line + 1 < starts.count, starts[line + 1] <= offset { line += 1 }
      nodes[index].line = Int32(truncatingIfNeeded: line + 1)
    }
  }
}

/// A document while it is read: texts and nodes may still change.
struct XMLDraft {
  typealias Node = XMLDocument.Node
  typealias TextRange = XMLDocument.TextRange

  let file: String
  var buffer: [UInt8]
  let sourceCount: Int
  var nodes: [Node]
  let lines: LineTable

  /// Reads tags and texts (docs/reference/xml.md §2–§7, §9); variables are still in place.
  init(_ source: [UInt8], file: String) throws(XMLProblem) {
    // Offsets are 32 bits wide.
    guard source.count < 1 << 30 else {
      throw XMLProblem(
        .read, "XMLERR: String overflow.", line: 1, at: SourceLocation(file: file, line: 1, column: 1),
        hint: "The file is larger than 1 GiB.")
    }
    let lines = LineTable(of: source)
    let holdsNUL = source.withView { $0.firstIndex(of: 0) != nil }
    let scanned: (nodes: [Node], pieces: [UInt8])
    do throws(XMLScanner.Failure) {
      scanned = try source.withView { (bytes: ByteView) throws(XMLScanner.Failure) -> ([Node], [UInt8]) in
        var scanner = XMLScanner(bytes, holdsNUL: holdsNUL)
        try scanner.scan()
        scanner.setLines(lines.starts)
        return (scanner.nodes, scanner.pieces)
      }
    } catch {
      throw XMLProblem(
        .read, error.text, line: lines.line(of: error.offset) + 1, at: lines.location(of: error.place, in: file),
        hint: error.hint)
    }
    self.file = file
    buffer = scanned.pieces.isEmpty ? source : source + scanned.pieces
    sourceCount = source.count
    nodes = scanned.nodes
    self.lines = lines
  }

  /// Finds out where each element's subtree ends. `var` elements are no part of the tree, so what stood in them ends
  /// up below the element before (docs/reference/xml.md §8).
  mutating func linkSubtrees() {
    var open: [Int] = []
    for index in nodes.indices where nodes[index].kind == .element {
      while let last = open.last, nodes[last].depth >= nodes[index].depth {
        nodes[last].subtreeEnd = Int32(truncatingIfNeeded: index)
        open.removeLast()
      }
      open.append(index)
    }
    for index in open { nodes[index].subtreeEnd = Int32(truncatingIfNeeded: nodes.count) }
  }
}
