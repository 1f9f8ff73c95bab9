import Bytes

/// A list of keys and values that rules look things up in (docs/reference/rules.md §6.3).
///
/// Keys are compared exactly. Of a repeated key the first occurrence counts.
public struct CDBList: Sendable {
  /// The name that rules use, without `.cdb`.
  public var name: ByteString
  /// The file; nil for a list written in a case.
  public var path: String?
  /// Number of different keys.
  public var count: Int { entries }
  /// Lines that the engine ignores, counted from 1, with the reason; blank lines are not among them.
  public let ignoredLines: [(line: Int, reason: String)]

  /// All keys and values, one behind the other.
  private let bytes: [UInt8]
  /// Open addressing over the keys: where key and value lie in `bytes`; a power of two of them.
  private let slots: [Slot]
  private let entries: Int

  private struct Slot: Sendable {
    var key: Int32 = -1
    var keyCount: Int32 = 0
    var value: Int32 = 0
    var valueCount: Int32 = 0
  }

  /// Longest line that is read as one.
  private static let lineLimit = 65533

  /// Reads a list's text.
  public init(name: ByteString, path: String?, text: [UInt8]) {
    self.name = name
    self.path = path
    var bytes: [UInt8] = []
    var pairs: [Slot] = []
    var ignored: [(line: Int, reason: String)] = []
    var number = 0
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A, end - start < Self.lineLimit { end += 1 }
      number += 1
      let line = text[start..<end].prefix { $0 != 0x0D && $0 != 0 }
      switch Self.entry(of: line) {
      case .success(let entry):
        pairs.append(
          Slot(
            key: Int32(truncatingIfNeeded: bytes.count), keyCount: Int32(truncatingIfNeeded: entry.key.count),
            value: Int32(truncatingIfNeeded: bytes.count + entry.key.count),
            valueCount: Int32(truncatingIfNeeded: entry.value.count)))
        bytes.append(contentsOf: entry.key)
        bytes.append(contentsOf: entry.value)
      case .failure(let fault):
        if !line.isEmpty { ignored.append((number, fault.reason)) }
      }
      start = end < text.count && text[end] == 0x0A ? end + 1 : end
    }
    var size = 4
    while size < pairs.count * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    var entries = 0
    bytes.withView { view in
      for pair in pairs {
        let key = view[Int(pair.key)..<Int(pair.key) + Int(pair.keyCount)]
        var slot = Self.hash(key) & (size - 1)
        while slots[slot].key >= 0 {
          let other = slots[slot]
          if view[Int(other.key)..<Int(other.key) + Int(other.keyCount)] == key { break }
          slot = (slot + 1) & (size - 1)
        }
        guard slots[slot].key < 0 else { continue }
        slots[slot] = pair
        entries += 1
      }
    }
    self.bytes = bytes
    self.slots = slots
    self.entries = entries
    ignoredLines = ignored
  }

  /// The value stored for a key (the first one where the key repeats); nil without the key.
  public func value(for key: ByteView) -> ByteString? {
    withValue(for: key) { ByteString($0) }
  }

  /// Whether the key is there.
  public func contains(_ key: ByteView) -> Bool { withValue(for: key) { _ in true } ?? false }

  /// Calls `body` with the value stored for a key, without copying it; nil without the key.
  public func withValue<Result>(for key: ByteView, _ body: (ByteView) -> Result) -> Result? {
    bytes.withView { view in
      var slot = Self.hash(key) & (slots.count - 1)
      while slots[slot].key >= 0 {
        let entry = slots[slot]
        if view[Int(entry.key)..<Int(entry.key) + Int(entry.keyCount)] == key {
          return body(view[Int(entry.value)..<Int(entry.value) + Int(entry.valueCount)])
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  /// The value of an address, or of its longest beginning that ends in a dot and is a key (docs/reference/rules.md
  /// §6.2).
  package func addressEntry(_ address: ByteView) -> ByteString? {
    if let value = value(for: address) { return value }
    var end = address.count
    while end > 0 {
      if address[end - 1] == UInt8(ascii: "."), end < address.count, let value = value(for: address[0..<end]) {
        return value
      }
      end -= 1
    }
    return nil
  }

  /// All keys, in no order.
  package var keys: [ByteString] {
    slots.lazy.filter { $0.key >= 0 }.map { slot in
      ByteString(Array(bytes[Int(slot.key)..<Int(slot.key) + Int(slot.keyCount)]))
    }
  }

  private static func hash(_ key: ByteView) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key.buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 31) >> 1)
  }

  // MARK: Lines

  private struct Fault: Error {
    var reason: String
  }

  private static func entry(of line: ArraySlice<UInt8>) -> Result<
    (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>), Fault
  > {
    let quote = UInt8(ascii: "\"")
    let colon = UInt8(ascii: ":")
    var key: ArraySlice<UInt8>?
    var rest = line
    let firstColon = line.firstIndex(of: colon) ?? line.endIndex
    if let open = line.firstIndex(of: quote), open < firstColon {
      guard let close = line[(open + 1)...].firstIndex(of: quote) else {
        return .failure(Fault(reason: "the key's closing quote is missing"))
      }
      key = line[(open + 1)..<close]
      rest = line[(close + 1)...]
    }
    guard let separator = rest.firstIndex(of: colon) else {
      return .failure(Fault(reason: "there is no \":\" behind the key; a key without a value is written \"key:\""))
    }
    let value = rest[(separator + 1)...]
    guard let open = value.firstIndex(of: quote) else { return .success((key ?? rest[..<separator], value)) }
    guard let close = value[(open + 1)...].firstIndex(of: quote) else {
      return .failure(Fault(reason: "the value's closing quote is missing"))
    }
    return .success((key ?? rest[..<separator], value[(open + 1)..<close]))
  }
}
