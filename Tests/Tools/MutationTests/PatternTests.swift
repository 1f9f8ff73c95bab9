import Bytes
import PatternSyntax
import Patterns
import Testing

@testable import Mutation

/// Patterns taken apart, and proofs that two of them are one.
@Suite struct PatternTests {
  @Test(
    "Patterns fall into their pieces",
    arguments: [
      (#"^a\d+$|b c"#, Dialect.osregex, #"^ a \d + $ | b ␠ c"#),
      (#"a+(\w*)\$"#, .osregex, #"a + ( \w * ) \$"#),
      ("!^ab$|c^", .osmatch, "! ^ a b $ | c ^"),
      ("a,b|c", .wordmatch, "a , b | c"),
      (
        #"(?i)^(?:a|b{2,3}?)[^]x\]]+\.\x41(?<n>.)$"#, .pcre2,
        #"(?i) ^ (?: a | b {2,3}? ) [^]x\]] + \. \x41 (?<n> . ) $"#
      ),
      (#"a{,2}(?!b)\p{L}[[:alpha:]]*+"#, .pcre2, #"a { , 2 } (?! b ) \p{L} [[:alpha:]] *+"#),
      (#"(*UCP)(?#note)\Qa.b\E(?i:c)"#, .pcre2, #"(*UCP) (?#note) \Qa.b\E (?i: c )"#),
      ("(?", .pcre2, "(?"), (#"a\"#, .pcre2, #"a \"#), ("[", .pcre2, "["),
    ])
  func tokens(_ source: String, _ dialect: Dialect, _ expected: String) {
    let bytes = Array(source.utf8)
    let tokens = PatternToken.tokens(of: bytes, in: dialect)
    let pieces = tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(pieces.map { $0 == " " ? "␠" : $0 }.joined(separator: " ") == expected)
    #expect(tokens.map(\.range.lowerBound) == [0] + tokens.dropLast().map(\.range.upperBound))
  }

  @Test(
    "Alternatives are found in groups, too",
    arguments: [
      ("a|b|c", ["a", "b", "c"]), ("a", []), ("x(?:a|b)y|z", ["x(?:a|b)y", "z", "a", "b"]), ("a||b", ["a", "", "b"]),
      ("(?:a|(?:b|c))", ["a", "(?:b|c)", "b", "c"]), ("a|b)", ["a", "b)"]),
    ])
  func alternatives(_ source: String, _ expected: [String]) {
    let bytes = Array(source.utf8)
    let tokens = PatternToken.tokens(of: bytes, in: .pcre2)
    let found = tokens.alternatives.flatMap { list in
      list.map { range in
        String(decoding: tokens[range].flatMap { bytes[$0.range] }, as: UTF8.self)
      }
    }
    #expect(found == expected)
  }

  /// A pattern, what it becomes, and whether nobody can tell.
  static let pairs: [(String, String, Dialect, PatternSite.Role, Bool)] = [
    ("failed|login failed", "failed", .osmatch, .matching, true),
    ("failed|login failed", "login failed", .osmatch, .matching, false),
    ("^failed|failed", "failed", .osmatch, .matching, true), ("^failed", "failed", .osmatch, .matching, false),
    ("a$|ba$", "a$", .osmatch, .matching, true), ("^a$|^a", "^a", .osmatch, .matching, true),
    ("^a$|a", "^a$", .osmatch, .matching, false), ("Failed", "fAILED", .osmatch, .matching, true),
    ("!a|ba", "!a", .osmatch, .matching, true), ("!a", "a", .osmatch, .matching, false),
    ("a|", "a", .osmatch, .matching, false), ("ä|bä", "ä", .osmatch, .matching, false),
    ("failed|login failed", "failed", .osregex, .matching, true),
    ("failed|login failed", "failed", .osregex, .end, false),
    (#"a\d|a\d"#, #"a\d"#, .osregex, .matching, false), (#"A\d"#, #"a\d"#, .osregex, .captures, true),
    ("a|ba", "a", .pcre2, .matching, false), (#"x\d{5}"#, #"x\d{5,}"#, .pcre2, .matching, true),
    (#"x\d{5}$"#, #"x\d{5,}$"#, .pcre2, .matching, false), (#"x\d{5}"#, #"x\d{5,}"#, .pcre2, .captures, false),
    (#"\d+x|y"#, #"\dx|y"#, .pcre2, .matching, true), (#"^\d+x"#, #"^\dx"#, .pcre2, .matching, false),
    (#"x\d+"#, #"x\d*"#, .pcre2, .matching, false), (#"(?:x\d+)y"#, #"(?:x\d)y"#, .pcre2, .matching, false),
    ("one,two|two", "two", .wordmatch, .matching, false),
  ]

  @Test("Proofs hold, and are found where they are easy", arguments: pairs)
  func proofs(_ before: String, _ after: String, _ dialect: Dialect, _ role: PatternSite.Role, _ isEqual: Bool) throws {
    let change = PatternChange(site: Self.site(before, dialect, role), after: Array(after.utf8))
    #expect((PatternEquality.proof(change) != nil) == isEqual)
    let witness = try #require(ChangedPattern(change)).witness(budget: 4000)
    if isEqual { #expect(witness == nil) }
  }

  @Test("No proof is contradicted by a text that tells the patterns apart")
  func neverContradicted() async throws {
    let docker = try dockerRuleset(keeping: ["walkthrough.ruletest"])
    let run = try await mutationRun(docker.path) { $0.sample = 300 }
    var proofs = 0
    for mutant in run.mutants {
      guard let change = mutant.pattern, PatternEquality.proof(change) != nil else { continue }
      proofs += 1
      #expect(ChangedPattern(change)?.witness(budget: 2000) == nil, "\(mutant.id)")
    }
    #expect(proofs < run.mutants.count / 10)
  }

  private static func site(_ source: String, _ dialect: Dialect, _ role: PatternSite.Role) -> PatternSite {
    PatternSite(source, in: dialect, role: role)
  }
}
