import Bytes
import JSONText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The grammar that `JSONReader` reads, written down the plain way: by recursion, byte by byte, into arrays.
///
/// What the fast reader has to agree with for every input.
struct PlainJSONReader {
  /// A value with everything that `JSONReader.Node` says about it.
  struct Value: Equatable, CustomStringConvertible {
    var kind: JSONReader.Kind
    var key: [UInt8]
    var text: [UInt8]
    var number: UInt64
    var end: Int

    var description: String {
      "\(kind) \(ByteString(key))=\(ByteString(text)) \(Double(bitPattern: number)) …\(end)"
    }
  }

  private(set) var values: [Value] = []
  private(set) var position = 0
  private let input: [UInt8]
  private let maximumDepth: Int

  /// Nil when the text is no JSON.
  init?(_ input: [UInt8], maximumDepth: Int = 1000) {
    self.input = input
    self.maximumDepth = maximumDepth
    if input.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard value(key: [], depth: 0) else { return nil }
  }

  private mutating func skipBlanks() {
    while position < input.count, input[position] <= 0x20 { position += 1 }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < input.count, input[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func add(_ kind: JSONReader.Kind, _ key: [UInt8], text: [UInt8] = [], number: Double = 0) {
    values.append(Value(kind: kind, key: key, text: text, number: number.bitPattern, end: values.count + 1))
  }

  private mutating func value(key: [UInt8], depth: Int) -> Bool {
    skipBlanks()
    guard position < input.count else { return false }
    switch input[position] {
    case UInt8(ascii: "{"): return container(.object, "}", key, depth + 1)
    case UInt8(ascii: "["): return container(.array, "]", key, depth + 1)
    case UInt8(ascii: "\""):
      guard let text = string() else { return false }
      add(.string, key, text: text)
      return true
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(key)
    default:
      for (word, kind) in [("null", JSONReader.Kind.null), ("true", .yes), ("false", .no)]
      where input[position...].starts(with: Array(word.utf8)) {
        position += word.utf8.count
        add(kind, key)
        return true
      }
      return false
    }
  }

  private mutating func container(
    _ kind: JSONReader.Kind, _ closer: Unicode.Scalar, _ key: [UInt8], _ depth: Int
  ) -> Bool {
    guard depth <= maximumDepth else { return false }
    let index = values.count
    add(kind, key)
    position += 1
    if takes(UInt8(ascii: closer)) { return true }
    repeat {
      var name: [UInt8] = []
      if kind == .object {
        skipBlanks()
        guard position < input.count, input[position] == UInt8(ascii: "\""), let key = string() else { return false }
        guard takes(UInt8(ascii: ":")) else { return false }
        name = key
      }
      guard value(key: name, depth: depth) else { return false }
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: closer)) else { return false }
    values[index].end = values.count
    return true
  }

  private mutating func number(_ key: [UInt8]) -> Bool {
    func digits(_ from: Int) -> Int { input[from...].prefix(while: ASCII.isDigit).count }
    func has(_ bytes: String, _ at: Int) -> Bool { at < input.count && bytes.utf8.contains(input[at]) }
    var at = position + (has("-", position) ? 1 : 0)
    var count = digits(at)
    at += count
    if has(".", at) {
      at += 1
      count += digits(at)
      at += digits(at)
    }
    guard count > 0 else { return false }
    if has("eE", at) {
      let exponent = at + (has("+-", at + 1) ? 2 : 1)
      if exponent < input.count, digits(exponent) > 0 { at = exponent + digits(exponent) }
    }
    let text = Array(input[position..<at])
    add(.number, key, text: text, number: strtod(String(decoding: text, as: UTF8.self), nil))
    position = at
    return true
  }

  private mutating func string() -> [UInt8]? {
    let start = position + 1
    var end = start
    while end < input.count, input[end] != UInt8(ascii: "\"") { end += input[end] == UInt8(ascii: "\\") ? 2 : 1 }
    guard end < input.count else { return nil }
    position = end + 1
    return unescaped(start, end)
  }

  private func unescaped(_ start: Int, _ end: Int) -> [UInt8]? {
    var text: [UInt8] = []
    var cut: Int?
    var at = start
    while at < end {
      guard input[at] == UInt8(ascii: "\\") else {
        text.append(input[at])
        at += 1
        continue
      }
      let escapes: [UInt8: UInt8] = [
        0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9, 0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F,
      ]
      if let byte = escapes[input[at + 1]] {
        text.append(byte)
        at += 2
        continue
      }
      guard input[at + 1] == UInt8(ascii: "u"), end - at >= 6 else { return nil }
      var code = hexadecimal(at + 2)
      at += 6
      if code & 0xFC00 == 0xDC00 { return nil }
      if code & 0xFC00 == 0xD800 {
        guard end - at >= 6, input[at] == UInt8(ascii: "\\"), input[at + 1] == UInt8(ascii: "u") else { return nil }
        let second = hexadecimal(at + 2)
        guard second & 0xFC00 == 0xDC00 else { return nil }
        code = 0x10000 + (code & 0x3FF) << 10 + second & 0x3FF
        at += 6
      }
      if code == 0, cut == nil { cut = text.count }
      text += Unicode.Scalar(code).map { Array(String(Character($0)).utf8) } ?? []
    }
    return Array(text.prefix(cut ?? text.count))
  }

  private func hexadecimal(_ at: Int) -> UInt32 {
    var code: UInt32 = 0
    for byte in input[at..<at + 4] {
      guard let digit = ASCII.hexValue(byte) else { return 0 }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
