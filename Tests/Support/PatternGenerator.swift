import Bytes

/// Makes the same patterns and subjects for the same seed.
package struct PatternGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins at a seed.
  package init(seed: UInt64) { state = seed }

  /// SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func chance(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &self) < one }
  private mutating func pick<T>(_ from: [T]) -> T { from[Int.random(in: 0..<from.count, using: &self)] }

  private static let letters: [UInt8] = Array("aabbx1 :-".utf8)
  private static let rare: [UInt8] = Array("AZ_@(.+*?[]{}^$/\"'<>!~`".utf8) + [9, 10, 0x80, 0xC3, 0xFF]
  private static let classes: [UInt8] = Array("wdsSp.WDt".utf8)
  private static let rareClasses: [UInt8] = Array("()\\$<|".utf8)

  /// A native pattern: mostly one that compiles, over few bytes so that matches are frequent.
  package mutating func nativePattern() -> [UInt8] {
    if chance(1, in: 40) { return (0..<Int.random(in: 0..<12, using: &self)).map { _ in junk() } }
    var pattern: [UInt8] = []
    for index in 0...(chance(1, in: 5) ? Int.random(in: 1...2, using: &self) : 0) {
      if index > 0 { pattern.append(UInt8(ascii: "|")) }
      appendAlternative(&pattern)
    }
    return pattern
  }

  private mutating func junk() -> UInt8 {
    pick(chance(1, in: 2) ? Array("\\()|^$+*wds".utf8) : Self.letters + Self.rare)
  }

  private mutating func appendAlternative(_ pattern: inout [UInt8]) {
    if chance(1, in: 5) { pattern.append(UInt8(ascii: "^")) }
    var isOpen = false
    let runs = chance(1, in: 2)
    for _ in 0..<Int.random(in: 0...7, using: &self) {
      if chance(1, in: 5) {
        pattern.append(UInt8(ascii: isOpen ? ")" : "("))
        isOpen.toggle()
      }
      if chance(runs ? 3 : 2, in: 5) {
        pattern.append(UInt8(ascii: "\\"))
        pattern.append(chance(1, in: 10) ? pick(Self.rareClasses) : pick(Self.classes))
        if chance(runs ? 4 : 2, in: 5) { pattern.append(UInt8(ascii: chance(2, in: 3) ? "+" : "*")) }
      } else {
        for _ in 0..<Int.random(in: 1...(chance(1, in: 3) ? 4 : 1), using: &self) {
          let byte = pick(chance(1, in: 15) ? Self.rare : Self.letters)
          pattern.append(byte == UInt8(ascii: "(") ? UInt8(ascii: "a") : byte)
        }
      }
    }
    if isOpen { pattern.append(UInt8(ascii: ")")) }
    if chance(1, in: 5) { pattern.append(UInt8(ascii: "$")) }
  }

  /// A subject over the same bytes; now and then a long one with few different bytes, on which runs exit often.
  package mutating func subject() -> [UInt8] {
    if chance(1, in: 30) {
      let few = (0..<Int.random(in: 1...3, using: &self)).map { _ in pick(Self.letters) }
      return (0..<Int.random(in: 20...90, using: &self)).map { _ in pick(few) }
    }
    let count = Int.random(in: 0...(chance(1, in: 4) ? 24 : 9), using: &self)
    return (0..<count).map { _ in pick(chance(1, in: 10) ? Self.rare : Self.letters) }
  }
}

extension PatternGenerator {
  /// A byte of any kind, those that mean something in patterns more often.
  package mutating func anyByte() -> UInt8 {
    let meaningful = Array("\\()[]{}|^$.*+?!dwsSpt-a1,:/ ".utf8)
    return Bool.random(using: &self)
      ? meaningful[Int.random(in: 0..<meaningful.count, using: &self)] : UInt8.random(in: .min ... .max, using: &self)
  }

  /// A list of literals with anchors over few bytes.
  package mutating func literalList() -> [UInt8] {
    let bytes = Array("abAB1 ^$!|\\(é".utf8)
    return (0..<Int.random(in: 0..<10, using: &self)).map { _ in bytes[Int.random(in: 0..<bytes.count, using: &self)] }
  }

  /// A subject for ``literalList()``, now and then long enough for the search in steps of sixteen and sixty-four.
  package mutating func literalSubject() -> [UInt8] {
    let bytes = Array("abAB1 ^$!\\(é".utf8)
    let few = Bool.random(using: &self) ? bytes : Array(bytes.prefix(2))
    return (0..<[3, 8, 20, 100][Int.random(in: 0..<4, using: &self)]).map { _ in
      few[Int.random(in: 0..<few.count, using: &self)]
    }
  }
}

extension PatternGenerator {
  /// A run that can be left for a class, what that leaves `warm` on over, a `+` cell that is then skipped on any byte, and
  /// a literal: where a prefilter must not count on the `+` cell's byte (docs/reference/regex.md §3.2 c2, d2).
  package mutating func skippedRunPattern() -> [UInt8] {
    func pick(_ texts: [String]) -> String { texts[Int.random(in: 0..<texts.count, using: &self)] }
    var text = pick(["", "", "^", "a", "\\w", "\\s*", "(\\d)"])
    let isGroup = Int.random(in: 0..<3, using: &self) == 0
    if isGroup { text += "(" }
    text += pick(["\\S+", "\\w+", "\\.+", "\\S*", "\\.*", "\\w*"])
    text += pick(["\\d", "\\w", "\\S", "\\p", "\\s", "\\."])
    text += pick(["", "", "", "\\d", ":", "a", "\\w:"])
    text += pick(["\\s+", "\\s+", "\\s+", "\\d+", "\\w+", "\\s+\\s+", "\\s+\\s"])
    if isGroup { text += ")" }
    text += pick(["ab", "x1", "a", ":", " x", "b"])
    text += pick(["", "", "\\.", "\\w+", "\\s*", "$", "|ab", "\\d\\s+x"])
    return Array(text.utf8)
  }

  /// A pattern of any of the shapes.
  package mutating func anyNativePattern() -> [UInt8] {
    switch Int.random(in: 0..<4, using: &self) {
    case 0: skippedRunPattern()
    case 1: runPattern()
    default: nativePattern()
    }
  }

  /// A pattern of runs and single letters.
  package mutating func runPattern() -> [UInt8] {
    let pieces = ["\\S+", "\\w+", "\\.+", "\\w*", "\\S*", "\\.*", "\\w", "\\d", "a", "b", "1", " ", "ab", "\\s"]
    var text = ""
    var isOpen = false
    for _ in 0..<Int.random(in: 2...9, using: &self) {
      if Int.random(in: 0..<3, using: &self) == 0 {
        text += isOpen ? ")" : "("
        isOpen.toggle()
      }
      text += pieces[Int.random(in: 0..<pieces.count, using: &self)]
    }
    if isOpen { text += ")" }
    if Int.random(in: 0..<4, using: &self) == 0 { text += "$" }
    return Array(text.utf8)
  }

  /// Up to 300 bytes of one to three kinds.
  package mutating func runSubject() -> [UInt8] {
    let kinds: [[UInt8]] = [[0x61], [0x61, 0x62], [0x61, 0x20], [0x61, 0x62, 0x31], [0x61, 0x61, 0x61, 0x61, 0x20]]
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &self)]
    var bytes = (0..<Int.random(in: 0...300, using: &self)).map { _ in
      kind[Int.random(in: 0..<kind.count, using: &self)]
    }
    if Bool.random(using: &self) { bytes.append(0x20) }
    return bytes
  }
}
