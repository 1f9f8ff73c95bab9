import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import Testing

@Suite struct ComparisonTests {
  @Test(arguments: [
    ("[a-z]+", "[a-z]"), ("\\d{3}", "{3}"), ("(a|b)c", "|"), ("\\bfoo", "\\b"), ("a.c", "."), ("ab+c", "+"),
    ("colou?r", "?"), ("foo\\.bar", "\\."), ("a\\sb", "\\s"), ("\\w", "\\w"), ("\\p+", "\\p"), ("ABC", "A"),
    ("1$", "$"),
    ("\\[x\\]", "\\["), ("((1)2)", "("), ("(1)(2)", "("), ("1^", "^"), ("(?i)abc", "(?i)"), ("café", "\u{C3}"),
  ]) func namesWhatMeansSomethingElse(pattern: String, token: String) {
    let found = SideBySide(ByteString(pattern), dialects: [.osregex, .pcre2]).reasons(among: [.osregex, .pcre2])
    let wanted = token == "\u{C3}" ? ByteString([0xC3]) : ByteString(token)
    #expect(found.contains { $0.token == wanted }, "\(found.map(\.token))")
  }

  @Test func nothingToNameWhereAllIsTheSame() {
    #expect(SideBySide("12: ", dialects: [.osregex, .pcre2]).reasons(among: [.osregex, .pcre2]).isEmpty)
  }

  @Test(arguments: [
    ("user=(\\w+) \\.+", Dialect.osregex), ("foo|^bar$", .osmatch), ("[a-z]+\\d{3}", .pcre2), ("(?i)abc", .pcre2),
    ("\\[\\d+\\]", .pcre2), ("a.*b", .pcre2), ("\\p\\d+", .osregex), ("^\\S+ (\\d+)", .osregex),
  ]) func guesses(pattern: String, dialect: Dialect) {
    let guess = DialectGuess(ByteString(pattern))
    #expect(guess.dialect == dialect)
    #expect(!guess.reasons.isEmpty)
  }

  /// Patterns whose readings differ, and in what (docs/reference/regex.md §10.4).
  @Test(arguments: [
    ("[a-z]+ x", Disagreement.matching), ("\\d{3}", .matching), ("a.c", .matching), ("ab+c", .matching),
    ("foo\\.bar", .matching), ("\\s", .matching), ("\\w", .matching), ("ABC", .matching), ("[x]", .matching),
    ("(1)(2)", .matching), ("\\d+:", .end),
  ]) func findsWitnesses(pattern: String, disagreement: Disagreement) throws {
    let outcome = WitnessSearch(
      try PatternReading(ByteString(pattern), dialect: .osregex),
      try PatternReading(ByteString(pattern), dialect: .pcre2)
    ).run()
    if disagreement == .end {
      #expect(outcome.subject == nil)
      #expect(outcome.bothMatched > 0)
      return
    }
    let subject = try #require(outcome.subject)
    #expect(outcome.disagreement == disagreement)
    #expect(subject.count <= 8)
  }

  /// Differences that no translation removes (docs/reference/regex.md §10.5, second half).
  @Test(arguments: [
    "\\.+ from", "\\w+ab", "\\w+a$", "\\w+\\s*\\w+", "\\d+\\s*a", "\\S+\\d\\d", "\\w+\\w\\s", "\\S+\\s\\d*",
    "(\\d+)\\s*",
    "x(\\d*)", "\\d*$", "a\\d*\\w*", "^(\\S*\\s+)", "a(\\d)|b(\\d)",
  ]) func findsWhatTranslationLoses(pattern: String) throws {
    let equivalent = try Equivalent(ByteString(pattern), from: .osregex, to: .pcre2, budget: 20_000)
    #expect(!equivalent.isExact)
    #expect(equivalent.proof?.subject != nil)
  }

  @Test func showsWhereAMatchLies() throws {
    let scratch = MatchScratch()
    let sides = SideBySide("b(\\d+)", dialects: [.osregex, .osmatch, .pcre2])
    let row = sides.row("ab12 ", scratch: scratch)
    #expect(row.answers[0]?.extent == 1..<4)
    #expect(row.answers[0]?.end == 2)
    #expect(row.answers[0]?.captures == [2..<4])
    #expect(row.answers[1]?.matches == false)
    #expect(row.answers[2]?.extent == 1..<4)
    #expect(row.answers[2]?.end == 3)
  }

  @Test func refusedInEveryDialect() {
    let sides = SideBySide("(a", dialects: [.osregex, .pcre2])
    #expect(sides.isRefused)
    #expect(!SideBySide("(a", dialects: [.osregex, .osmatch]).isRefused)
  }
}
