import CZlib

/// Writes event logs for tests: one block, whose records share a template that stands in the first of them.
struct EventLogBuilder {
  /// A value of a record: its type's number and its bytes.
  struct Value {
    var type: UInt8
    var bytes: [UInt8]

    /// A text in UTF-16.
    static func text(_ text: String) -> Value { Value(type: 0x01, bytes: EventLogBuilder.utf16(text)) }
    /// No value.
    static let null = Value(type: 0x00, bytes: [])
  }

  /// The block, without the checksums of its header.
  private(set) var chunk = [UInt8](repeating: 0, count: 512)
  private var count = 0
  private var templateOffset: Int?

  init() { chunk.replaceSubrange(0..<8, with: "ElfChnk\0".utf8) }

  static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { little($0, 2) } }

  static func little(_ number: some BinaryInteger, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Adds a record with values for the template `<Event><Data Name='v'>%0</Data><Data Name='o' Kind='%2'>%1</Data></Event>`,
  /// whose second and third places are optional.
  mutating func add(_ values: [Value]) {
    let values = values + [Value](repeating: .null, count: max(0, 3 - values.count))
    var content: [UInt8] = [0x0F, 1, 1, 0, 0x0C, 1] + Self.little(0, 4)
    let start = chunk.count + 24
    if let templateOffset {
      content += Self.little(templateOffset, 4)
    } else {
      let offset = start + content.count + 4
      templateOffset = offset
      content += Self.little(offset, 4)
      let definition = template(at: offset + 24)
      content += Self.little(0, 4) + [UInt8](repeating: 7, count: 16) + Self.little(definition.count, 4) + definition
    }
    content += Self.little(values.count, 4)
    for value in values { content += Self.little(value.bytes.count, 2) + [value.type, 0] }
    for value in values { content += value.bytes }
    content.append(0)
    add(content: content)
  }

  /// Adds a record whose event is given in binary.
  mutating func add(content: [UInt8]) {
    count += 1
    let size = content.count + 28
    chunk +=
      [0x2A, 0x2A, 0, 0] + Self.little(size, 4) + Self.little(count, 8) + Self.little(133_537_758_721_234_567, 8)
    chunk += content + Self.little(size, 4)
  }

  private func template(at offset: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x0F, 1, 1, 0]
    open("Event", hasAttributes: false, at: offset, &bytes)
    bytes.append(0x02)
    open("Data", hasAttributes: true, at: offset, &bytes)
    attribute("Name", [0x05, 0x01] + Self.little(1, 2) + Self.utf16("v"), at: offset, &bytes)
    bytes += [0x02, 0x0D, 0, 0, 0x01, 0x04]
    open("Data", hasAttributes: true, at: offset, &bytes)
    attribute("Name", [0x05, 0x01] + Self.little(1, 2) + Self.utf16("o"), at: offset, &bytes)
    attribute("Kind", [0x0E, 2, 0, 0x01], at: offset, &bytes)
    bytes += [0x02, 0x0E, 1, 0, 0x01, 0x04, 0x04, 0x00]
    return bytes
  }

  private func open(_ name: String, hasAttributes: Bool, at offset: Int, _ bytes: inout [UInt8]) {
    bytes += [hasAttributes ? 0x41 : 0x01, 0xFF, 0xFF] + Self.little(0, 4)
    self.name(name, at: offset, &bytes)
    if hasAttributes { bytes += Self.little(0, 4) }
  }

  private func attribute(_ name: String, _ value: [UInt8], at offset: Int, _ bytes: inout [UInt8]) {
    bytes.append(0x06)
    self.name(name, at: offset, &bytes)
    bytes += value
  }

  /// A name that is used here for the first time.
  private func name(_ name: String, at offset: Int, _ bytes: inout [UInt8]) {
    bytes += Self.little(offset + bytes.count + 4, 4)
    bytes += Self.little(0, 4) + Self.little(0, 2) + Self.little(name.utf16.count, 2) + Self.utf16(name) + [0, 0]
  }

  /// The whole file.
  func file() -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 4096)
    header.replaceSubrange(0..<8, with: "ElfFile\0".utf8)
    header.replaceSubrange(24..<32, with: Self.little(count + 1, 8))
    header.replaceSubrange(32..<44, with: Self.little(128, 4) + Self.little(1, 2) + Self.little(3, 2) + [0, 16, 1, 0])
    header.replaceSubrange(124..<128, with: Self.little(Self.crc32(header[0..<120]), 4))
    var block = chunk + [UInt8](repeating: 0, count: 65536 - chunk.count)
    block.replaceSubrange(40..<44, with: Self.little(128, 4))
    block.replaceSubrange(48..<52, with: Self.little(chunk.count, 4))
    block.replaceSubrange(52..<56, with: Self.little(Self.crc32(block[512..<chunk.count]), 4))
    block.replaceSubrange(124..<128, with: Self.little(Self.crc32(block[0..<120] + block[128..<512]), 4))
    return header + block
  }

  private static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
