import Testing
import TestSupport

@testable import LanguageServer

/// Places in texts, in both encodings.
@Suite struct DocumentTextTests {
  /// A line, a byte in it, and its columns in UTF-16 and in bytes.
  @Test(
    "columns behind characters of several bytes",
    arguments: [
      ("abc", 2, 2), ("é<", 2, 1), ("\u{1F600}<", 4, 2), ("e\u{301}<", 3, 2), ("日本<", 6, 2), ("\u{1F600}é日x", 9, 4),
      ("\u{FEFF}<", 3, 1),
    ])
  func columns(_ line: String, _ byte: Int, _ units: Int) {
    let text = DocumentText(Array("first\n\(line)\nlast".utf8))
    let offset = 6 + byte
    #expect(text.position(of: offset, .utf16) == TextPosition(line: 1, character: units))
    #expect(text.position(of: offset, .utf8) == TextPosition(line: 1, character: byte))
    #expect(text.offset(of: TextPosition(line: 1, character: units), .utf16) == offset)
    #expect(text.offset(of: TextPosition(line: 1, character: byte), .utf8) == offset)
  }

  @Test("line ends", arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\r\nb\nc", "a\rb\r\nc"])
  func lines(_ text: String) {
    let text = DocumentText(Array(text.utf8))
    #expect(text.lineCount == 3)
    #expect((0..<3).map { String(decoding: text.bytes[text.line($0)], as: UTF8.self) } == ["a", "b", "c"])
    // Behind the end of a line is its end, behind the last line the end of the text.
    #expect(text.position(of: text.offset(of: TextPosition(line: 0, character: 99), .utf16), .utf16).character == 1)
    #expect(text.offset(of: TextPosition(line: 9, character: 0), .utf16) == text.bytes.count)
  }

  @Test("the half of a character is its beginning") func halves() {
    let text = DocumentText(Array("\u{1F600}x".utf8))
    #expect(text.offset(of: TextPosition(line: 0, character: 1), .utf16) == 0)
    #expect(text.offset(of: TextPosition(line: 0, character: 2), .utf8) == 0)
  }

  @Test("bytes that are no UTF-8 are one column each") func otherBytes() {
    let text = DocumentText([0x61, 0xE9, 0x62, 0xFF, 0xC3])
    #expect((0...5).map { text.position(of: $0, .utf16).character } == [0, 1, 2, 3, 4, 5])
  }

  @Test("every place of random texts leads back to itself") func roundTrip() {
    var random = SplitMix(seed: FuzzSettings.seed)
    let pieces = ["a", "é", "日", "\u{1F600}", "\n", "\r\n", "\r", "<", " "].map { Array($0.utf8) }
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      let text = DocumentText(bytes)
      for encoding in [PositionEncoding.utf8, .utf16] {
        for offset in 0...bytes.count where offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
          // Between the two bytes of a line end there is no column.
          if offset > 0, offset < bytes.count, bytes[offset - 1] == 13, bytes[offset] == 10 { continue }
          #expect(text.offset(of: text.position(of: offset, encoding), encoding) == offset)
        }
      }
    }
  }
}
