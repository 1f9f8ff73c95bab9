import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads JSON the way the reference engine's library does, leniencies included.
///
/// One value is read from the start of the text; what follows it is ignored (``consumed`` tells where it ended).
/// Leading byte order mark and bytes up to 0x20 are skipped. Accepted beyond the standard: leading zeros, `1.`, `-.5`,
/// raw control bytes in strings, any bytes that are not UTF-8. `\u0000`, and `\u` before something that is not four
/// hexadecimal digits, end the string there. Specified in spec/decoders.md §7.1.
///
/// A reader keeps its storage between documents and hands out nodes by index:
///
/// ```swift
/// let reader = JSONReader()
/// if reader.parse(view), let name = reader.root["name"]?.bytes { … }
/// ```
public final class JSONReader {
  /// What a value is.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// `null`
    case null
    /// `true`
    case yes
    /// `false`
    case no
    /// Any number; always a double, as in the reference.
    case number
    /// Text.
    case string
    /// A list of values.
    case array
    /// A list of members; keys may repeat.
    case object
  }

  /// One value of the document; containers are followed by their contents, depth first.
  public struct Node: Sendable, BitwiseCopyable {
    /// What it is.
    public var kind: Kind
    /// Member name, in ``JSONReader/text``; empty outside objects.
    public var key: ByteRange
    /// Unescaped text of a string, or a number as it was written, in ``JSONReader/text``.
    public var text: ByteRange
    /// A number's value.
    public var number: Double
    /// Index of the node behind this one and all its contents.
    public var end: Int32
  }

  /// The document in order; the root is the first.
  ///
  /// Valid as long as the reader.
  @exclusivity(unchecked) public private(set) var nodes = PlainBuffer<Node>(capacity: 64)
  /// Where keys and strings are kept.
  public let text: ByteArena
  /// Number of bytes of the input that belong to the value (leading blanks included).
  @exclusivity(unchecked) public private(set) var consumed = 0

  @exclusivity(unchecked) private var input = ByteView.empty
  /// Where the input lies, if that is in ``text``: what needs no change is then not copied.
  @exclusivity(unchecked) private var place: ByteRange?
  @exclusivity(unchecked) private var position = 0
  @exclusivity(unchecked) private var maximumDepth = 1000

  /// An empty reader.
  public init() { text = ByteArena(capacity: 4096) }

  /// An empty reader that keeps texts in somebody else's arena.
  ///
  /// It reads only what lies there, with ``parse(_:maximumDepth:)-(ByteRange,_)``, and never empties the arena.
  public init(text: ByteArena) { self.text = text }

  deinit { nodes.deallocate() }

  /// Reads one value. False when there is none or it has an error; the nodes are then meaningless.
  /// - Parameters:
  ///   - input: the text.
  ///   - maximumDepth: containers inside each other; deeper documents are errors.
  public func parse(_ input: ByteView, maximumDepth: Int = 1000) -> Bool {
    text.removeAll()
    place = nil
    return read(input, maximumDepth: maximumDepth)
  }

  /// Reads one value from bytes in ``text``, which keep their place; texts that need no change are not copied.
  public func parse(_ place: ByteRange, maximumDepth: Int = 1000) -> Bool {
    self.place = place
    return read(text.view(place), maximumDepth: maximumDepth)
  }

  private func read(_ input: ByteView, maximumDepth: Int) -> Bool {
    nodes.removeAll()
    self.input = input
    self.maximumDepth = maximumDepth
    position = input.starts(with: "\u{FEFF}") ? 3 : 0
    defer { self.input = .empty }
    skipBlanks()
    guard value(key: ByteRange(offset: 0, count: 0), depth: 0) else { return false }
    consumed = position
    return true
  }

  /// The whole document as a value to ask.
  public var root: JSONValue { JSONValue(reader: self, index: 0) }

  // MARK: Grammar

  private func skipBlanks() {
    while position < input.count, input[position] <= 0x20 { position += 1 }
  }

  private func add(
    _ kind: Kind, key: ByteRange, text: ByteRange = ByteRange(offset: 0, count: 0), number: Double = 0
  ) {
    nodes.append(Node(kind: kind, key: key, text: text, number: number, end: Int32(nodes.count + 1)))
  }

  /// Adds the number that stands in the input from here to `end`; its text is kept as it was written.
  private func add(number: Double, key: ByteRange, to end: Int) {
    add(.number, key: key, text: keep(position..<end), number: number)
    position = end
  }

  /// Bytes of the input as they are.
  @inline(__always)
  private func keep(_ range: Range<Int>) -> ByteRange {
    if let place { return place[range] }
    return text.append(input[range])
  }

  private func close(_ container: Int) {
    var node = nodes[container]
    node.end = Int32(nodes.count)
    nodes[container] = node
  }

  private func value(key: ByteRange, depth: Int) -> Bool {
    guard position < input.count else { return false }
    switch input[position] {
    case UInt8(ascii: "{"): return object(key: key, depth: depth + 1)
    case UInt8(ascii: "["): return array(key: key, depth: depth + 1)
    case UInt8(ascii: "\""):
      guard let range = string() else { return false }
      add(.string, key: key, text: range)
      return true
    case UInt8(ascii: "n"): return word("null", .null, key)
    case UInt8(ascii: "t"): return word("true", .yes, key)
    case UInt8(ascii: "f"): return word("false", .no, key)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(key)
    default: return false
    }
  }

  private func word(_ word: StaticString, _ kind: Kind, _ key: ByteRange) -> Bool {
    guard input.from(position).starts(with: word) else { return false }
    position += word.utf8CodeUnitCount
    add(kind, key: key)
    return true
  }

  private func object(key: ByteRange, depth: Int) -> Bool {
    guard depth <= maximumDepth else { return false }
    let index = nodes.count
    add(.object, key: key)
    position += 1
    skipBlanks()
    guard position < input.count else { return false }
    if input[position] == UInt8(ascii: "}") {
      position += 1
      return true
    }
    while true {
      skipBlanks()
      guard position < input.count, input[position] == UInt8(ascii: "\""), let name = string() else { return false }
      skipBlanks()
      guard position < input.count, input[position] == UInt8(ascii: ":") else { return false }
      position += 1
      skipBlanks()
      guard value(key: name, depth: depth) else { return false }
      skipBlanks()
      guard position < input.count else { return false }
      position += 1
      switch input[position - 1] {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"):
        close(index)
        return true
      default: return false
      }
    }
  }

  private func array(key: ByteRange, depth: Int) -> Bool {
    guard depth <= maximumDepth else { return false }
    let index = nodes.count
    add(.array, key: key)
    position += 1
    skipBlanks()
    guard position < input.count else { return false }
    if input[position] == UInt8(ascii: "]") {
      position += 1
      return true
    }
    while true {
      skipBlanks()
      guard value(key: ByteRange(offset: 0, count: 0), depth: depth) else { return false }
      skipBlanks()
      guard position < input.count else { return false }
      position += 1
      switch input[position - 1] {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "]"):
        close(index)
        return true
      default: return false
      }
    }
  }

  /// The longest text that `strtod` would take.
  private func number(_ key: ByteRange) -> Bool {
    let limit = input.count
    var at = position
    var digits = 0
    if input[at] == UInt8(ascii: "-") { at += 1 }
    while at < limit, ASCII.isDigit(input[at]) { (at, digits) = (at + 1, digits + 1) }
    let plainInteger = at == limit || (input[at] != UInt8(ascii: ".") && input[at] | 0x20 != UInt8(ascii: "e"))
    if plainInteger, digits > 0, digits < 16 {
      var magnitude = 0.0
      for index in (at - digits)..<at { magnitude = magnitude * 10 + Double(input[index] - 0x30) }
      add(number: input[position] == UInt8(ascii: "-") ? -magnitude : magnitude, key: key, to: at)
      return true
    }
    if at < limit, input[at] == UInt8(ascii: ".") {
      at += 1
      while at < limit, ASCII.isDigit(input[at]) { (at, digits) = (at + 1, digits + 1) }
    }
    guard digits > 0 else { return false }
    if at < limit, input[at] | 0x20 == UInt8(ascii: "e") {
      var exponent = at + 1
      if exponent < limit, input[exponent] == UInt8(ascii: "+") || input[exponent] == UInt8(ascii: "-") {
        exponent += 1
      }
      if exponent < limit, ASCII.isDigit(input[exponent]) {
        while exponent < limit, ASCII.isDigit(input[exponent]) { exponent += 1 }
        at = exponent
      }
    }
    var copy = [CChar]()
    copy.reserveCapacity(at - position + 1)
    for index in position..<at { copy.append(CChar(bitPattern: input[index])) }
    copy.append(0)
    add(number: strtod(copy, nil), key: key, to: at)
    return true
  }

  /// Reads a string from its opening quote to behind its closing one; nil on an error.
  private func string() -> ByteRange? {
    var end = position + 1
    var escaped = false
    while true {
      end = input.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: end)
      guard end < input.count else { return nil }
      if input[end] == UInt8(ascii: "\"") { break }
      escaped = true
      end += 2
      guard end <= input.count else { return nil }
    }
    defer { position = end + 1 }
    if !escaped { return keep(position + 1..<end) }
    return unescape(from: position + 1, to: end)
  }

  private func unescape(from start: Int, to end: Int) -> ByteRange? {
    // Nothing gets longer. The input may lie in the arena, which must not move from here on.
    text.reserve(end - start)
    if let place { input = text.view(place) }
    let begin = text.count
    var cut: Int?
    var at = start
    while at < end {
      guard input[at] == UInt8(ascii: "\\") else {
        let next = min(input.firstIndex(of: UInt8(ascii: "\\"), or: UInt8(ascii: "\\"), from: at), end)
        text.append(input[at..<next])
        at = next
        continue
      }
      switch input[at + 1] {
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(input[at + 1])
      case UInt8(ascii: "u"):
        guard let (scalar, length) = codePoint(at: at, end: end) else { return nil }
        if scalar == 0, cut == nil { cut = text.count }
        appendUTF8(scalar)
        at += length
        continue
      default: return nil
      }
      at += 2
    }
    if let cut { return ByteRange(offset: begin, count: cut - begin) }
    return text.range(from: begin)
  }

  /// The code point of `\uXXXX` or of a surrogate pair at `at`, and the number of bytes it takes.
  private func codePoint(at: Int, end: Int) -> (UInt32, Int)? {
    guard end - at >= 6 else { return nil }
    let first = hexadecimal(at + 2)
    if first & 0xFC00 == 0xDC00 { return nil }
    guard first & 0xFC00 == 0xD800 else { return (first, 6) }
    guard end - at >= 12, input[at + 6] == UInt8(ascii: "\\"), input[at + 7] == UInt8(ascii: "u") else { return nil }
    let second = hexadecimal(at + 8)
    guard second & 0xFC00 == 0xDC00 else { return nil }
    return (0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF), 12)
  }

  /// Four hexadecimal digits; 0 when one of them is none.
  private func hexadecimal(_ at: Int) -> UInt32 {
    var code: UInt32 = 0
    for index in at..<at + 4 {
      guard let digit = ASCII.hexValue(input[index]) else { return 0 }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  private func appendUTF8(_ code: UInt32) {
    switch code {
    case 0..<0x80: text.append(UInt8(code))
    case 0x80..<0x800:
      text.append(UInt8(0xC0 | code >> 6))
      text.append(UInt8(0x80 | code & 0x3F))
    case 0x800..<0x10000:
      text.append(UInt8(0xE0 | code >> 12))
      text.append(UInt8(0x80 | code >> 6 & 0x3F))
      text.append(UInt8(0x80 | code & 0x3F))
    default:
      text.append(UInt8(0xF0 | code >> 18))
      text.append(UInt8(0x80 | code >> 12 & 0x3F))
      text.append(UInt8(0x80 | code >> 6 & 0x3F))
      text.append(UInt8(0x80 | code & 0x3F))
    }
  }
}

extension JSONReader {
  /// Containers inside each other in the document that was read; 0 for a scalar.
  public var depth: Int {
    var deepest = 0
    var ends: [Int32] = []
    for index in 0..<nodes.count {
      let node = nodes[index]
      while let end = ends.last, end <= index { ends.removeLast() }
      guard node.kind == .array || node.kind == .object else { continue }
      ends.append(node.end)
      deepest = max(deepest, ends.count)
    }
    return deepest
  }
}
