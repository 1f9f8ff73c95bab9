import Bytes
import JSONText
import Memory
import TestSupport
import Testing

/// What may stand in the arena behind a text; the reader must not take it for a part of the text.
private let tails = [#"":1"]}]}"#, "}}}}", "]]]]", " }", " ]", ",1]", ":1}", "1", #"\n""#] as [ByteString]

/// What `JSONReader` makes of a text that lies somewhere in an arena.
private func read(
  _ input: [UInt8], maximumDepth: Int = 1000, tail: ByteString = tails[0]
) -> (values: [PlainJSONReader.Value], consumed: Int)? {
  // The smallest arena, so that what is unescaped must make it grow.
  let arena = ByteArena(capacity: 16)
  arena.append("{\"before\\" as ByteString)
  let place = arena.append(input)
  arena.append(tail)
  let reader = JSONReader(text: arena)
  guard reader.parse(place, maximumDepth: maximumDepth) else { return nil }
  #expect(Array(arena.view(place).buffer) == input)
  let values = reader.nodes.map { node in
    PlainJSONReader.Value(
      kind: node.kind, key: arena.copy(node.key).bytes, text: arena.copy(node.text).bytes,
      number: node.number.bitPattern, end: Int(node.end))
  }
  return (values, reader.consumed)
}

private func agrees(_ input: [UInt8], maximumDepth: Int = 1000) -> Bool {
  let (fast, plain) = (
    read(input, maximumDepth: maximumDepth), PlainJSONReader(input, maximumDepth: maximumDepth)
  )
  return fast?.values == plain?.values && fast?.consumed == plain?.position
}

@Suite("The reader agrees with the plain way of reading")
struct JSONAgreementTests {
  /// Texts that hold all there is, to be cut and changed.
  static let seeds = [
    #"{"a":1,"b c":{"d":[true,false,null,{"e":"f"}],"":{}},"g":"\u00e9\ud83d\ude00 \\ \"x\" \/ \b\f\n\r\t","h":[]}"#,
    #"[ -0 , 01, 1., -.5e-3, 12345678901234567, 9999999999999999999, 99999999999999999999, 1E+5 ]"#,
    #"{ "win" : { "path" : "C:\\Windows\\System32\\svchost.exe with a longer tail", "n" : "1" } , "t" : 1680609784000 }"#,
    #"{"long name of a member, longer than two chunks":"long value of a member\nwith one escape in the third chunk"}"#,
    "\u{FEFF} [\"\u{01}\", [[[[[[]]]]]], {\"x\":{\"x\":{\"x\":\"\\u0000cut\"}}}]",
  ].map { Array($0.utf8) }

  @Test("on texts cut anywhere", arguments: seeds)
  func prefixes(text: [UInt8]) {
    for end in 0...text.count {
      let plain = PlainJSONReader(Array(text[..<end]))
      for tail in tails {
        let fast = read(Array(text[..<end]), tail: tail)
        #expect(
          fast?.values == plain?.values && fast?.consumed == plain?.position, "\(ByteString(text[..<end]))|\(tail)")
      }
    }
  }

  @Test("on texts with changed, lost and doubled bytes", arguments: seeds)
  func changes(text: [UInt8]) {
    var random = SplitMix(seed: UInt64(text.count))
    let alphabet = [UInt8](#"{}[],:"\\u0123d8eE+-.ntf "#.utf8) + [0, 9, 10, 0x80, 0xFF]
    var accepted = 0
    for _ in 0..<3000 {
      var changed = text
      for _ in 0..<Int.random(in: 1...3, using: &random) where !changed.isEmpty {
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: changed.remove(at: place)
        case 1: changed.insert(changed[place], at: place)
        default: changed[place] = alphabet.randomElement(using: &random) ?? 0
        }
      }
      if PlainJSONReader(changed) != nil { accepted += 1 }
      #expect(agrees(changed), "\(ByteString(changed))")
    }
    #expect(accepted > 100)
  }

  @Test("on strings of escapes", arguments: 0..<20)
  func escapes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let pieces = [
      #"\n"#, #"\\"#, #"\""#, #"\/"#, #"\u0041"#, #"\u00e9"#, #"\u20AC"#, #"\ud83d\ude00"#, #"\ud83d"#, #"\u0000"#,
      #"\u12"#, #"\u00g0"#, #"\u000\"#, #"\x"#, #"\"#, "plain", "x", "sixteen bytes it", "\u{01}",
    ]
    for _ in 0..<300 {
      var text = "\""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        // Most often one without an error, or nothing would ever be accepted.
        let last = Int.random(in: 0..<4, using: &random) == 0 ? pieces.count : 8
        text += pieces[Int.random(in: 0..<last, using: &random)]
      }
      text += "\""
      #expect(agrees(Array(text.utf8)), "\(text)")
    }
  }

  @Test("on every escape of one character")
  func everyEscape() {
    for byte in UInt8.min...UInt8.max { #expect(agrees([0x22, 0x5C, byte, 0x22]), "\(byte)") }
  }

  @Test("on strings of every length, with an escape at every place")
  func lengths() {
    for length in 0...70 {
      let plain = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      #expect(agrees([0x22] + plain + [0x22]))
      for place in 0...length {
        #expect(agrees([0x22] + plain[..<place] + Array(#"\t"#.utf8) + plain[place...] + [0x22]))
      }
    }
  }

  @Test("on any number of blanks, and at the limit of depth")
  func blanksAndDepth() {
    for count in 0...20 {
      let blanks = String(repeating: " ", count: count)
      let text = #"{"a":1,"b":[2,{}]}"#.map { "\($0)\(blanks)" }.joined()
      #expect(agrees(Array(text.utf8)))
      #expect(agrees(Array((blanks + text).utf8)))
      let nested = String(repeating: "[", count: count) + String(repeating: "]", count: count)
      #expect(agrees(Array(nested.utf8), maximumDepth: 10))
    }
  }

  @Test("A hundred thousand open containers are refused, not overflown")
  func open() {
    let text = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(read(text, maximumDepth: .max) == nil)
    #expect(read(text) == nil)
  }
}

@Suite("Numbers with six decimals")
struct FixedNumberTests {
  private func expectAsC(_ number: Double) {
    let arena = ByteArena(capacity: 16)
    guard let place = arena.append(fixed: number) else {
      #expect(!(number.magnitude >= 0x1p-10 && number.magnitude < 0x1p63), "\(number)")
      #expect(arena.count == 0)
      return
    }
    var writer = ByteWriter()
    writer.write(fixed: number, limit: 400)
    #expect(arena.copy(place).description == ByteString(writer.bytes).description, "\(number)")
  }

  @Test("are those of the C library, for numbers of any size", arguments: 0..<10)
  func anySize(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      expectAsC(Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random)))
      let size = Double(sign: .plus, exponent: Int.random(in: -12...64, using: &random), significand: 1)
      expectAsC(Double.random(in: -1...1, using: &random) * size)
      expectAsC((Double.random(in: 0...1000, using: &random) * 1e6).rounded() / 1e6)
    }
  }

  @Test(
    "also halfway between two",
    arguments: [
      0, -0.0, 0.5, 1.5, 0.0000005, 0.0009765625, 1.0000005, 0.99999949999999, 0.9999995, 0.99999951, 2.5 / 1e6,
      0x1p-10,
      0x1p63, 0x1p52 + 0.5, 0x1.fffffp-3, 3.0517578125e-05, 1.00000762939453125, 1.000003814697265625, -1e-7, .nan,
      .infinity, 1_683_632_491_049_788_416, 0x1p-7 + 0x1p-20, 0x1p-7 + 3 * 0x1p-20,
    ] as [Double])
  func halves(number: Double) {
    expectAsC(number)
  }
}
