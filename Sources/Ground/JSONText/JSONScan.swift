import Bytes
import Memory

/// One reading of a text that lies in an arena: from bytes to the nodes of a ``JSONReader``.
///
/// One loop without recursion, so that no input can overflow the stack. The containers that are still open are a list
/// through the nodes: until it is closed, the `end` of each is the index of the one around it.
///
/// PERF: a value in a local variable whose functions are all inlined into one; the position in the text and the nodes
/// stay in registers, and it holds no reference, which would have to be counted. Whatever is called for real (``JSONEscapes``, ``JSONNumber``) gets what it needs by value.
struct JSONScan: ~Copyable {
  /// Behind what has been read; at the end of a value that was read in full.
  private(set) var position: Int
  /// The values so far.
  private var nodes: PlainBuffer<JSONReader.Node>

  private let bytes: ByteView
  /// Where the bytes lie in their arena.
  private let offset: Int
  private let maximumDepth: Int
  /// The innermost open container, −1 outside all.
  private var container = -1
  private var isInObject = false
  private var depth = 0

  private static let nothing = ByteRange(offset: 0, count: 0)

  /// - Parameters:
  ///   - place: the text. The arena must have room for as many bytes again.
  ///   - nodes: a buffer for the values, which ``finish()`` gives back.
  @inline(__always)
  init(_ place: ByteRange, of text: ByteArena, nodes: consuming PlainBuffer<JSONReader.Node>, maximumDepth: Int) {
    self.nodes = nodes
    self.nodes.removeAll()
    self.maximumDepth = maximumDepth
    bytes = text.view(place)
    offset = Int(place.offset)
    position = bytes.starts(with: "\u{FEFF}") ? 3 : 0
  }

  /// The values, in the buffer that was handed in.
  @inline(__always)
  consuming func finish() -> PlainBuffer<JSONReader.Node> { nodes }

  /// Reads one value and all that it contains, from the arena that the text lies in; false on an error.
  @inline(__always)
  mutating func run(_ arena: ByteArena) -> Bool {
    while true {
      var key = Self.nothing
      if isInObject {
        guard let name = memberName(arena) else { return false }
        key = name
      }
      skipBlanks()
      guard position < bytes.count else { return false }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard let string = string(arena) else { return false }
        add(.string, key: key, text: string)
      case UInt8(ascii: "{"):
        guard open(.object, key: key) else { return false }
        if !closes(with: UInt8(ascii: "}")) { continue }
      case UInt8(ascii: "["):
        guard open(.array, key: key) else { return false }
        if !closes(with: UInt8(ascii: "]")) { continue }
      case UInt8(ascii: "n"): guard word("null", .null, key: key) else { return false }
      case UInt8(ascii: "t"): guard word("true", .yes, key: key) else { return false }
      case UInt8(ascii: "f"): guard word("false", .no, key: key) else { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): guard number(key: key) else { return false }
      default: return false
      }
      guard container >= 0 else { return true }
      switch sequel() {
      case .comma: break
      case .end: return true
      case .error: return false
      }
    }
  }

  /// What comes behind a value.
  private enum Sequel { case comma, end, error }

  /// Closes the containers that end behind a value, up to a comma or the end of the document.
  @inline(__always)
  private mutating func sequel() -> Sequel {
    while true {
      skipBlanks()
      let byte = bytes.padded(at: position)
      position &+= 1
      // One that stands behind the text is found out by whatever reads on.
      if byte == UInt8(ascii: ",") { return .comma }
      guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")), position <= bytes.count else {
        return .error
      }
      close()
      if container < 0 { return .end }
    }
  }

  /// PERF: no blank or a single one is most frequent, and a log does either throughout. With branches the reading goes on
  /// while the bytes are still looked at; added up, each token would have to wait for the one before.
  @inline(__always)
  private mutating func skipBlanks() {
    guard bytes.padded(at: position) <= 0x20 else { return }
    position &+= 1
    if bytes.padded(at: position) <= 0x20 { position = Self.behindBlanks(bytes, from: position) }
  }

  @inline(never)
  private static func behindBlanks(_ bytes: ByteView, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index &+= 1 }
    return index
  }

  // MARK: Nodes

  @inline(__always)
  private mutating func add(_ kind: JSONReader.Kind, key: ByteRange, text: ByteRange = nothing, number: Double = 0) {
    nodes.append(
      JSONReader.Node(
        key: key, text: text, number: number, end: Int32(truncatingIfNeeded: nodes.count &+ 1), kind: kind))
  }

  /// Begins a container; false when it is too deep.
  @inline(__always)
  private mutating func open(_ kind: JSONReader.Kind, key: ByteRange) -> Bool {
    depth &+= 1
    guard depth <= maximumDepth else { return false }
    nodes.append(
      JSONReader.Node(
        key: key, text: Self.nothing, number: 0, end: Int32(truncatingIfNeeded: container), kind: kind))
    container = nodes.count &- 1
    isInObject = kind == .object
    position &+= 1
    return true
  }

  /// Ends the innermost container.
  @inline(__always)
  private mutating func close() {
    var node = nodes[container]
    let parent = Int(node.end)
    node.end = Int32(truncatingIfNeeded: nodes.count)
    nodes[container] = node
    container = parent
    isInObject = parent >= 0 && nodes[parent].kind == .object
    depth &-= 1
  }

  /// Ends the container that was just begun if nothing is in it.
  @inline(__always)
  private mutating func closes(with byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position &+= 1
    close()
    return true
  }

  // MARK: Tokens

  /// Reads the name of a member and the colon behind it; nil on an error.
  ///
  /// A quote or a colon behind the text does no harm: the string or the value that it begins ends nowhere.
  @inline(__always)
  private mutating func memberName(_ arena: ByteArena) -> ByteRange? {
    skipBlanks()
    guard bytes.padded(at: position) == UInt8(ascii: "\""), let name = string(arena) else { return nil }
    skipBlanks()
    guard bytes.padded(at: position) == UInt8(ascii: ":") else { return nil }
    position &+= 1
    return name
  }

  /// Reads a string from its opening quote to behind its closing one; nil on an error.
  @inline(__always)
  private mutating func string(_ arena: ByteArena) -> ByteRange? {
    let start = position &+ 1
    let end = bytes.firstIndexInPadded(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: start)
    guard end < bytes.count else { return nil }
    if bytes[end] == UInt8(ascii: "\"") {
      position = end &+ 1
      return ByteRange(offset: offset &+ start, count: end &- start)
    }
    guard let unescaped = JSONEscapes.read(bytes, from: start, firstEscape: end, into: arena) else { return nil }
    position = unescaped.next
    return unescaped.text
  }

  @inline(__always)
  private mutating func word(_ word: StaticString, _ kind: JSONReader.Kind, key: ByteRange) -> Bool {
    guard bytes.from(position).starts(with: word) else { return false }
    position &+= word.utf8CodeUnitCount
    add(kind, key: key)
    return true
  }

  /// Reads a number; its text is kept as it was written.
  @inline(__always)
  private mutating func number(key: ByteRange) -> Bool {
    guard let number = JSONNumber(bytes, at: position) else { return false }
    let range = ByteRange(offset: offset &+ position, count: number.end &- position)
    add(.number, key: key, text: range, number: number.value)
    position = number.end
    return true
  }
}
