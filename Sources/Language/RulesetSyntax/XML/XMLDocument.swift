import Bytes
import Diagnostics

/// A file of decoders, rules or settings as the reference engine reads it: a tree of elements with their places.
///
/// The language resembles XML but is not: no entities, no CDATA, no single root, and only the text behind an element's
/// last child counts as its content. Specified in docs/reference/xml.md.
///
/// ```swift
/// let document = try XMLDocument(reading: bytes, file: "local_rules.xml")
/// for element in document.topLevelElements { print(document.name(of: element)) }
/// ```
///
/// Names and contents are ranges of one buffer (the file itself, followed by the few texts that stand in pieces there
/// or came from variables); look at them with ``withText(_:)``.
public final class XMLDocument: Sendable {
  /// A place in the buffer.
  public struct TextRange: Sendable, Equatable {
    /// Offset of the first byte.
    public var offset: Int32
    /// Number of bytes.
    public var count: Int32

    @inlinable
    init(_ offset: Int, count: Int) {
      self.offset = Int32(truncatingIfNeeded: offset)
      self.count = Int32(truncatingIfNeeded: count)
    }
  }

  /// An element or an attribute. Attributes follow their element, children follow both.
  public struct Node: Sendable, Equatable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
      /// An element.
      case element
      /// An attribute of the element before it.
      case attribute
      /// A `var`: no part of the tree.
      case variable
    }

    /// What it is.
    public var kind: Kind
    /// Number of elements around it; an attribute has its element's.
    public var depth: Int32
    /// The name as written.
    public var name: TextRange
    /// An element's text behind its last child, or an attribute's value; variables are replaced.
    public var content: TextRange
    /// The line on which the name ended, which is the one the reference reports.
    public var line: Int32
    /// Offset in the file of `<`, or of the attribute's name.
    public var start: Int32
    /// Offset in the file of the content's first byte.
    public var contentStart: Int32
    /// Offset in the file behind the element's end tag, or behind the attribute's closing quote.
    public var end: Int32
    /// Index of the first node behind this element and all below it.
    public var subtreeEnd: Int32
  }

  /// The file as it was named by whoever asked for it.
  public let file: String
  /// The file, followed by texts that stand in pieces there.
  public let buffer: [UInt8]
  /// Number of bytes of ``buffer`` that are the file.
  public let sourceCount: Int
  /// Everything in the order of the file.
  public let nodes: [Node]
  /// Where its lines begin.
  let lines: LineTable

  init(_ draft: XMLDraft) {
    file = draft.file
    buffer = draft.buffer
    sourceCount = draft.sourceCount
    nodes = draft.nodes
    lines = draft.lines
  }

  /// A document that was read from a text of which parts were blanked, and that may have got an end; with the file's own
  /// bytes.
  package init(_ other: XMLDocument, showing source: [UInt8]) {
    file = other.file
    buffer = source + other.buffer[source.count...]
    sourceCount = source.count
    nodes = other.nodes
    lines = other.lines
  }

  /// Whether another document is this one, or holds the same in the same places under the same name.
  package func isSame(as other: XMLDocument) -> Bool {
    if self === other { return true }
    return file == other.file && sourceCount == other.sourceCount && buffer == other.buffer && nodes == other.nodes
  }

  /// Calls `body` with the buffer; `text[range]` are a node's name and content.
  @inlinable
  public func withText<Result, Failure: Error>(_ body: (ByteView) throws(Failure) -> Result) throws(Failure) -> Result {
    try buffer.withView(body)
  }

  /// A copy of a range of the buffer.
  public func string(_ range: TextRange) -> ByteString {
    ByteString(Array(buffer[Int(range.offset)..<Int(range.offset) + Int(range.count)]))
  }

  /// A node's name.
  public func name(of node: Int) -> ByteString { string(nodes[node].name) }

  /// A node's content.
  public func content(of node: Int) -> ByteString { string(nodes[node].content) }

  /// The elements that stand in no other, in order.
  public var topLevelElements: [Int] { elements(from: 0, to: nodes.count, depth: 0) }

  /// The elements directly below one, in order.
  public func children(of element: Int) -> [Int] {
    elements(from: element + 1, to: Int(nodes[element].subtreeEnd), depth: nodes[element].depth + 1)
  }

  /// Whether an element holds another.
  package func hasChildren(_ element: Int) -> Bool {
    var index = element + 1
    let end = Int(nodes[element].subtreeEnd)
    while index < end {
      if nodes[index].kind == .element, nodes[index].depth == nodes[element].depth + 1 { return true }
      index += 1
    }
    return false
  }

  private func elements(from start: Int, to end: Int, depth: Int32) -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(8)
    var index = start
    while index < end {
      if nodes[index].kind == .element, nodes[index].depth == depth {
        found.append(index)
        index = Int(nodes[index].subtreeEnd)
      } else {
        index += 1
      }
    }
    return found
  }

  /// An element's attributes, in order.
  public func attributes(of element: Int) -> Range<Int> {
    var end = element + 1
    while end < nodes.count, nodes[end].kind == .attribute { end += 1 }
    return element + 1..<end
  }

  /// The place of an offset in the file.
  public func location(ofOffset offset: Int) -> SourceLocation { lines.location(of: offset, in: file) }

  /// The offset in the file at which a place begins.
  package func offset(of location: SourceLocation) -> Int { lines.offset(of: location.start) }

  /// The place of some bytes of the file.
  package func location(of range: Range<Int>) -> SourceLocation { lines.location(of: range, in: file) }

  /// Where a node begins, at its `<` or at the attribute's name, up to the end of its name.
  public func location(of node: Int) -> SourceLocation {
    // It is the line on which the name ended, or one shortly before.
    let entry = nodes[node]
    let nameLine = Int(entry.line) - 1
    let nameEnd = Int(entry.name.offset) + Int(entry.name.count)
    let start = position(of: Int(entry.start), near: nameLine)
    let end = nameEnd <= sourceCount && nameEnd >= Int(entry.start) ? position(of: nameEnd, near: nameLine) : nil
    return SourceLocation(file: file, line: start.line, column: start.column, end: end)
  }

  /// Where a node's content stands in the file; it has an end where it stands there as it is.
  public func contentLocation(of node: Int) -> SourceLocation {
    // It begins on the line on which the name ended, or one shortly behind.
    let entry = nodes[node]
    let start = position(of: Int(entry.contentStart), near: Int(entry.line) - 1)
    let isVerbatim = entry.content.offset == entry.contentStart
    let end = isVerbatim ? position(of: Int(entry.contentStart + entry.content.count), near: start.line - 1) : nil
    return SourceLocation(file: file, line: start.line, column: start.column, end: end)
  }

  /// The position of an offset that lies on a line, or on one shortly before or behind it.
  private func position(of offset: Int, near guess: Int) -> SourcePosition {
    let starts = lines.starts
    var line = guess
    guard abs(offset - Int(starts[line])) < 1 << 12 else { return lines.position(of: offset) }
    while Int(starts[line]) > offset { line -= 1 }
    while line + 1 < starts.count, Int(starts[line + 1]) <= offset { line += 1 }
    return SourcePosition(line: line + 1, column: offset - Int(starts[line]) + 1)
  }

  /// The file's text, for whoever shows it.
  package var sourceText: SourceText { SourceText(file: file, bytes: buffer, lines: lines) }

  /// The bytes of a line, counted from 1, without its line end; nil behind the last one.
  public func line(_ number: Int) -> ByteString? { lineRange(number).map { ByteString(Array(buffer[$0])) } }

  /// Where in ``buffer`` a line stands, counted from 1, without its line end; nil behind the last one.
  package func lineRange(_ number: Int) -> Range<Int>? {
    guard number >= 1, number <= lines.starts.count else { return nil }
    let start = lines[number - 1]
    var end = number < lines.starts.count ? lines[number] - 1 : sourceCount
    if end > start, buffer[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }
}

extension ByteView {
  /// The bytes of a range of a document's buffer.
  @inlinable
  public subscript(range: XMLDocument.TextRange) -> ByteView {
    self[Int(range.offset)..<Int(range.offset) + Int(range.count)]
  }
}
