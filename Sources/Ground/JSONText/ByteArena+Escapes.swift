import Bytes
import Memory

extension ByteArena {
  /// The bytes of a range as they stand inside of a JSON string, without quotes: the range itself where nothing needs an
  /// escape, else appended.
  package func escaped(_ range: ByteRange) -> ByteRange {
    view(range).firstToEscape(from: 0) == Int(range.count) ? range : append(jsonEscaped: range)
  }

  /// Appends the bytes of a range as they stand inside of a JSON string, without quotes.
  @discardableResult
  package func append(jsonEscaped range: ByteRange) -> ByteRange {
    let start = count
    // The longest escape has six bytes: with this the arena does not move while its bytes are read.
    reserve(Int(range.count) * 6)
    let source = view(range)
    var index = 0
    while true {
      let next = source.firstToEscape(from: index)
      append(source[index..<next])
      guard next < source.count else { return self.range(from: start) }
      append(jsonEscape: source[next])
      index = next + 1
    }
  }

  /// Appends a text as it stands inside of a JSON string, but with what its short escapes stand for in their place: only
  /// rare control bytes become escapes.
  package func append(escapingRareControls range: ByteRange) {
    reserve(Int(range.count) * 6)
    let source = view(range)
    var index = 0
    while true {
      let next = source.firstToEscape(from: index)
      append(source[index..<next])
      guard next < source.count else { return }
      switch source[next] {
      case 8, 9, 10, 12, 13, UInt8(ascii: "\""), UInt8(ascii: "\\"): append(source[next])
      default: append(jsonEscape: source[next])
      }
      index = next + 1
    }
  }

  private func append(jsonEscape byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 8: append(UInt8(ascii: "b"))
    case 9: append(UInt8(ascii: "t"))
    case 10: append(UInt8(ascii: "n"))
    case 12: append(UInt8(ascii: "f"))
    case 13: append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    default:
      append(literal: "u00")
      append(byte >> 4 + 0x30)
      append(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 - 10 + 0x61)
    }
  }
}
