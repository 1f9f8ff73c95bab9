import Bytes
import Diagnostics
import System

extension XMLDocument {
  /// Reads a document and replaces its variables.
  /// - Parameters:
  ///   - source: the bytes of the file.
  ///   - file: its name, for places and messages.
  ///   - fixesDefects: replace variables in short texts and behind a `$(…)`, too (docs/reference/rules.md §17, 13).
  /// - Throws: ``XMLProblem``, with the reference's words and line.
  public convenience init(reading source: [UInt8], file: String, fixesDefects: Bool = false) throws(XMLProblem) {
    var draft = try XMLDraft(source, file: file)
    try draft.expandVariables(fixesDefects: fixesDefects)
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
    let holdsNUL = ByteString(source).withView { $0.firstIndex(of: 0) != nil }
    var outcome: Result<(nodes: [Node], pieces: [UInt8]), XMLScanner.Failure>?
    source.withUnsafeBufferPointer { bytes in
      var scanner = XMLScanner(ByteView(bytes), holdsNUL: holdsNUL)
      do throws(XMLScanner.Failure) {
        try scanner.scan()
        scanner.setLines(lines.starts)
        outcome = .success((scanner.nodes, scanner.pieces))
      } catch {
        outcome = .failure(error)
      }
    }
    switch outcome {
    case .success(let result):
      self.file = file
      buffer = result.pieces.isEmpty ? source : source + result.pieces
      sourceCount = source.count
      nodes = result.nodes
      self.lines = lines
    case .failure(let failure):
      throw XMLProblem(
        .read, failure.text, line: lines.line(of: failure.offset) + 1, at: lines.location(of: failure.place, in: file),
        hint: failure.hint)
    case nil: preconditionFailure("withUnsafeBufferPointer always calls its body")
    }
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
