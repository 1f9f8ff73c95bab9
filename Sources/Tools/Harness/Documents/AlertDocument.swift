import Analysis
import Bytes
import Cases
import Diagnostics
import JSONText

/// Looks into alert documents (docs/reference/alerts.md) on behalf of expectations.
enum AlertDocument {
  /// Objects and arrays inside each other. What is deeper is not compared: looking into it needs as much stack.
  static let maximumDepth = 200
  /// Members among which a path that is not there is looked for.
  private static let maximumGuesses = 2000

  /// Reads a document; nil where it is none.
  static func read(_ text: ByteString) -> JSONValue? {
    let reader = JSONReader()
    guard text.withView({ reader.parse($0, maximumDepth: maximumDepth) }) else { return nil }
    guard text.bytes[min(reader.consumed, text.count)...].allSatisfy({ $0 <= 0x20 }) else { return nil }
    return reader.root
  }

  /// What the document of an outcome has at a path; arrays are entered by number.
  static func value(at path: ByteString, in outcome: Outcome) -> Actual {
    guard let text = outcome.document else { return .nothing("there is no document") }
    guard var value = read(text) else { return .nothing("the document is too deep to look into") }
    for name in path.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let next = member(ByteString(name), of: value) else {
        if outcome.rule == nil, path.bytes.starts(with: "rule".utf8) { return .nothing("no rule matched") }
        return .nothing("the document has none")
      }
      value = next
    }
    return actual(value)
  }

  private static func member(_ name: ByteString, of value: JSONValue) -> JSONValue? {
    switch value.kind {
    case .object: return value.children.first { $0.key == name }
    case .array:
      let children = value.children
      return Int(name.description).flatMap { children.indices.contains($0) ? children[$0] : nil }
    default: return nil
    }
  }

  private static func actual(_ value: JSONValue) -> Actual {
    switch value.kind {
    case .array: .json(json(value), entries: value.children.map(text))
    case .object: .json(json(value), entries: nil)
    default: .text(text(value))
    }
  }

  /// A text as it is, everything else as JSON.
  static func text(_ value: JSONValue) -> ByteString { value.bytes ?? json(value) }

  /// A value in one line.
  static func json(_ value: JSONValue) -> ByteString {
    var json = JSONWriter()
    json.value(echoing: value)
    return ByteString(json.bytes)
  }

  /// Whether a text would be read as an array or an object where a value is expected.
  static func looksLikeJSON(_ text: ByteString) -> Bool {
    text.bytes.first == UInt8(ascii: "[") || text.bytes.first == UInt8(ascii: "{")
  }

  /// Whether two texts are the same array or object: blanks and the order of members do not count.
  static func isSame(_ wanted: ByteString, _ came: ByteString) -> Bool {
    guard looksLikeJSON(wanted), let wanted = read(wanted), let came = read(came) else { return wanted == came }
    var comparison = DocumentComparison(leavesOutWhatVaries: false)
    comparison.compare(wanted, came, at: "")
    return comparison.differences.isEmpty
  }

  /// The path that the document has and that is closest to one that it has not.
  static func closest(to path: ByteString, in outcome: Outcome) -> ByteString? {
    guard let root = outcome.document.flatMap(read) else { return nil }
    var paths: [ByteString] = []
    var open: [(JSONValue, ByteString)] = [(root, "")]
    while let (value, at) = open.popLast(), paths.count < maximumGuesses {
      for child in value.children where value.kind == .object {
        let path = DocumentDifference.join(at, child.key)
        paths.append(path)
        open.append((child, path))
      }
    }
    if let near = Suggestion.closest(to: path, among: paths) { return near }
    // `alert.srcip` for `alert.data.srcip`
    let ending = ByteString([UInt8(ascii: ".")] + path.bytes)
    return paths.first { $0.bytes.suffix(ending.count).elementsEqual(ending.bytes) }
  }
}
