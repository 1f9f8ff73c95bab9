import Bytes
import JSONText
import Testing

/// JSON as it is written.
@Suite struct JSONWriterTests {
  private struct Point: JSONConvertible {
    var x: Int
    var y: Int?

    func write(to json: inout JSONWriter) {
      json.object {
        $0.member("x", x)
        $0.member("y", y)
      }
    }
  }

  private func document(_ layout: JSONWriter.Layout) -> String {
    var json = JSONWriter(layout: layout)
    json.object { json in
      json.member("b", 1)
      json.array("a", ["x\"\n", "é"])
      json.member("left out", String?.none)
      json.member("null", orNull: Int?.none)
      json.array("empty", [Int]())
      json.object("nothing") { _ in }
      json.array("points", [Point(x: 1, y: 2), Point(x: -3)])
      json.member("range", 3..<7)
      json.member("flag", true)
      json.member("half", 0.5)
      json.member("raw", raw: "[1, 2]")
      json.key(named: "a\"b")
      json.null()
    }
    return json.text
  }

  @Test("members keep their order, in one line or in several") func layouts() {
    #expect(
      document(.line)
        == #"{"b":1,"a":["x\"\n","é"],"null":null,"empty":[],"nothing":{},"points":[{"x":1,"y":2},{"x":-3}],"#
        + #""range":[3,7],"flag":true,"half":0.5,"raw":[1, 2],"a\"b":null}"#)
    #expect(
      document(.indented) == """
        {
          "b": 1,
          "a": [
            "x\\"\\n",
            "é"
          ],
          "null": null,
          "empty": [],
          "nothing": {},
          "points": [
            {
              "x": 1,
              "y": 2
            },
            {
              "x": -3
            }
          ],
          "range": [
            3,
            7
          ],
          "flag": true,
          "half": 0.5,
          "raw": [1, 2],
          "a\\"b": null
        }
        """)
  }

  @Test("a line per element keeps differences readable") func lines() {
    var json = JSONWriter()
    json.object { json in
      json.array("none", linesOf: [Int](), indentation: 1) { $1.value($0) }
      json.array("two", linesOf: [1, 2], indentation: 1) { number, json in
        json.object { $0.array("in", linesOf: [number], indentation: 3) { $1.value($0) } }
      }
    }
    #expect(json.text == "{\"none\":[],\"two\":[\n {\"in\":[\n   1]},\n {\"in\":[\n   2]}]}")
  }

  @Test("several documents, each in a line, with one writer") func documents() {
    var json = JSONWriter()
    json.object { $0.member("n", 1) }
    json.endLine()
    json.object { $0.member("n", 2) }
    json.endLine()
    #expect(json.text == "{\"n\":1}\n{\"n\":2}\n")
    json.removeAll()
    json.array(["again"]) { $1.value($0) }
    #expect(json.text == "[\"again\"]")
  }

  @Test(
    "whatever a text holds, a reader gets it back",
    arguments: [
      "", "\"\\/", "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1B}[31m\u{1F}\u{7F}", "\u{9B}\u{2028}\u{202E}日本",
      "::error::x\r\n%0A",
    ])
  func payload(_ text: String) {
    var json = JSONWriter()
    json.object { json in
      json.member("text", text)
      json.member("bytes", ByteString(text))
      json.key(named: text)
      json.value(0)
    }
    let bytes = json.bytes
    #expect(!bytes.contains { $0 < 0x20 })
    let reader = JSONReader()
    let isJSON = ByteString(bytes).withView { reader.parse($0) }
    #expect(isJSON)
    // The reader is the engine's, which ends a text at a NUL.
    let expected = String(decoding: text.utf8.prefix { $0 != 0 }, as: UTF8.self)
    #expect(reader.root["text"]?.string == expected)
    #expect(reader.root["bytes"]?.string == expected)
    #expect(reader.root.children.last?.key.description == expected)
  }

  @Test("bytes that are not UTF-8 stay as they are, or become characters of the same numbers") func bytes() {
    let text = ByteString([0x61, 0xFF, 0x22])
    var json = JSONWriter()
    json.value(text)
    #expect(json.bytes == [0x22, 0x61, 0xFF, 0x5C, 0x22, 0x22])
    json.removeAll()
    text.withView { json.value(latin1: $0) }
    #expect(json.text == "\"aÿ\\\"\"")
  }
}
