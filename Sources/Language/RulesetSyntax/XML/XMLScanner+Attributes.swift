import Bytes

/// Attributes of docs/reference/xml.md §7.
extension XMLScanner {
  /// Reads attributes up to `>` or `/`, which is consumed; says whether it was the slash. Reading goes on right behind
  /// it, so the `>` of `/>` becomes text of the element around.
  mutating func scanAttributes(of element: Int) throws(Failure) -> Bool {
    while true {
      guard nodes.count - element - 1 < Self.attributeLimit else {
        throw Failure(
          text: "XMLERR: Too many attributes.", offset: position, place: Int(nodes[element].start),
          hint: "An element may have \(Self.attributeLimit) attributes, with no blank behind the last one.")
      }
      while position < source.count, isBlank(source[position]) { position += 1 }
      guard position < source.count else { throw endOfFileInAttribute(at: Int(nodes[element].start)) }
      let byte = source[position]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        position += 1
        return byte == UInt8(ascii: "/")
      }
      let closing = try scanAttribute(of: element)
      if !isBlank(closing) { return closing == UInt8(ascii: "/") }
    }
  }

  /// Reads one attribute and the byte behind its closing quote, which is returned.
  mutating func scanAttribute(of element: Int) throws(Failure) -> UInt8 {
    let start = position
    let name = try scanAttributeName()
    let nameEnd = position
    while position < source.count, isBlank(source[position]) { position += 1 }
    let quote = position < source.count ? source[position] : 0
    position = min(position + 1, source.count)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw failure(
        attribute: name, "not followed by a \" or '.", at: start, hint: "Values stand in quotes: name=\"value\".")
    }
    let valueStart = position
    let value = try scanValue(quote: quote, of: name, at: start)
    let valueEnd = position
    let closing = position < source.count ? source[position] : 0
    position = min(position + 1, source.count)
    guard valueEnd < source.count, isBlank(closing) || closing == UInt8(ascii: ">") || closing == UInt8(ascii: "/")
    else {
      var text: ByteString = "XMLERR: Bad attribute closing for '"
      text.append(string(name))
      text.append("'='")
      text.append(string(value))
      text.append("'.")
      throw Failure(
        text: text, offset: position, place: start,
        hint: "Behind a closing quote there must be a blank, \">\" or \"/\"."
          + (string(nodes[element].name).bytes.first == UInt8(ascii: "?")
            ? " There is no XML declaration in these files: leave it out." : ""))
    }
    for other in element + 1..<nodes.count where isEqual(nodes[other].name, name) {
      throw failure(attribute: name, "already defined.", at: start, hint: "Name an attribute once.")
    }
    nodes.append(
      XMLDocument.Node(
        kind: .attribute, depth: nodes[element].depth, name: name, content: value,
        line: Int32(truncatingIfNeeded: nameEnd), start: Int32(truncatingIfNeeded: start),
        contentStart: Int32(truncatingIfNeeded: valueStart), end: Int32(truncatingIfNeeded: valueEnd), subtreeEnd: 0))
    return closing
  }

  /// Reads a name up to its `=`, which is consumed.
  mutating func scanAttributeName() throws(Failure) -> XMLDocument.TextRange {
    let start = position
    while position < source.count {
      let byte = source[position]
      let name = cut(XMLDocument.TextRange(start, count: position - start))
      if position - start >= Self.textLimit { throw overflow(attribute: name, at: start) }
      position += 1
      if byte == UInt8(ascii: "=") { return name }
      if isBlank(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        throw failure(
          attribute: name, "has no value.", at: start,
          hint: byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
            ? "Attributes have the form name=\"value\"; a \"<\" that is meant as text is written \"\\<\"."
            : "Attributes have the form name=\"value\", without a blank before \"=\".")
      }
    }
    throw endOfFileInAttribute(at: start)
  }

  /// Reads a value up to its closing quote, which is consumed.
  mutating func scanValue(
    quote: UInt8, of name: XMLDocument.TextRange, at place: Int
  ) throws(Failure) -> XMLDocument.TextRange {
    let start = position
    while position < source.count {
      let byte = source[position]
      if position - start >= Self.textLimit { throw overflow(attribute: name, at: place) }
      position += 1
      if byte == quote { return cut(XMLDocument.TextRange(start, count: position - 1 - start)) }
      if byte == UInt8(ascii: ">") {
        throw failure(
          attribute: name, "not closed.", at: place,
          hint: "A value cannot hold \">\"; or its closing quote is missing.")
      }
    }
    throw endOfFileInAttribute(at: place)
  }
}
