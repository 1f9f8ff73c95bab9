import Bytes

/// The lines of a case file that may be half-typed, with the bytes where their parts stand; nothing is checked.
///
/// ```swift
/// for line in CaseScan.lines(of: bytes) { if case .statement(let statement) = line.content { … } }
/// ```
package enum CaseScan {
  /// A line.
  package struct Line: Sendable {
    /// What a line is.
    package enum Content: Sendable {
      /// A title: the bytes between the brackets.
      case title(Range<Int>)
      /// An event: the bytes behind the mark.
      case event(Range<Int>)
      /// A setting or an expectation.
      case statement(Statement)
    }

    /// What it is.
    package var content: Content
    /// Its bytes, without the line end.
    package var range: Range<Int>
  }

  /// `name op value`
  package struct Statement: Sendable {
    /// What it looks at; nil for a setting, and for what is neither.
    package var subject: Subject?
    /// The bytes of the name; of a field those behind the dot, of a member those behind `alert.`, without quotes.
    package var name: Range<Int>
    /// Whether the values are patterns.
    package var isPattern: Bool
    /// The values, with where they stand, without quotes.
    package var values: [(text: ByteString, range: Range<Int>)]
  }

  /// The lines that say something; comments, clock lines and continuations are left out.
  package static func lines(of bytes: [UInt8]) -> [Line] {
    let source = CaseLines(file: "", bytes: bytes)
    return source.lines.compactMap { range in
      var start = range.lowerBound
      while start < range.upperBound, ValueReader.isBlank(bytes[start]) { start += 1 }
      guard start < range.upperBound else { return nil }
      switch bytes[start] {
      case UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "+"): return nil
      case UInt8(ascii: ">"): return Line(content: .event(start + 1..<range.upperBound), range: range)
      case UInt8(ascii: "["):
        let end = bytes[start..<range.upperBound].lastIndex(of: UInt8(ascii: "]")) ?? range.upperBound
        return Line(content: .title(start + 1..<max(start + 1, end)), range: range)
      default: return statement(start..<range.upperBound, bytes).map { Line(content: .statement($0), range: range) }
      }
    }
  }

  private static func statement(_ line: Range<Int>, _ bytes: [UInt8]) -> Statement? {
    var start = line.lowerBound
    let isField = bytes[start] == UInt8(ascii: ".")
    let isMember = bytes[line].starts(with: Subject.memberPrefix.utf8)
    if isField { start += 1 } else if isMember { start += Subject.memberPrefix.utf8.count }
    var name = start..<start
    var at = start
    if isField || isMember, start < line.upperBound, bytes[start] == UInt8(ascii: "\"") {
      var reader = ValueReader(bytes, from: start, to: line.upperBound)
      guard let (_, range) = try? reader.quoted() else { return nil }
      name = range.lowerBound + 1..<range.upperBound - 1
      at = range.upperBound
    } else {
      while at < line.upperBound, FieldName.isPlain(bytes[at]), isField || isMember || bytes[at] != UInt8(ascii: ":") {
        at += 1
      }
      name = start..<at
    }
    guard !name.isEmpty else { return nil }
    let text = ByteString(bytes[name])
    let subject: Subject? =
      isField ? .field(text) : isMember ? .member(text) : Subject(name: text.description)
    let operation = operation(at..<line.upperBound, bytes)
    return Statement(
      subject: subject, name: name, isPattern: bytes[operation].contains(UInt8(ascii: "~")),
      values: values(operation.upperBound..<line.upperBound, bytes))
  }

  /// Where the operator stands.
  private static func operation(_ rest: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var at = rest.lowerBound
    while at < rest.upperBound, ValueReader.isBlank(bytes[at]) { at += 1 }
    let start = at
    if at < rest.upperBound, ASCII.isLower(bytes[at]) {
      while at < rest.upperBound, ASCII.isLower(bytes[at]) { at += 1 }
    } else {
      while at < rest.upperBound, "=!~<>:".utf8.contains(bytes[at]) { at += 1 }
    }
    return start..<at
  }

  /// The values behind an operator.
  private static func values(_ rest: Range<Int>, _ bytes: [UInt8]) -> [(text: ByteString, range: Range<Int>)] {
    var reader = ValueReader(bytes, from: rest.lowerBound, to: rest.upperBound)
    guard let (items, _) = try? reader.list() else { return [] }
    return items.map { operand, range in
      (operand.text, operand.isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range)
    }
  }
}
