import Archives
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4, and the lengths around the end of a block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownSums(text: String, sum: String) { #expect(SHA256.hexadecimal(of: Array(text.utf8)) == sum) }

  @Test func aMillionLetters() {
    var sum = SHA256()
    for _ in 0..<1000 { sum.update([UInt8](repeating: UInt8(ascii: "a"), count: 1000)) }
    #expect(sum.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200])
  func partsMakeTheSameSum(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = SHA256.hexadecimal(of: bytes)
    for cut in 0...count {
      var sum = SHA256()
      sum.update(Array(bytes[..<cut]))
      sum.update(Array(bytes[cut...]))
      #expect(sum.hexadecimal == whole)
    }
  }
}
