import Bytes

/// The templates of a block, each read once, and what may still be done for a record.
struct BinaryXMLTemplates {
  /// Steps for one record. The largest events need some thousands.
  static let stepsPerRecord = Limits.recordSteps

  private var known: [Int: BinaryXMLTemplate] = [:]
  private var isBeingRead: Set<Int> = []
  private var steps = 0

  /// Begins a record.
  mutating func begin() { steps = Self.stepsPerRecord }

  /// Takes so many steps.
  ///
  /// Values can hold templates, and templates values: a block of 64 KiB could ask for more than fits any memory.
  mutating func spend(_ count: Int) throws(EVTXFault) {
    steps -= count
    if steps < 0 { throw .tooLarge }
  }

  /// The template whose definition lies at an offset of the block.
  mutating func template(
    at offset: Int, _ data: LittleEndianBytes, depth: Int
  ) throws(EVTXFault) -> BinaryXMLTemplate {
    if let template = known[offset] { return template }
    guard isBeingRead.insert(offset).inserted else { throw .nesting }
    defer { isBeingRead.remove(offset) }
    let limit = data.bytes.count
    let size = Int(try data.u32(offset + 20, end: limit))
    let start = offset + 24
    try data.check(start, size, limit)
    var parser = BinaryXMLParser(data: data, place: start, end: start + size, isTemplate: true, depth: depth)
    let template = BinaryXMLTemplate(try parser.parse(&self))
    known[offset] = template
    return template
  }
}
