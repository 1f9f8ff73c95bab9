/// Renders the binary XML of one block as text, in the form that Windows gives it.
struct BinaryXML {
  /// Bytes of one event's text. Windows writes none that is larger than its block of 64 KiB.
  static let largest = 16 << 20

  let data: LittleEndianBytes
  private var templates = BinaryXMLTemplates()
  private var output: [UInt8] = []

  init(data: LittleEndianBytes) { self.data = data }

  /// The text of the event that lies in a range of the block.
  mutating func render(_ range: Range<Int>) throws(EVTXFault) -> [UInt8] {
    templates.begin()
    output.removeAll(keepingCapacity: true)
    try render(fragment: range, depth: 0)
    guard output.first == UInt8(ascii: "<") else { throw .noEvent }
    return output
  }

  private mutating func render(fragment range: Range<Int>, depth: Int) throws(EVTXFault) {
    var parser = BinaryXMLParser(
      data: data, place: range.lowerBound, end: range.upperBound, isTemplate: false, depth: depth)
    let nodes = try parser.parse(&templates)
    try render(nodes, [], depth: depth)
  }

  private mutating func render(
    _ nodes: [BinaryXMLNode], _ values: [BinaryXMLValue], depth: Int
  ) throws(EVTXFault) {
    guard depth < BinaryXMLParser.deepest else { throw .nesting }
    for node in nodes {
      try templates.spend(1)
      switch node {
      case .text(let text): output += text
      case .value(let index, _): try render(value(index, of: values), .text, depth: depth)
      case .element(let element): try render(element, values, depth: depth)
      case .template(let template, let own): try render(template.content, own, depth: depth + 1)
      }
      if output.count > Self.largest { throw .tooLarge }
    }
  }

  private func value(_ index: Int, of values: [BinaryXMLValue]) throws(EVTXFault) -> BinaryXMLValue {
    guard values.indices.contains(index) else { throw .noValue(index) }
    return values[index]
  }

  /// Whether a node is an optional place whose value is null: what encloses it is left out.
  private func isLeftOut(_ node: BinaryXMLNode, _ values: [BinaryXMLValue]) -> Bool {
    guard case .value(let index, isOptional: true) = node else { return false }
    return !values.indices.contains(index) || values[index].isNull
  }

  // MARK: Elements

  private mutating func render(
    _ element: BinaryXMLElement, _ values: [BinaryXMLValue], depth: Int
  ) throws(EVTXFault) {
    if element.content.contains(where: { isLeftOut($0, values) }) { return }
    if let index = element.onlyValue, values.indices.contains(index), values[index].isArray {
      return try render(element, values, each: values[index], depth: depth)
    }
    try open(element, values, depth: depth)
    guard !element.isEmpty else { return output += [UInt8]("/>".utf8) }
    output.append(UInt8(ascii: ">"))
    try render(element.content, values, depth: depth + 1)
    close(element)
  }

  /// Writes an element once for each value of a list.
  private mutating func render(
    _ element: BinaryXMLElement, _ values: [BinaryXMLValue], each list: BinaryXMLValue, depth: Int
  ) throws(EVTXFault) {
    for item in try ValueList.items(of: list, in: data) {
      try templates.spend(1)
      try open(element, values, depth: depth)
      output.append(UInt8(ascii: ">"))
      try render(item, .text, depth: depth + 1)
      close(element)
    }
  }

  private mutating func open(
    _ element: BinaryXMLElement, _ values: [BinaryXMLValue], depth: Int
  ) throws(EVTXFault) {
    output.append(UInt8(ascii: "<"))
    output += element.name
    for attribute in element.attributes where !attribute.content.contains(where: { isLeftOut($0, values) }) {
      output.append(UInt8(ascii: " "))
      output += attribute.name
      output += [UInt8]("='".utf8)
      for node in attribute.content {
        switch node {
        case .text(let text): output += text
        case .value(let index, _): try render(value(index, of: values), .attribute, depth: depth)
        case .element, .template: throw .misplacedToken(0)
        }
      }
      output.append(UInt8(ascii: "'"))
    }
  }

  private mutating func close(_ element: BinaryXMLElement) {
    output += [UInt8]("</".utf8)
    output += element.name
    output.append(UInt8(ascii: ">"))
  }

  // MARK: Values

  private mutating func render(
    _ value: BinaryXMLValue, _ escaping: XMLText.Escaping, depth: Int
  ) throws(EVTXFault) {
    if value.type == ValueType.binaryXML {
      return try render(fragment: value.range, depth: depth + 1)
    }
    guard value.isArray else { return try ValueText.append(value, in: data, to: &output, escaping: escaping) }
    for (index, item) in try ValueList.items(of: value, in: data).enumerated() {
      try templates.spend(1)
      if index > 0 { output.append(UInt8(ascii: ",")) }
      try ValueText.append(item, in: data, to: &output, escaping: escaping)
    }
  }
}
