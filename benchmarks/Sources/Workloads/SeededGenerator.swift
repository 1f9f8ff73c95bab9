/// Random numbers that are the same in every run (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(truncatingIfNeeded: next() % UInt64(elements.count))]
  }

  package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// A pronounceable word; two of them are hardly ever the same.
  package mutating func word(syllables: Int = 3) -> String {
    (0..<syllables).map { _ in
      pick(["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"])
        + pick(["a", "e", "i", "o", "u", "ai", "ou"])
    }.joined()
  }

  package mutating func address() -> String { "198.51.\(number(0...255)).\(number(1...254))" }
}
