import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import TestSupport
import Testing

@Suite struct TranslationTests {
  /// docs/reference/regex.md §10.5, first half.
  static let native: [(String, String)] = [
    ("^(\\S+) (\\S+) (\\d+)", "(?i)\\A([^ ]+)\\x20([^ ]+)\\x20([0-9]+)"),
    ("user=(\\w+)", "(?i)user=([A-Za-z0-9_@-]+)"),
    ("\\(uid=(\\d+)\\)", "(?i)\\(uid=([0-9]+)\\)"),
    ("^\\d+/\\d+/\\d+ ", "(?i)\\A[0-9]+\\/[0-9]+\\/[0-9]+\\x20"),
    ("\"(\\.+)\"", "(?i)\"((?s:.)+?)\""),
    ("key=\"(\\.*)\" v", "(?i)key=\"((?s:.)*?)\"\\x20v"),
    ("a\\s*=\\s*(\\d+)", "(?i)a\\x20*=\\x20*([0-9]+)"),
    ("\\w+\\s*\\w+", "(?i)[A-Za-z0-9_@-]+?\\x20*[A-Za-z0-9_@-]+"),
    ("x$", "(?i)x\\z"),
    ("é", "(?i)(?!)(?!)"),
    ("a(\\d)|b(\\d)", "(?i)(?|a([0-9])|b([0-9]))"),
  ]

  @Test(arguments: native) func nativeToPCRE2(pattern: String, expected: String) throws {
    let translation = try Translation.translate(ByteString(pattern), from: .osregex, to: .pcre2)
    #expect(translation.pattern == ByteString(expected))
  }

  static let backwards: [(String, String?, isExact: Bool)] = [
    ("(?i)^foo=(\\d+);", "^foo=(\\d+);", true),
    ("(?i)\\Afoo\\z", "^foo$", true),
    ("(?i)\\[x\\]\\.y", "[x].y", true),
    ("(?i)\\d{3}-", "\\d\\d\\d-", true),
    ("(?i)a{2,3}b", "aaab|aab", true),
    ("(?i)x [^ ]+ y", "x \\S+ y", true),
    ("(?i)x(?:a|b)y", "xay|xby", true),
    ("(?i)\\x20+$", "\\s+$", false),
    ("foo", "foo", false),  // case
    ("123\\s", "123\\s", false),
    ("(?i)foo$", "foo$", false),
    ("[a-f]+", nil, false),
    ("((a)b)", nil, false),
    ("(?=a)b", nil, false),
    ("\\bfoo", nil, false),
    ("(ab)+", nil, false),
    ("a+", nil, false),
    ("é", nil, false),
  ]

  @Test(arguments: backwards) func pcre2ToNative(pattern: String, expected: String?, isExact: Bool) throws {
    let translation = try Translation.translate(ByteString(pattern), from: .pcre2, to: .osregex)
    #expect(translation.pattern == expected.map { ByteString($0) })
    #expect(translation.isExact == isExact)
    #expect(translation.isExact || !translation.remarks.isEmpty)
  }

  static let lists: [(String, Dialect, Dialect, String?)] = [
    ("foo|^bar$", .osmatch, .pcre2, "(?i)foo|\\Abar\\z"),
    ("a\\b|$", .osmatch, .pcre2, "(?i)a\\\\b|"),
    ("(x)", .osmatch, .osregex, "\\(x\\)"),
    ("a$b$", .osmatch, .osregex, "a$b$"),
    ("a(+", .osmatch, .osregex, nil),
    ("^é", .osmatch, .osregex, nil),
    ("^foo\\(|b(a)r$", .osregex, .osmatch, "^foo(|bar$"),
    ("!a|b", .osregex, .osmatch, "b|!a"),
    ("!a", .osregex, .osmatch, nil),
    ("a\\$", .osregex, .osmatch, nil),
    ("a\\d", .osregex, .osmatch, nil),
    ("é|a", .osregex, .osmatch, "a"),
    ("é", .osregex, .osmatch, "!"),
    ("(?i)foo|\\Abar", .pcre2, .osmatch, "foo|^bar"),
    ("(?i)fo+", .pcre2, .osmatch, nil),
  ]

  @Test(arguments: lists) func listsOfLiterals(text: String, from: Dialect, to: Dialect, expected: String?) throws {
    let translation = try Translation.translate(ByteString(text), from: from, to: to)
    #expect(translation.pattern == expected.map { ByteString($0) })
  }

  /// A translation that calls itself exact gives the same answers: the class of plain patterns (docs/reference/regex.md
  /// §10.3).
  @Test func exactMeansExact() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed &+ 2)
    let scratch = MatchScratch()
    var compared = 0
    for _ in 0..<max(4000, FuzzSettings.pairs / 25) {
      let text = ByteString(generator.nativePattern())
      for to in [Dialect.pcre2, .osmatch] {
        guard let translation = try? Translation.translate(text, from: .osregex, to: to), translation.isExact,
          let result = translation.pattern
        else { continue }
        let source = try PatternReading(text, dialect: .osregex)
        let target = try PatternReading(result, dialect: to)
        for _ in 0..<6 {
          let subject = ByteString(generator.subject())
          let first = source.answer(subject, scratch: scratch, withExtent: false)
          let second = target.answer(subject, scratch: scratch, withExtent: false)
          let found = Disagreement.between((.osregex, first), (to, second), subject: subject)
          #expect(found == nil || found == .end, "\(text) as \(result) on \(subject)")
          if translation.keepsEnd { #expect(found == nil, "\(text) as \(result) on \(subject)") }
          if first.matches { compared += 1 }
        }
      }
    }
    #expect(compared > 500)
  }

  @Test func exactListsAreExact() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed &+ 3)
    let scratch = MatchScratch()
    for _ in 0..<max(2000, FuzzSettings.pairs / 50) {
      let text = ByteString(generator.literalList())
      let source = try PatternReading(text, dialect: .osmatch)
      for to in [Dialect.pcre2, .osregex] {
        let translation = try Translation.translate(text, from: .osmatch, to: to)
        guard translation.isExact, let result = translation.pattern else { continue }
        let target = try PatternReading(result, dialect: to, isNegated: translation.isNegated)
        for _ in 0..<5 {
          let subject = ByteString(generator.literalSubject())
          let answers = (source.answer(subject, scratch: scratch), target.answer(subject, scratch: scratch))
          #expect(answers.0.matches == answers.1.matches, "\(text) as \(to) \(result) on \(subject)")
        }
      }
    }
  }
}
