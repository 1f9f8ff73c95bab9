import Bytes
import System

extension ByteWriter {
  /// Writes a JSON string with its quotes.
  ///
  /// Escaped are the quote, the backslash and control bytes (`\b \f \n \r \t`, others `\u00xx`); all other bytes are
  /// written as they are, also those that are not UTF-8. Specified in docs/reference/alerts.md §2.
  public mutating func write(jsonString view: ByteView) {
    write(byte: UInt8(ascii: "\""))
    var index = 0
    while true {
      let next = view.firstToEscape(from: index)
      write(view[index..<next])
      guard next < view.count else { break }
      write(escaped: view[next])
      index = next + 1
    }
    write(byte: UInt8(ascii: "\""))
  }

  /// Writes the escape of a byte that needs one.
  private mutating func write(escaped byte: UInt8) {
    write(byte: UInt8(ascii: "\\"))
    switch byte {
    case 8: write(byte: UInt8(ascii: "b"))
    case 9: write(byte: UInt8(ascii: "t"))
    case 10: write(byte: UInt8(ascii: "n"))
    case 12: write(byte: UInt8(ascii: "f"))
    case 13: write(byte: UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): write(byte: byte)
    default:
      write("u00")
      write(byte: byte >> 4 + 0x30)
      write(byte: byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 - 10 + 0x61)
    }
  }

  /// Writes a JSON string with its quotes.
  public mutating func write(jsonString text: ByteString) {
    text.withView { write(jsonString: $0) }
  }

  /// Writes a JSON string with its quotes.
  public mutating func write(jsonString text: String) { write(jsonString: ByteString(text)) }

  /// Writes a number as the reference prints numbers inside documents: 15 significant digits where they read back
  /// as (nearly) the same value, else 17; `null` for what is not finite. Specified in docs/reference/decoders.md §7.1.
  public mutating func write(jsonNumber number: Double) {
    guard number.isFinite else { return write("null") }
    if number == number.rounded(), abs(number) < 1e15, !(number == 0 && number.sign == .minus) {
      return write(decimal: Int(number))
    }
    let short = ByteString(CNumber.text(number, digits: 15))
    let back = short.withView { CNumber.value($0) }
    let tolerance = max(abs(back), abs(number)) * 0x1p-52
    if abs(back - number) <= tolerance {
      write(short)
    } else {
      write(ByteString(CNumber.text(number, digits: 17)))
    }
  }

  /// Writes a number with six decimals, as C's `%f` does, cut to `limit` bytes. Says whether it had to be cut.
  @discardableResult
  public mutating func write(fixed number: Double, limit: Int) -> Bool {
    if number == number.rounded(.towardZero), abs(number) < 9_007_199_254_740_992, limit > 24 {
      if number.sign == .minus { write(byte: UInt8(ascii: "-")) }
      write(decimal: Int(abs(number)))
      write(".000000")
      return false
    }
    let text = CNumber.fixedText(number)
    write(ByteString(text.prefix(limit)))
    return text.count > limit
  }

  /// Writes a value of a document in one line without blanks.
  public mutating func write(compactJSON value: JSONValue) {
    write(value, layout: .compact, depth: 0)
  }

  /// Writes a value of a document in one line without blanks, its numbers as they were written.
  public mutating func write(echoing value: JSONValue) {
    write(value, layout: .echo, depth: 0)
  }

  /// Writes a value of a document as the reference prints arrays that become field values: `, ` between elements,
  /// objects over several lines with tabs. Specified in docs/reference/decoders.md §7.1 ("Array re-print").
  public mutating func write(formattedJSON value: JSONValue) {
    write(value, layout: .formatted, depth: 0)
  }

  private enum Layout { case compact, echo, formatted }

  private mutating func write(_ value: JSONValue, layout: Layout, depth: Int) {
    let node = value.reader.nodes[value.index]
    switch node.kind {
    case .null: write("null")
    case .yes: write("true")
    case .no: write("false")
    case .number:
      if layout == .echo { write(value.reader.text.view(node.text)) } else { write(jsonNumber: node.number) }
    case .string: write(jsonString: value.reader.text.view(node.text))
    case .array:
      write(byte: UInt8(ascii: "["))
      var at = value.index + 1
      while at < Int(node.end) {
        write(JSONValue(reader: value.reader, index: at), layout: layout, depth: depth + 1)
        at = Int(value.reader.nodes[at].end)
        if at < Int(node.end) {
          if layout == .formatted { write(", ") } else { write(byte: UInt8(ascii: ",")) }
        }
      }
      write(byte: UInt8(ascii: "]"))
    case .object:
      write(byte: UInt8(ascii: "{"))
      if layout == .formatted { write(byte: 10) }
      var at = value.index + 1
      while at < Int(node.end) {
        if layout == .formatted { writeTabs(depth + 1) }
        write(jsonString: value.reader.text.view(value.reader.nodes[at].key))
        write(byte: UInt8(ascii: ":"))
        if layout == .formatted { write(byte: 9) }
        write(JSONValue(reader: value.reader, index: at), layout: layout, depth: depth + 1)
        at = Int(value.reader.nodes[at].end)
        if at < Int(node.end) { write(byte: UInt8(ascii: ",")) }
        if layout == .formatted { write(byte: 10) }
      }
      if layout == .formatted { writeTabs(depth) }
      write(byte: UInt8(ascii: "}"))
    }
  }

  private mutating func writeTabs(_ count: Int) {
    for _ in 0..<count { write(byte: 9) }
  }
}

extension ByteView {
  /// Index of the first byte at or behind `start` that a JSON string must escape; ``count`` when there is none.
  func firstToEscape(from start: Int) -> Int {
    var index = start
    // Sixteen bytes in a step.
    while index + 16 <= count {
      let bytes = chunk(at: index)
      let isControl: SIMDMask<SIMD16<Int8>> = bytes .< SIMD16(repeating: 0x20)
      let found = isControl.bits | bytes.mask(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"))
      if found != 0 { return index + found.trailingZeroBitCount }
      index += 16
    }
    while index < count {
      let byte = self[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index += 1
    }
    return index
  }
}
