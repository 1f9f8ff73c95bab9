import Bytes
import JSONText
import TestSupport
import Testing

/// Reads a text and writes it back in one line; nil when it has an error.
private func roundTrip(_ text: ByteString, maximumDepth: Int = 1000) -> String? {
  let reader = JSONReader()
  guard text.withView({ reader.parse($0, maximumDepth: maximumDepth) }) else { return nil }
  var writer = ByteWriter()
  writer.write(compactJSON: reader.root)
  return ByteString(writer.bytes).description
}

@Suite("JSON is read as the reference's library reads it")
struct JSONReaderTests {
  @Test(
    "Accepted, with what it means",
    arguments: [
      (#" {"a" : 1 , "b":[ true,false , null]} "#, #"{"a":1,"b":[true,false,null]}"#),
      (#"{"a":1} trailing"#, #"{"a":1}"#),
      ("\u{FEFF}{}", "{}"),
      ("\u{01}\t{}", "{}"),
      ("[01, 1., -.5, -0.0, 1e3]", "[1,1,-0.5,-0,1000]"),
      ("[1e400]", "[null]"),
      (
        "[1234567890123456789012345678901234567890123456789012345678901234567890]", "[1.2345678901234567e+69]"
      ),
      ("[0.30000000000000004, 5e-324]", "[0.3,4.94065645841247e-324]"),
      ("[1683632491049788416]", "[1.6836324910497884e+18]"),
      (#"["\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\"]"#, "[\"é😀/\\b\\f\\n\\r\\t\\\"\\\\\"]"),
      ("[\"raw \u{01} and \n\"]", #"["raw \u0001 and \n"]"#),
      (#"["cut\u0000here"]"#, #"["cut"]"#),
      (#"["x\u00g0y"]"#, #"["x"]"#),
      (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
    ] as [(ByteString, String)])
  func accepted(text: ByteString, meaning: String) {
    #expect(roundTrip(text) == meaning)
  }

  @Test(
    "Refused",
    arguments: [
      "", " ", "{", "[", "[1,]", #"{"a":1,}"#, "{'a':1}", #"{"a" 1}"#, "[+1]", "[.5]", "[-]", "[-.]", "[-e5]", "[1E+]",
      "[1e]", "[1.2.3]", "[1.2e+3.4]", "[TRUE]", "[nul]", "[NaN]", #"["\x"]"#, #"["\ud800"]"#, #"["\udc00"]"#,
      #"["\ud800\u0041"]"#, #"["\u12"]"#, #"["open]"#, #"["open\"#,
    ] as [ByteString])
  func refused(text: ByteString) {
    #expect(roundTrip(text) == nil)
  }

  @Test("Nesting is accepted up to the limit, and counted")
  func depth() {
    func nested(_ depth: Int) -> ByteString {
      ByteString(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
    #expect(roundTrip(nested(1000)) != nil)
    #expect(roundTrip(nested(1001)) == nil)
    #expect(roundTrip(nested(5), maximumDepth: 4) == nil)
    let reader = JSONReader()
    for (text, depth) in [("1", 0), ("[]", 1), ("[[],[[]]]", 3), (#"{"a":{"b":[]},"c":1}"#, 3)] {
      #expect(ByteString(text).withView { reader.parse($0) })
      #expect(reader.depth == depth, "\(text)")
    }
  }

  @Test("The end of the value is told, so that a caller can ask for nothing behind it")
  func consumed() {
    let reader = JSONReader()
    #expect(("[1, 2] " as ByteString).withView { reader.parse($0) })
    #expect(reader.consumed == 6)
  }

  @Test("A hundred thousand keys are read in one go")
  func manyKeys() {
    let text = ByteString("{" + (0..<100_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}")
    let reader = JSONReader()
    #expect(text.withView { reader.parse($0) })
    #expect(reader.nodes.count == 100_001)
  }

  @Test("Random bytes never stop the reader", arguments: 0..<50)
  func randomBytes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let alphabet = [UInt8](#"{}[],:"\u0123456789eE+-.truefalsn "#.utf8) + [0, 9, 10, 0x7F, 0x80, 0xFF]
    let reader = JSONReader()
    for _ in 0..<400 {
      let text = ByteString(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 })
      if text.withView({ reader.parse($0) }) { #expect(reader.consumed <= text.count) }
    }
  }
}

@Suite("Numbers as fields and in arrays")
struct NumberTests {
  @Test(
    "Six decimals, cut at the limit",
    arguments: [
      (1.5, 63, "1.500000", false),
      (1_683_632_491_049_788_416, 63, "1683632491049788416.000000", false),
      (1e60, 63, "999999999999999949387135297074018866963645011013410073083904.00", true),
      (.infinity, 63, "inf", false),
    ] as [(Double, Int, String, Bool)])
  func fixed(number: Double, limit: Int, text: String, isCut: Bool) {
    var writer = ByteWriter()
    #expect(writer.write(fixed: number, limit: limit) == isCut)
    #expect(ByteString(writer.bytes).description == text)
  }

  @Test("Objects inside arrays are printed over several lines")
  func formatted() {
    let reader = JSONReader()
    for (text, printed) in [
      (#"[{"c":null}]"#, "[{\n\t\t\"c\":\tnull\n\t}]"), ("[{}]", "[{\n\t}]"), ("[[{}]]", "[[{\n\t\t}]]"),
      (#"["a",1,[2,3]]"#, #"["a", 1, [2, 3]]"#),
      (#"[{"a":1,"b":[{}]}]"#, "[{\n\t\t\"a\":\t1,\n\t\t\"b\":\t[{\n\t\t\t}]\n\t}]"),
    ] {
      #expect(ByteString(text).withView { reader.parse($0) })
      var writer = ByteWriter()
      writer.write(formattedJSON: reader.root)
      #expect(ByteString(writer.bytes).description == printed)
    }
  }
}
