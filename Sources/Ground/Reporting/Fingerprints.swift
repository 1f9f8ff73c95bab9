/// Names for what a report holds, which stay the same from run to run: hashes of what makes a thing that thing.
///
/// Code scanning and code quality tell by them what is new; so no two of one report are alike, and none holds the number
/// of a line, which moves.
package struct Fingerprints {
  private var seen: [String: Int] = [:]

  /// Nothing named so far.
  package init() {}

  /// The name of a thing; the second one of the same identity gets another.
  package mutating func next(_ identity: String) -> String {
    let count = seen[identity, default: 0] + 1
    seen[identity] = count
    return Self.hash(count == 1 ? identity : "\(identity)\n\(count)")
  }

  /// FNV-1a, 64 bit, twice with different starts, as 32 hexadecimal digits.
  package static func hash(_ text: String) -> String {
    func half(_ start: UInt64) -> String {
      let digits = String(text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return half(0xCBF2_9CE4_8422_2325) + half(0x9E37_79B9_7F4A_7C15)
  }
}
