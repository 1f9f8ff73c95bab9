import Bytes
import JSONText
import Memory
import Testing

@Suite("Bytes, not text")
struct BytesTests {
  @Test("Views find bytes and texts, and compare with and without case")
  func views() {
    ("GET /Users?id=1" as ByteString).withView { view in
      #expect(view.firstIndex(of: UInt8(ascii: "/")) == 4)
      #expect(("id" as ByteString).withView { view.firstIndex(of: $0) } == 11)
      #expect(("iD" as ByteString).withView { view.firstIndex(of: $0) } == nil)
      #expect(view.starts(with: "GET "))
      #expect(view[4..<10] == "/Users")
      #expect(("get /uSERS?ID=1" as ByteString).withView { view.equalsFoldingCase($0) })
      #expect(view.from(15).isEmpty)
    }
    #expect(ByteView.empty.isEmpty)
  }

  @Test("Folding touches A–Z only")
  func folding() {
    for byte in UInt8.min...UInt8.max {
      let isUpper = (0x41...0x5A).contains(byte)
      #expect(ASCII.fold(byte) == (isUpper ? byte + 32 : byte))
    }
  }

  @Test("An arena hands out places that survive its growth")
  func arena() {
    let arena = ByteArena(capacity: 16)
    let first = arena.append("0123456789" as ByteString)
    let second = arena.append(ByteString([UInt8](repeating: 0xFF, count: 100_000)))
    let copy = arena.append(first)
    #expect(arena.view(first) == "0123456789")
    #expect(arena.view(copy) == "0123456789")
    #expect(arena.view(second).count == 100_000)
    #expect(arena.view(first[2..<5]) == "234")
    arena.removeAll()
    #expect(arena.count == 0)
  }

  @Test(
    "Base64 there and back",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
      as [(ByteString, ByteString)])
  func base64(bytes: ByteString, text: ByteString) {
    #expect(bytes.base64 == text)
    #expect(text.withView { ByteString(base64: $0) } == bytes)
    #expect(("Zg" as ByteString).withView { ByteString(base64: $0) } == "f")
    #expect(("Z" as ByteString).withView { ByteString(base64: $0) } == nil)
    #expect(("Z?==" as ByteString).withView { ByteString(base64: $0) } == nil)
  }

  @Test(
    "Decimal numbers",
    arguments: [(0, 0, "0"), (-7, 0, "-7"), (7, 3, "007"), (Int.min, 0, "-9223372036854775808")] as [(Int, Int, String)]
  )
  func decimals(number: Int, width: Int, text: String) {
    var writer = ByteWriter()
    writer.write(decimal: number, width: width)
    #expect(ByteString(writer.bytes).description == text)
  }

  @Test(
    "Numbers for people have commas",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func grouped(number: Int, text: String) { #expect(number.grouped == text) }
}
