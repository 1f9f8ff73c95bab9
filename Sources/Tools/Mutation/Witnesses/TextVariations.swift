import Bytes

/// Texts that are like one that a pattern has looked at, nearest first: with a byte more, less or another one, and with
/// other text in the place of what the pattern took.
struct TextVariations {
  /// Positions that are varied one by one, at most.
  private static let positions = 96
  private static let common = Array("xa1-_/. \"".utf8)

  let text: ByteString
  /// What the pattern takes of it.
  let extent: Range<Int>
  /// A text that tells the patterns apart by itself.
  let witness: ByteString?

  /// All variations, in order.
  func all() -> [ByteString] {
    var found: [ByteString] = []
    let bytes = text.bytes
    func add(_ parts: ArraySlice<UInt8>...) { found.append(ByteString(parts.flatMap(\.self))) }
    for byte in Self.common {
      add([byte], bytes[...])
      add(bytes[...], [byte])
      add(bytes[..<extent.lowerBound], [byte], bytes[extent.lowerBound...])
      add(bytes[..<extent.upperBound], [byte], bytes[extent.upperBound...])
    }
    add(bytes[extent])
    add(bytes[..<extent.lowerBound], bytes[extent.upperBound...])
    add(bytes[..<extent.lowerBound], [UInt8(ascii: "x")], bytes[extent.upperBound...])
    let first = max(0, extent.lowerBound - 2)
    let last = min(bytes.count, extent.upperBound + 2, first + Self.positions)
    for at in stride(from: first, to: last, by: 1) {
      add(bytes[..<at], bytes[(at + 1)...])
      add(bytes[...at], bytes[at...])
      for byte in Self.common {
        add(bytes[..<at], [byte], bytes[(at + 1)...])
        add(bytes[..<at], [byte], bytes[at...])
      }
    }
    // Written as people write, where case does not count.
    for witness in witness.map({ [$0.lowercased.bytes[...], $0.bytes[...]] }) ?? [] {
      add(bytes[..<extent.lowerBound], witness, bytes[extent.upperBound...])
      add(bytes[...], witness)
      add(witness, bytes[...])
      add(bytes[..<extent.lowerBound], witness, bytes[extent.lowerBound...])
      add(witness)
    }
    return found
  }
}

/// Puts a text in the place of another one in a log.
struct TextReplacement {
  /// Places that are tried, at most.
  private static let places = 4

  let log: ByteString
  let old: ByteString

  /// The log with the new text in each place where the old one stands, as it is or as JSON writes it.
  func logs(with new: ByteString) -> [ByteString] {
    guard !new.bytes.contains(0), !new.bytes.contains(0x0A) else { return [] }
    let isJSON = log.bytes.first { $0 != 0x20 } == UInt8(ascii: "{")
    var found: [ByteString] = []
    for (text, replacement) in isJSON
      ? [(escaped(old), escaped(new)), (old.bytes, new.bytes)] : [(old.bytes, new.bytes)]
    {
      for place in places(of: text) {
        found.append(ByteString(log.bytes[..<place] + replacement + log.bytes[(place + text.count)...]))
      }
      if !found.isEmpty { break }
    }
    return found
  }

  private func places(of text: [UInt8]) -> [Int] {
    guard !text.isEmpty, text.count <= log.count else { return [] }
    var found: [Int] = []
    for start in 0...(log.count - text.count) where log.bytes[start] == text[0] {
      if log.bytes[start..<start + text.count].elementsEqual(text) { found.append(start) }
      if found.count == Self.places { break }
    }
    return found
  }

  private func escaped(_ text: ByteString) -> [UInt8] {
    text.bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case 0x09: Array("\\t".utf8)
      default: [byte]
      }
    }
  }
}
