import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// One pattern follows from another only when that is certain.
@Suite struct LiteralDemandTests {
  private func follows(_ wanted: (String, Dialect), from given: (String, Dialect)) throws -> Bool {
    LiteralDemand(try Pattern(ByteString(wanted.0), dialect: wanted.1))
      .follows(from: LiteralDemand(try Pattern(ByteString(given.0), dialect: given.1)))
  }

  @Test(
    "what is found in every match of the other",
    arguments: [
      (("failed", Dialect.osmatch), ("login failed", Dialect.osmatch)), (("a|b|c", .osmatch), ("xb", .osmatch)),
      (("a|b", .osmatch), ("bc|ca", .osmatch)), (("^ab", .osmatch), ("^abc", .osmatch)),
      (("bc$", .osmatch), ("abc$", .osmatch)), (("^ab$", .osmatch), ("^AB$", .osmatch)),
      (("sshd[", .osmatch), (#"^sshd[\d+]: (\S+)"#, .osregex)), (("(sshd)", .osregex), ("xSSHD", .osmatch)),
      (("b$", .osregex), ("ab$", .osmatch)), (("user", .osmatch), (#"^User \d+"#, .pcre2)),
      (("ser ", .pcre2), (#"^User \d+"#, .pcre2)), (("(?i)USER", .pcre2), ("user", .osmatch)),
      (("r$", .pcre2), ("user$", .pcre2)), (("", .osmatch), (#"\d+"#, .osregex)),
    ]) func certain(_ wanted: (String, Dialect), _ given: (String, Dialect)) throws
  {
    #expect(try follows(wanted, from: given))
  }

  @Test(
    "what may be otherwise",
    arguments: [
      (("login failed", Dialect.osmatch), ("failed", Dialect.osmatch)), (("a|b", .osmatch), ("a|c", .osmatch)),
      (("^ab", .osmatch), ("xab", .osmatch)), (("^ab", .osmatch), ("ab", .osmatch)),
      (("ab$", .osmatch), ("abc", .osmatch)), (("é", .osmatch), ("é", .osmatch)),
      // Case counts in pcre2, and its $ lets a line end follow.
      (("user", .pcre2), ("user", .osmatch)), (("r$", .osmatch), ("user$", .pcre2)),
      (("USER", .pcre2), ("(?i)user", .pcre2)), (("!ab", .osmatch), ("x", .osmatch)),
      // A class near the end may be dropped where the subject ends, and the literal behind it (docs/reference/regex.md
      // §4.3).
      (("a", .osmatch), (#"\S+\d\da"#, .osregex)),
    ]) func uncertain(_ wanted: (String, Dialect), _ given: (String, Dialect)) throws
  {
    #expect(try !follows(wanted, from: given))
  }

  @Test("where one follows, no subject says otherwise") func soundness() throws {
    var generator = PatternGenerator(seed: 0x11F0)
    let scratch = MatchScratch()
    var followed = 0
    var matched = 0
    for _ in 0..<6000 {
      let (first, second) = (Self.pattern(&generator), Self.pattern(&generator))
      guard let wanted = try? Pattern(first.0, dialect: first.1), let given = try? Pattern(second.0, dialect: second.1),
        LiteralDemand(wanted).follows(from: LiteralDemand(given))
      else { continue }
      followed += 1
      for _ in 0..<60 {
        let subject = Self.subject(&generator)
        let (isGiven, isWanted) = subject.withView {
          (given.matches($0, scratch: scratch), wanted.matches($0, scratch: scratch))
        }
        if isGiven { matched += 1 }
        #expect(!isGiven || isWanted, "\(second) matches \(subject), \(first) does not")
      }
    }
    // It must not hold only because nothing ever follows or matches.
    #expect(followed > 200 && matched > 1000)
  }

  private static let tokens = [
    "a", "b", "A", "B", "ab", "|", "^", "$", "(", ")", "\\d", "\\w+", "\\s*", "\\.", "1", "é", "!",
  ]

  private static func pattern(_ generator: inout PatternGenerator) -> (ByteString, Dialect) {
    let dialects: [Dialect] = [.osmatch, .osmatch, .osregex, .pcre2]
    let dialect = dialects.randomElement(using: &generator) ?? .osmatch
    var text = dialect == .pcre2 && Bool.random(using: &generator) ? "(?i)" : ""
    for _ in 0..<Int.random(in: 1...4, using: &generator) { text += tokens.randomElement(using: &generator) ?? "" }
    return (ByteString(text), dialect)
  }

  private static func subject(_ generator: inout PatternGenerator) -> ByteString {
    let parts = ["a", "b", "A", "B", "1", " ", "\n", "é", "^", "$", "-"]
    return ByteString(
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }.joined())
  }
}
