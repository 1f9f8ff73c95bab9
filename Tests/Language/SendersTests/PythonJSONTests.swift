import Testing

@testable import Senders

/// What Python's `json.dumps(json.loads(text))` gives.
@Suite("JSON as Python writes it")
struct PythonJSONTests {
  @Test(arguments: [
    ("{\"a\":1,\"b\":[true,null]}", "{\"a\": 1, \"b\": [true, null]}"), (" [ ] ", "[]"), ("{}", "{}"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\": 3, \"b\": 2}"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("-0", "0"), ("-0.0", "-0.0"), ("1.50", "1.5"), ("1e400", "Infinity"), ("-1E400", "-Infinity"), ("1e16", "1e+16"),
    ("12345678901234567.0", "1.2345678901234568e+16"), ("1234567890123456.0", "1234567890123456.0"), ("1e-5", "1e-05"),
    ("0.0001", "0.0001"), ("1e22", "1e+22"), ("5e-324", "5e-324"), ("1E2", "100.0"),
    ("[NaN,Infinity,-Infinity]", "[NaN, Infinity, -Infinity]"),
    ("\"\\/\\u0041\\u00e9\\u0000\\n\u{7F}\"", "\"/A\\u00e9\\u0000\\n\\u007f\""),
    ("\"é😀\"", "\"\\u00e9\\ud83d\\ude00\""),
    ("\"\\ud83d\\ude00 \\ud83d\"", "\"\\ud83d\\ude00 \\ud83d\""), ("\"\\u0022\\u005c\"", "\"\\\"\\\\\""),
  ])
  func rewritten(_ text: String, _ expected: String) throws {
    #expect(String(decoding: try PythonJSON.rewritten(Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("", "Expecting value: line 1 column 1 (char 0)"), ("\n", "Expecting value: line 2 column 1 (char 1)"),
    ("{}\n{}", "Extra data: line 2 column 1 (char 3)"), ("{\"é\":1} x", "Extra data: line 1 column 9 (char 8)"),
    ("{\"a\":\"x", "Unterminated string starting at: line 1 column 6 (char 5)"),
    ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
    ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
    ("{a:1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
    ("[01]", "Expecting ',' delimiter: line 1 column 3 (char 2)"), ("[-]", "Expecting value: line 1 column 2 (char 1)"),
    ("\"a\tb\"", "Invalid control character at: line 1 column 3 (char 2)"),
    ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
    ("\"\\u12g4\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
    ("\u{FEFF}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
  ])
  func refused(_ text: String, _ message: String) {
    #expect { try PythonJSON.rewritten(Array(text.utf8)) } throws: { ($0 as? PythonJSON.Fault)?.message == message }
  }

  @Test("A text decides how deep it is, but not how deep we go")
  func deep() {
    #expect(throws: PythonJSON.Fault.self) {
      try PythonJSON.rewritten([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
    }
  }
}
