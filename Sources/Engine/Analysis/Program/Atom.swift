import Bytes

/// One fact about an event by which candidates are found: a literal stands in the log, the log begins with a byte, the
/// program name satisfies a list, the decoder has a name, a field is there, it has a value. Numbered per kind.
struct Atom: Hashable, BitwiseCopyable {
  /// What the fact is about.
  enum Kind: Int32, CaseIterable {
    case literal, firstByte, programName, decoder, field, fieldValue
  }

  let raw: Int32

  init(_ kind: Kind, _ number: Int) { raw = kind.rawValue << 28 | Int32(number) }

  var number: Int { Int(raw & 0x0FFF_FFFF) }

  var kind: Kind { Kind(rawValue: raw >> 28) ?? .literal }
}

/// A stretch of one of the flat lists.
struct Span: BitwiseCopyable {
  var start: Int32
  var end: Int32

  static let none = Span(start: 0, end: 0)

  var count: Int { Int(end - start) }
  var isEmpty: Bool { start == end }
}
