/// Reads binary XML, the form in which a block holds events, into nodes.
///
/// Sections 2.2.12 and 3.1.4.7 of [MS-EVEN6] describe the tokens. In files, names stand in the block once and are named
/// by their offset; so do templates.
struct BinaryXMLParser {
  /// Elements, templates and values inside each other. Events have fewer than ten.
  static let deepest = 64

  let data: LittleEndianBytes
  var place: Int
  let end: Int
  /// Whether this is the definition of a template. Only there elements begin with the number of a value.
  var isTemplate: Bool
  var depth = 0

  private enum Token {
    static let end: UInt8 = 0x00, open: UInt8 = 0x01, closeStart: UInt8 = 0x02, closeEmpty: UInt8 = 0x03
    static let endElement: UInt8 = 0x04, text: UInt8 = 0x05, attribute: UInt8 = 0x06, cdata: UInt8 = 0x07
    static let character: UInt8 = 0x08, entity: UInt8 = 0x09, target: UInt8 = 0x0A, instruction: UInt8 = 0x0B
    static let template: UInt8 = 0x0C, value: UInt8 = 0x0D, optionalValue: UInt8 = 0x0E, fragment: UInt8 = 0x0F
    /// Set on a token that more of its kind follow, or that has attributes.
    static let more: UInt8 = 0x40
  }

  /// Reads nodes up to the end of the fragment.
  mutating func parse(_ templates: inout BinaryXMLTemplates) throws(EVTXFault) -> [BinaryXMLNode] {
    var nodes: [BinaryXMLNode] = []
    while place < end {
      let token = try nextByte()
      if token == Token.end { break }
      try templates.spend(1)
      try node(token, into: &nodes, &templates)
    }
    return nodes
  }

  private mutating func node(
    _ token: UInt8, into nodes: inout [BinaryXMLNode], _ templates: inout BinaryXMLTemplates
  ) throws(EVTXFault) {
    switch token & ~Token.more {
    case Token.fragment: place += 3
    case Token.open: nodes.append(.element(try element(hasAttributes: token & Token.more != 0, &templates)))
    case Token.template: nodes.append(try template(&templates))
    default: try content(token, into: &nodes, isAttribute: false)
    }
  }

  private mutating func nextByte() throws(EVTXFault) -> UInt8 {
    defer { place += 1 }
    return try data.u8(place, end: end)
  }

  private mutating func nextU16() throws(EVTXFault) -> UInt16 {
    defer { place += 2 }
    return try data.u16(place, end: end)
  }

  private mutating func nextU32() throws(EVTXFault) -> UInt32 {
    defer { place += 4 }
    return try data.u32(place, end: end)
  }

  // MARK: Elements

  private mutating func element(
    hasAttributes: Bool, _ templates: inout BinaryXMLTemplates
  ) throws(EVTXFault) -> BinaryXMLElement {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw .nesting }
    if isTemplate { place += 2 }
    _ = try nextU32()
    var element = BinaryXMLElement(name: try name())
    if hasAttributes {
      _ = try nextU32()
      try attributes(of: &element)
    }
    switch try nextByte() {
    case Token.closeEmpty: element.isEmpty = true
    case Token.closeStart: try children(of: &element, &templates)
    case let token: throw .misplacedToken(token)
    }
    return element
  }

  private mutating func attributes(of element: inout BinaryXMLElement) throws(EVTXFault) {
    while try data.u8(place, end: end) & ~Token.more == Token.attribute {
      place += 1
      var attribute = BinaryXMLAttribute(name: try name())
      while try isContent(data.u8(place, end: end)) {
        try content(try nextByte(), into: &attribute.content, isAttribute: true)
      }
      element.attributes.append(attribute)
    }
  }

  private func isContent(_ token: UInt8) -> Bool {
    [Token.text, Token.character, Token.entity, Token.value, Token.optionalValue].contains(token & ~Token.more)
  }

  private mutating func children(
    of element: inout BinaryXMLElement, _ templates: inout BinaryXMLTemplates
  ) throws(EVTXFault) {
    while true {
      let token = try nextByte()
      if token == Token.endElement { return }
      try templates.spend(1)
      try node(token, into: &element.content, &templates)
    }
  }

  /// The name at the offset that stands here. Where it is the first use of the name, the name itself follows.
  private mutating func name() throws(EVTXFault) -> [UInt8] {
    let offset = Int(try nextU32())
    let limit = data.bytes.count
    let count = Int(try data.u16(offset + 6, end: limit))
    try data.check(offset + 8, count * 2, limit)
    if offset == place { place += 8 + count * 2 + 2 }
    var name: [UInt8] = []
    XMLText.append(utf16: data.bytes[offset + 8..<offset + 8 + count * 2], to: &name, escaping: .text)
    return name
  }

  // MARK: Texts and values

  private mutating func content(
    _ token: UInt8, into nodes: inout [BinaryXMLNode], isAttribute: Bool
  ) throws(EVTXFault) {
    switch token & ~Token.more {
    case Token.text:
      guard try nextByte() == ValueType.string else { throw .misplacedToken(token) }
      nodes.append(.text(try text(isAttribute ? .attribute : .text)))
    case Token.cdata: nodes.append(.text([UInt8]("<![CDATA[".utf8) + (try text(.none)) + [UInt8]("]]>".utf8)))
    case Token.character: nodes.append(.text([UInt8]("&#\(try nextU16());".utf8)))
    case Token.entity: nodes.append(.text([UInt8](ascii: "&") + (try name()) + [UInt8](ascii: ";")))
    case Token.target: nodes.append(.text([UInt8]("<?".utf8) + (try name())))
    case Token.instruction: nodes.append(.text([UInt8](ascii: " ") + (try text(.none)) + [UInt8]("?>".utf8)))
    case Token.value, Token.optionalValue:
      let index = Int(try nextU16())
      _ = try nextByte()
      nodes.append(.value(index: index, isOptional: token & ~Token.more == Token.optionalValue))
    default: throw .token(token)
    }
  }

  /// A text with its number of UTF-16 units before it.
  private mutating func text(_ escaping: XMLText.Escaping) throws(EVTXFault) -> [UInt8] {
    let count = Int(try nextU16()) * 2
    try data.check(place, count, end)
    defer { place += count }
    var text: [UInt8] = []
    XMLText.append(utf16: data.bytes[place..<place + count], to: &text, escaping: escaping)
    return text
  }

  // MARK: Templates

  /// A template, which stands here at its first use and is named by its offset later, and the values for its places.
  private mutating func template(_ templates: inout BinaryXMLTemplates) throws(EVTXFault) -> BinaryXMLNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw .nesting }
    place += 5
    let offset = Int(try nextU32())
    let template = try templates.template(at: offset, data, depth: depth)
    if offset == place { place += 24 + Int(try data.u32(offset + 20, end: data.bytes.count)) }
    return .template(template, try values(&templates))
  }

  private mutating func values(_ templates: inout BinaryXMLTemplates) throws(EVTXFault) -> [BinaryXMLValue] {
    let count = Int(try nextU32())
    try data.check(place, count * 4, end)
    try templates.spend(count)
    var values: [BinaryXMLValue] = []
    values.reserveCapacity(count)
    var start = place + count * 4
    for _ in 0..<count {
      let size = Int(try nextU16())
      let type = try nextByte()
      place += 1
      try data.check(start, size, end)
      values.append(BinaryXMLValue(type: type, range: start..<start + size))
      start += size
    }
    place = start
    return values
  }
}

extension [UInt8] {
  /// One character of ASCII.
  fileprivate init(ascii character: Unicode.Scalar) { self = [UInt8(ascii: character)] }
}
