import Bytes

/// Reads what stands behind the operator of a setting or an expectation: a value, or a list, up to a comment.
///
/// A comment begins at a `#` with a blank before it, outside double quotes. Text in double quotes is literal, with C
/// escapes. Specified in docs/case-format.md, "Values".
struct ValueReader {
  struct Failure: Error {
    var code: String
    var offset: Int
    var message: String
    var hint: String?
  }

  let bytes: [UInt8]
  /// Where reading goes on.
  private(set) var index: Int
  /// The end of the line.
  let end: Int

  init(_ bytes: [UInt8], from index: Int, to end: Int) {
    self.bytes = bytes
    self.index = index
    self.end = end
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 13 }

  mutating func skipBlanks() {
    while index < end, Self.isBlank(bytes[index]) { index += 1 }
  }

  /// Whether only blanks and a comment are left.
  mutating func isAtEnd() -> Bool {
    let start = index
    skipBlanks()
    if index == end { return true }
    return bytes[index] == UInt8(ascii: "#") && (index > start || isBlankBefore(index))
  }

  /// The whole value, and where it stands.
  mutating func whole() throws(Failure) -> (Operand, Range<Int>) {
    if isAtEnd() { throw missing() }
    if bytes[index] == UInt8(ascii: "\"") {
      let (operand, range) = try quoted()
      guard isAtEnd() else {
        throw Failure(
          code: "text-behind-quote", offset: index, message: "text behind the closing quote",
          hint: "quote the whole value, with \\\" for a quote in it")
      }
      return (operand, range)
    }
    let range = bare(stopsAtComma: false)
    return (Operand(ByteString(bytes[range])), range)
  }

  /// The values of a list, and where all of them stand.
  mutating func list() throws(Failure) -> ([(Operand, Range<Int>)], Range<Int>) {
    var items: [(Operand, Range<Int>)] = []
    if isAtEnd() { throw missing() }
    while true {
      skipBlanks()
      if index < end, bytes[index] == UInt8(ascii: "\"") {
        let item = try quoted()
        items.append(item)
      } else {
        let range = bare(stopsAtComma: true)
        guard !range.isEmpty else {
          throw Failure(
            code: "empty-item", offset: index, message: "a value is missing between commas",
            hint: "write \"\" for an empty text")
        }
        items.append((Operand(ByteString(bytes[range])), range))
      }
      if isAtEnd() { break }
      guard bytes[index] == UInt8(ascii: ",") else {
        throw Failure(
          code: "text-behind-quote", offset: index, message: "text behind the closing quote",
          hint: "separate values with commas")
      }
      index += 1
      if isAtEnd() {
        throw Failure(
          code: "empty-item", offset: index, message: "a value is missing after the last comma",
          hint: "remove the comma, or write \"\" for an empty text")
      }
    }
    guard let first = items.first, let last = items.last else { throw missing() }
    return (items, first.1.lowerBound..<last.1.upperBound)
  }

  private func missing() -> Failure {
    Failure(
      code: "missing-value", offset: min(index, end), message: "a value is missing",
      hint: "write \"\" for an empty text, `absent` for a field that is not there")
  }

  private func isBlankBefore(_ at: Int) -> Bool { at > 0 && Self.isBlank(bytes[at - 1]) }

  private mutating func bare(stopsAtComma: Bool) -> Range<Int> {
    let start = index
    while index < end {
      let byte = bytes[index]
      if stopsAtComma, byte == UInt8(ascii: ",") { break }
      if byte == UInt8(ascii: "#"), isBlankBefore(index) { break }
      index += 1
    }
    var last = index
    while last > start, Self.isBlank(bytes[last - 1]) { last -= 1 }
    return start..<last
  }

  mutating func quoted() throws(Failure) -> (Operand, Range<Int>) {
    let start = index
    var close = start + 1
    while close < end, bytes[close] != UInt8(ascii: "\"") {
      close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close < end else {
      throw Failure(
        code: "open-quote", offset: start, message: "the quote is not closed on this line",
        hint: "write \\\" for a quote inside quotes, or quote the whole value")
    }
    do {
      let text = try Escapes.decode(bytes[start + 1..<close])
      index = close + 1
      return (Operand(ByteString(text), isQuoted: true), start..<close + 1)
    } catch {
      throw Failure(code: "bad-escape", offset: error.offset, message: error.message, hint: error.hint)
    }
  }
}
