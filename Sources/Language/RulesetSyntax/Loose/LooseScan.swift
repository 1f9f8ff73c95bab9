import Bytes

/// Reads the elements of a text that need not be sound (``LooseDocument``).
struct LooseScan {
  private(set) var elements: [LooseElement] = []
  /// Whether something was not as the engine wants it.
  private(set) var isBroken = false

  private let mends: Bool
  private var position = 0
  /// The elements that are open, outermost first.
  private var open: [Int] = []
  /// The pieces of the text that is being read.
  private var pieces: [Range<Int>] = []

  /// Deeper elements are read as if they were not in one another, as no ruleset needs them.
  private static let depthLimit = 1024

  init(_ source: ByteView, mends: Bool) {
    self.mends = mends
    elements.reserveCapacity(source.count / 40)
    while position < source.count {
      readText(source)
      guard position < source.count else { break }
      if position + 1 < source.count, source[position + 1] == UInt8(ascii: "/") {
        readEndTag(source)
      } else {
        readStartTag(source)
      }
      pieces.removeAll(keepingCapacity: true)
    }
    if let last = open.last {
      isBroken = true
      keepText(of: last)
    }
    while !open.isEmpty { close(at: source.count, isClosed: false) }
  }

  // MARK: Text

  /// Reads up to a `<` that starts a tag, or to the end; what comments leave of it is put into `pieces`.
  private mutating func readText(_ source: ByteView) {
    pieces.removeAll(keepingCapacity: true)
    var run = position
    var isEscaped = false
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "\\") {
        isEscaped.toggle()
        position += 1
        continue
      }
      guard byte == UInt8(ascii: "<") else {
        isEscaped = false
        position += 1
        continue
      }
      if position + 1 < source.count, source[position + 1] == UInt8(ascii: "!") {
        keep(run..<position)
        skipComment(source)
        run = position
      } else if isEscaped {
        isEscaped = false
        position += 1
      } else {
        break
      }
    }
    keep(run..<position)
  }

  private mutating func keep(_ range: Range<Int>) {
    if !range.isEmpty { pieces.append(range) }
  }

  /// Passes over a comment; one that does not end is passed over up to its line's end.
  private mutating func skipComment(_ source: ByteView) {
    let start = position
    position += 2
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "!"), position + 1 < source.count, source[position + 1] == UInt8(ascii: ">") {
        position += 2
        return
      }
      if byte == UInt8(ascii: "-"), position + 2 < source.count, source[position + 1] == UInt8(ascii: "-"),
        source[position + 2] == UInt8(ascii: ">")
      {
        position += 3
        return
      }
      position += 1
    }
    isBroken = true
    position = source.firstIndex(of: 0x0A, from: start) ?? source.count
  }

  // MARK: Tags

  private mutating func readEndTag(_ source: ByteView) {
    let start = position
    position += 2
    let nameStart = position
    while position < source.count, source[position] != UInt8(ascii: ">"), source[position] != UInt8(ascii: "<") {
      position += 1
    }
    let name = nameStart..<position
    let isWhole = position < source.count && source[position] == UInt8(ascii: ">")
    if isWhole { position += 1 } else { isBroken = true }
    if let last = open.last, source[name] == source[elements[last].name] {
      // Behind an end tag that was passed over there may be nothing more.
      if !mends || !pieces.isEmpty { elements[last].content = pieces }
      close(at: position, isClosed: true)
      return
    }
    isBroken = true
    guard mends, let last = open.last else { return }
    keepText(of: last)
    guard let match = open.lastIndex(where: { isEqual(name, elements[$0].name, source) }) else {
      // Half-typed, it closes what is open; misspelt, nothing.
      if !isWhole, isBeginning(name, of: elements[last].name, source) { close(at: start, isClosed: false) }
      return
    }
    // What is not closed inside it ends here.
    while open.count > match + 1 { close(at: start, isClosed: false) }
    close(at: position, isClosed: true)
  }

  /// Gives an element that was not closed the text that was read last, unless it has some.
  private mutating func keepText(of element: Int) {
    if elements[element].content.isEmpty { elements[element].content = pieces }
  }

  /// Whether a half-typed end tag may become that of an element.
  private func isBeginning(_ name: Range<Int>, of other: Range<Int>, _ source: ByteView) -> Bool {
    let typed = name.prefix { source[$0] > 0x20 }
    return typed.count <= other.count
      && zip(typed, other).allSatisfy { ASCII.fold(source[$0]) == ASCII.fold(source[$1]) }
  }

  /// Whether an end tag means an element: blanks and case are nothing to stumble over while somebody types.
  private func isEqual(_ left: Range<Int>, _ right: Range<Int>, _ source: ByteView) -> Bool {
    var end = left.upperBound
    while end > left.lowerBound, source[end - 1] <= 0x20 { end -= 1 }
    guard end - left.lowerBound == right.count else { return false }
    return zip(left, right).allSatisfy { ASCII.fold(source[$0]) == ASCII.fold(source[$1]) }
  }

  private mutating func close(at end: Int, isClosed: Bool) {
    guard let element = open.popLast() else { return }
    elements[element].range = elements[element].range.lowerBound..<end
    elements[element].subtreeEnd = elements.count
    elements[element].isClosed = isClosed
  }

  private mutating func readStartTag(_ source: ByteView) {
    let start = position
    position += 1
    let nameStart = position
    while position < source.count, source[position] != UInt8(ascii: ">"), !Self.isBlank(source[position]),
      source[position] != UInt8(ascii: "<")
    {
      position += 1
    }
    var name = nameStart..<position
    var isClosed = false
    if !name.isEmpty, source[name.upperBound - 1] == UInt8(ascii: "/") {
      name = name.lowerBound..<name.upperBound - 1
      isClosed = true
    }
    if mends { closeForgotten(before: name, at: start, source) }
    let element = elements.count
    elements.append(
      LooseElement(name: name, startTag: start..<position, range: start..<position, parent: open.last, subtreeEnd: 0))
    if position < source.count, source[position] == UInt8(ascii: ">") {
      position += 1
    } else if position < source.count, Self.isBlank(source[position]) {
      position += 1
      if readAttributes(of: element, source) { isClosed = true }
    } else {
      isBroken = true
    }
    elements[element].startTag = start..<position
    elements[element].range = start..<position
    elements[element].subtreeEnd = element + 1
    if isClosed {
      elements[element].isClosed = true
    } else if open.count < Self.depthLimit {
      open.append(element)
    } else {
      isBroken = true
    }
  }

  /// Ends what must have ended before an element of this name begins: rules and decoders stand in no rule and no decoder.
  private mutating func closeForgotten(before name: Range<Int>, at start: Int, _ source: ByteView) {
    guard Self.isPart(name, source), let outer = open.firstIndex(where: { Self.isPart(elements[$0].name, source) })
    else {
      closeForgottenText(before: name, at: start, source)
      return
    }
    if let last = open.last { keepText(of: last) }
    while open.count > outer { close(at: start, isClosed: false) }
  }

  /// Ends an element of a rule or decoder that holds text only, before another one begins.
  private mutating func closeForgottenText(before name: Range<Int>, at start: Int, _ source: ByteView) {
    guard open.count > 1, let last = open.last, let parent = elements[last].parent,
      Self.isPart(elements[parent].name, source)
    else { return }
    let isRule = source[elements[parent].name].equalsFoldingCase("rule" as StaticString)
    let isKnown =
      isRule
      ? RuleElement.named(source[name]) != nil && RuleElement.named(source[elements[last].name]) != nil
      : DecoderElement.named(source[name]) != nil && DecoderElement.named(source[elements[last].name]) != nil
    guard isKnown, !source[elements[last].name].equalsFoldingCase("mitre" as StaticString) else { return }
    // What was typed belongs to it up to its line's end.
    elements[last].content = pieces.prefix(1).map { piece in
      let end = source[piece].firstIndex(of: 0x0A).map { piece.lowerBound + $0 } ?? piece.upperBound
      return piece.lowerBound..<end
    }
    close(at: elements[last].content.last?.upperBound ?? start, isClosed: false)
  }

  private static func isPart(_ name: Range<Int>, _ source: ByteView) -> Bool {
    source[name].equalsFoldingCase("rule" as StaticString) || source[name].equalsFoldingCase("decoder" as StaticString)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private static func endsAttributeName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  // MARK: Attributes

  /// Reads attributes up to `>`, `/` or where the tag breaks off; says whether it was the slash.
  private mutating func readAttributes(of element: Int, _ source: ByteView) -> Bool {
    while position < source.count {
      let byte = source[position]
      if Self.isBlank(byte) {
        position += 1
      } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        position += 1
        return byte == UInt8(ascii: "/")
      } else if byte == UInt8(ascii: "<") {
        isBroken = true
        return false
      } else {
        readAttribute(of: element, source)
      }
    }
    isBroken = true
    return false
  }

  private mutating func readAttribute(of element: Int, _ source: ByteView) {
    let start = position
    while position < source.count, !Self.isBlank(source[position]), !Self.endsAttributeName(source[position]) {
      position += 1
    }
    let name = start..<position
    var value = position..<position
    var isClosed = false
    if position < source.count, source[position] == UInt8(ascii: "=") {
      position += 1
      while position < source.count, Self.isBlank(source[position]) { position += 1 }
      value = position..<position
      if position < source.count, source[position] == UInt8(ascii: "\"") || source[position] == UInt8(ascii: "'") {
        (value, isClosed) = readValue(source)
      }
    } else if position == start {
      // A quote or slash that belongs to nothing.
      position += 1
      isBroken = true
      return
    }
    if !isClosed { isBroken = true }
    elements[element].attributes.append(LooseElement.Attribute(name: name, value: value, isClosed: isClosed))
  }

  /// Reads a value in quotes. A `>` ends one whose quote is missing, and so does the line.
  private mutating func readValue(_ source: ByteView) -> (Range<Int>, Bool) {
    let quote = source[position]
    position += 1
    let start = position
    while position < source.count {
      let byte = source[position]
      if byte == quote {
        position += 1
        return (start..<position - 1, true)
      }
      if byte == UInt8(ascii: ">") || mends && (byte == 0x0A || byte == UInt8(ascii: "<")) {
        // `<if_sid a="1>` is more likely to miss its quote than to go on in the next line.
        isBroken = true
        return (start..<position, false)
      }
      position += 1
    }
    isBroken = true
    return (start..<position, false)
  }
}
