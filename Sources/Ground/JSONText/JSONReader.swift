import Bytes
import Memory

/// Reads JSON the way the reference engine's library does, leniencies included.
///
/// One value is read from the start of the text; what follows it is ignored (``consumed`` tells where it ended).
/// Leading byte order mark and bytes up to 0x20 are skipped. Accepted beyond the standard: leading zeros, `1.`, `-.5`,
/// raw control bytes in strings, any bytes that are not UTF-8. `\u0000`, and `\u` before something that is not four
/// hexadecimal digits, end the string there. Specified in docs/reference/decoders.md §7.1.
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
    /// Member name, in ``JSONReader/text``; empty outside objects.
    public var key: ByteRange
    /// Unescaped text of a string, or a number as it was written, in ``JSONReader/text``.
    public var text: ByteRange
    /// A number's value.
    public var number: Double
    /// Index of the node behind this one and all its contents.
    public var end: Int32
    /// What it is.
    public var kind: Kind
  }

  /// The document in order; the root is the first.
  ///
  /// Valid until the next document is read.
  @inlinable public var nodes: PlainView<Node> { storedNodes.view }
  @exclusivity(unchecked) @usableFromInline var storedNodes = PlainBuffer<Node>(capacity: 64)
  /// Where keys and strings are kept.
  public let text: ByteArena
  /// Number of bytes of the input that belong to the value (leading blanks included).
  @exclusivity(unchecked) public private(set) var consumed = 0

  /// An empty reader.
  public init() { text = ByteArena(capacity: 4096) }

  /// An empty reader that keeps texts in somebody else's arena.
  ///
  /// It reads only what lies there, with ``parse(_:maximumDepth:)-(ByteRange,_)``, and never empties the arena.
  public init(text: ByteArena) { self.text = text }

  /// Reads one value. False when there is none or it has an error; the nodes are then meaningless.
  /// - Parameters:
  ///   - input: the text.
  ///   - maximumDepth: containers inside each other, 1000 unless it is given; deeper documents are errors.
  public func parse(_ input: ByteView, maximumDepth: Int? = nil) -> Bool {
    text.removeAll()
    return parse(text.append(input), maximumDepth: maximumDepth)
  }

  /// Reads one value from bytes in ``text``, which keep their place; texts that need no change are not copied.
  public func parse(_ place: ByteRange, maximumDepth: Int? = nil) -> Bool {
    // Unescaping makes nothing longer: with this the arena does not move while its bytes are read.
    text.reserve(Int(place.count))
    var scan = JSONScan(place, of: text, nodes: storedNodes.take(), maximumDepth: maximumDepth ?? Limits.jsonDepth)
    let isRead = scan.run(text)
    consumed = scan.position
    storedNodes = scan.finish()
    return isRead
  }

  /// The whole document as a value to ask.
  public var root: JSONValue { JSONValue(reader: self, index: 0) }
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
