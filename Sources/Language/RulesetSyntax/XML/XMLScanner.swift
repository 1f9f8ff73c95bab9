import Bytes

/// The byte scanner of docs/reference/xml.md §3–§7 and §9: tags, texts, comments and attributes, exact to the byte.
package struct XMLScanner: ~Copyable {
  /// Why the scan ended: the reference's text, the offset up to which it had read, and where the cause is.
  package struct Failure: Error {
    package var text: ByteString
    var offset: Int
    var place: Int
    var hint: String?
  }

  /// Longest text, name or value, plus one (§9).
  static let textLimit = 20480
  static let attributeLimit = 49
  static let depthLimit = 1024

  package let source: ByteView
  let holdsNUL: Bool
  var position = 0
  /// The elements that are open, outermost first.
  private var open: [Int] = []
  /// What has been read, in order. `line` holds the offset behind the name's terminator until the lines are known.
  package var nodes: [XMLDocument.Node]
  /// Texts that a comment cuts in pieces, put together; they follow the source in the document's buffer.
  package private(set) var pieces: [UInt8] = []
  /// The part of the current text before its last comment.
  private var spilled: [UInt8] = []

  /// - Parameters:
  ///   - source: what to read; it has to stay where it is.
  ///   - holdsNUL: whether there is a NUL in it.
  ///   - nodes: an array whose memory is used.
  package init(_ source: ByteView, holdsNUL: Bool, nodes: consuming [XMLDocument.Node] = []) {
    self.source = source
    self.holdsNUL = holdsNUL
    self.nodes = nodes
    self.nodes.removeAll(keepingCapacity: true)
    self.nodes.reserveCapacity(source.count / 40)
  }

  /// Reads everything.
  package mutating func scan() throws(Failure) {
    while true {
      let text = try scanText()
      guard position < source.count else {
        guard let element = open.last else { return }
        throw endOfFile(in: element)
      }
      // The byte at `position` is `<`.
      if position + 1 < source.count, source[position + 1] == UInt8(ascii: "/") {
        try scanEndTag(content: text)
      } else {
        try scanStartTag()
      }
    }
  }

  // MARK: Text

  /// Reads up to a `<` that starts a tag, or to the end. Outside elements nothing is kept.
  mutating func scanText() throws(Failure) -> (start: Int, range: XMLDocument.TextRange) {
    let inside = !open.isEmpty
    let start = position
    var run = position
    var escaped = false
    forgetSpilled()
    while true {
      // Where the text would be too long to hold another byte.
      let limit = inside ? min(source.count, run + Self.textLimit - spilled.count) : source.count
      position = firstOfText(from: position, to: limit, &escaped)
      if position == source.count { break }
      if position == limit { throw overflow(at: start) }
      // The byte at `position` is `<`.
      if follower == UInt8(ascii: "!") {
        // A backslash stays pending over a comment.
        spill(run..<position)
        try skipComment()
        run = position
      } else if escaped {
        escaped = false
        position += 1
      } else if follower != nil {
        break
      } else {
        // `<` at the very end, or before the byte FF, which the reference takes for the end.
        position += 1
        throw endOfFile(in: open.last, at: position - 1)
      }
    }
    return (start, collect(run..<position))
  }

  /// The first `<` of a part of the source, else its end. `escaped` says whether the byte there follows an odd number of
  /// backslashes.
  func firstOfText(from start: Int, to end: Int, _ escaped: inout Bool) -> Int {
    let index = source.prefix(end).firstIndex(of: UInt8(ascii: "<"), from: start) ?? end
    var backslashes = index
    while backslashes > start, source.base[backslashes - 1] == UInt8(ascii: "\\") { backslashes -= 1 }
    // A run of them from the very start goes on where the text before it ended.
    let isPending = backslashes == start && escaped
    escaped = (index - backslashes) % 2 == (isPending ? 0 : 1)
    return index
  }

  /// The byte behind the one at `position`; nil at the end, and for FF, which the reference takes for the end.
  private var follower: UInt8? {
    guard position + 1 < source.count, source[position + 1] != 0xFF else { return nil }
    return source[position + 1]
  }

  private mutating func forgetSpilled() {
    if !spilled.isEmpty { spilled.removeAll(keepingCapacity: true) }
  }

  mutating func spill(_ run: Range<Int>) {
    spilled.append(contentsOf: source[run].buffer)
  }

  /// The whole of a text: what was spilled, and the last run.
  mutating func collect(_ run: Range<Int>) -> XMLDocument.TextRange {
    if spilled.isEmpty { return cut(XMLDocument.TextRange(run.lowerBound, count: run.count)) }
    spill(run)
    let offset = source.count + pieces.count
    pieces.append(contentsOf: spilled)
    defer { spilled.removeAll(keepingCapacity: true) }
    let length = spilled.firstIndex(of: 0) ?? spilled.count
    return XMLDocument.TextRange(offset, count: length)
  }

  /// A NUL ends the text it stands in.
  func cut(_ range: XMLDocument.TextRange) -> XMLDocument.TextRange {
    guard holdsNUL, let end = source[range].firstIndex(of: 0) else { return range }
    return XMLDocument.TextRange(Int(range.offset), count: end)
  }

  mutating func skipComment() throws(Failure) {
    let start = position
    position += 2
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "-") {
        guard let next = follower else { break }
        if byte == UInt8(ascii: "!"), next == UInt8(ascii: ">") {
          position += 2
          return
        }
        if byte == UInt8(ascii: "-"), next == UInt8(ascii: "-"), position + 2 < source.count,
          source[position + 2] == UInt8(ascii: ">")
        {
          position += 3
          return
        }
      }
      position += 1
    }
    position = source.count
    throw Failure(
      text: "XMLERR: Comment not closed.", offset: position, place: start,
      hint: "\"<!\" starts a comment, whatever follows; it ends at \"-->\" or \"!>\". CDATA and DOCTYPE do not exist.")
  }

  // MARK: Tags

  /// Reads a tag's name up to the byte that ends it, which is consumed. `endsAtBlank` is false for end tags.
  mutating func scanName(endsAtBlank: Bool, in place: Int) throws(Failure) -> (XMLDocument.TextRange, UInt8) {
    let start = position
    var run = position
    forgetSpilled()
    while true {
      let limit = min(source.count, run + Self.textLimit - spilled.count)
      position = firstOfName(from: position, to: limit, endsAtBlank: endsAtBlank)
      if position == source.count { break }
      if position == limit { throw overflow(at: start) }
      let byte = source[position]
      if byte != UInt8(ascii: "<") {
        let name = collect(run..<position)
        position += 1
        return (name, byte)
      }
      if follower == UInt8(ascii: "!") {
        spill(run..<position)
        try skipComment()
        run = position
      } else if follower == nil {
        break
      } else {
        position += 1
      }
    }
    position = source.count
    throw endOfFile(in: open.last, at: place)
  }

  /// The first byte of a part of the source that may end a name, or start a comment in it; else the part's end.
  func firstOfName(from start: Int, to end: Int, endsAtBlank: Bool) -> Int {
    var index = start
    while index < end {
      let byte = source.base[index]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") || (endsAtBlank && isBlank(byte)) { return index }
      index += 1
    }
    return index
  }

  mutating func scanEndTag(content: (start: Int, range: XMLDocument.TextRange)) throws(Failure) {
    let place = position
    guard let element = open.last else {
      position += 2
      throw Failure(
        text: "XMLERR: Element not opened.", offset: position, place: place,
        hint: "This end tag closes nothing: its start tag is missing, or was closed before.")
    }
    position += 2
    let (name, _) = try scanName(endsAtBlank: false, in: place)
    guard isEqual(name, nodes[element].name) else {
      let opened = string(nodes[element].name)
      var text: ByteString = "XMLERR: Element '"
      text.append(opened)
      text.append("' not closed.")
      throw Failure(
        text: text, offset: position, place: place,
        hint: "\"</\(string(name))>\" does not close \"<\(opened)>\": the names must be equal, without blanks.")
    }
    nodes[element].content = content.range
    nodes[element].contentStart = Int32(truncatingIfNeeded: content.start)
    nodes[element].end = Int32(truncatingIfNeeded: position)
    open.removeLast()
  }

  mutating func scanStartTag() throws(Failure) {
    let start = position
    position += 1
    var (name, terminator) = try scanName(endsAtBlank: true, in: start)
    let element = nodes.count
    // The slash of `<a/>` counts as the name's last byte.
    var isClosed = false
    if name.count > 0, lastByte(of: name) == UInt8(ascii: "/") {
      name.count -= 1
      isClosed = true
    }
    nodes.append(
      XMLDocument.Node(
        kind: .element, depth: Int32(truncatingIfNeeded: open.count), name: name,
        content: XMLDocument.TextRange(position, count: 0), line: Int32(truncatingIfNeeded: position),
        start: Int32(truncatingIfNeeded: start), contentStart: Int32(truncatingIfNeeded: position),
        end: Int32(truncatingIfNeeded: position), subtreeEnd: 0))
    if terminator != UInt8(ascii: ">"), try scanAttributes(of: element) { isClosed = true }
    if isClosed {
      nodes[element].content = XMLDocument.TextRange(position, count: 0)
      nodes[element].contentStart = Int32(truncatingIfNeeded: position)
      nodes[element].end = Int32(truncatingIfNeeded: position)
      return
    }
    open.append(element)
    guard open.count <= Self.depthLimit else {
      throw Failure(
        text: "XMLERR: Max recursion level reached", offset: position, place: start,
        hint: "Elements may stand at most \(Self.depthLimit) deep in one another.")
    }
  }

  // MARK: Small things

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  func isEqual(_ left: XMLDocument.TextRange, _ right: XMLDocument.TextRange) -> Bool {
    guard left.count == right.count else { return false }
    if isInSource(left), isInSource(right) { return source[left] == source[right] }
    return string(left) == string(right)
  }

  func isInSource(_ range: XMLDocument.TextRange) -> Bool { range.offset + range.count <= source.count }

  func lastByte(of range: XMLDocument.TextRange) -> UInt8 {
    let offset = Int(range.offset + range.count) - 1
    return isInSource(range) ? source[offset] : pieces[offset - source.count]
  }

  func string(_ range: XMLDocument.TextRange) -> ByteString {
    if isInSource(range) { return ByteString(source[range]) }
    let offset = Int(range.offset) - source.count
    return ByteString(Array(pieces[offset..<offset + Int(range.count)]))
  }

  func failure(
    attribute name: XMLDocument.TextRange, _ problem: ByteString, at place: Int, hint: String
  ) -> Failure {
    var text: ByteString = "XMLERR: Attribute '"
    text.append(string(name))
    text.append("' ")
    text.append(problem)
    return Failure(text: text, offset: position, place: place, hint: hint)
  }

  mutating func overflow(at place: Int) -> Failure {
    position += 1
    return Failure(
      text: "XMLERR: String overflow.", offset: position, place: place,
      hint: "A text or name may be \(Self.textLimit - 1) bytes long.")
  }

  mutating func overflow(attribute name: XMLDocument.TextRange, at place: Int) -> Failure {
    position += 1
    var text: ByteString = "XMLERR: Overflow attempt at attribute '"
    text.append(ByteString(Array(string(name).bytes.prefix(20))))
    text.append("'.")
    return Failure(
      text: text, offset: position, place: place,
      hint: "An attribute's name or value may be \(Self.textLimit - 1) bytes long.")
  }

  func endOfFile(in element: Int?, at place: Int? = nil) -> Failure {
    let start = place ?? element.map { Int(nodes[$0].start) } ?? position
    var hint = "The file ends inside a tag."
    if let element { hint = "\"<\(string(nodes[element].name))>\" is never closed." }
    return Failure(
      text: "XMLERR: End of file and some elements were not closed.", offset: position,
      place: element.map { Int(nodes[$0].start) } ?? start, hint: hint)
  }

  func endOfFileInAttribute(at place: Int) -> Failure {
    Failure(
      text: "XMLERR: End of file while reading an attribute.", offset: position, place: place,
      hint: "The file ends inside a tag.")
  }
}
