import TestSupport

/// Makes PCRE2 patterns of everything that a match may go on from: groups of all kinds, quantifiers of all kinds.
struct PCRE2Generator {
  private var random: PatternGenerator
  private var text = ""
  private var groups = 0
  /// Whether possessive groups, calls, conditions and verbs may come.
  private var isWild = false

  init(seed: UInt64) { random = PatternGenerator(seed: seed) }

  private mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  /// A pattern, over few bytes so that matches are frequent.
  mutating func pattern() -> [UInt8] {
    (text, groups, isWild) = ("", 0, roll(2) == 0)
    if roll(6) == 0 { text = "^" }
    alternatives(1 + roll(3))
    return Array(text.utf8)
  }

  mutating func subject() -> [UInt8] {
    let bytes = Array("aabbc1 ".utf8)
    return (0..<roll(9)).map { _ in bytes[roll(bytes.count)] }
  }

  private mutating func alternatives(_ depth: Int) {
    sequence(depth)
    while roll(3) == 0 {
      text += "|"
      sequence(depth)
    }
  }

  private mutating func sequence(_ depth: Int) { for _ in 0...roll(3) { item(depth) } }

  private mutating func item(_ depth: Int) {
    switch roll(depth > 0 ? 22 : 8) {
    case 0, 1, 2: text += ["a", "b", "c", "1"][roll(4)]
    case 3: text += ["[ab]", "[^a]", "."][roll(3)]
    case 4: text += ["\\w", "\\d", "\\s"][roll(3)]
    case 5:
      text += ["^", "$", "\\b", "\\B", "\\K"][roll(5)]
      return
    case 6: text += groups > 0 ? "\\\(1 + roll(groups))" : "a"
    case 7: text += "\\w"
    case 8...13: return open("(", depth, captures: true)
    case 14: return open("(?<n\(groups)>", depth, captures: true)
    case 15: return open("(?:", depth)
    case 16: return open("(?|", depth)
    case 17: return open(["(?=", "(?!"][roll(2)], depth)
    case 18: text += ["(?<=a)", "(?<!b)", "(?<=(a))"][roll(3)]
    case 19: return open(isWild ? "(?>" : "(?:", depth)
    case 20: text += isWild ? "(?\(roll(groups + 2)))" : "b"
    default: text += isWild ? ["(*SKIP)", "(*PRUNE)", "(*COMMIT)", "(?(1)a|b)"][roll(4)] : "c"
    }
    quantify(isPossessiveAllowed: true)
  }

  private mutating func open(_ opening: String, _ depth: Int, captures: Bool = false) {
    if captures { groups += 1 }
    text += opening
    alternatives(depth - 1)
    text += ")"
    quantify(isPossessiveAllowed: isWild)
  }

  private mutating func quantify(isPossessiveAllowed: Bool) {
    guard roll(5) < 2 else { return }
    text += ["*", "+", "?", "{1,2}", "{0,2}", "{2}"][roll(6)]
    switch roll(4) {
    case 0: text += "?"
    case 1 where isPossessiveAllowed: text += "+"
    default: break
    }
  }
}
