import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// Which of a pattern's alternatives a match is due to.
@Suite struct AlternativesTests {
  struct Row: CustomTestStringConvertible {
    var dialect: Dialect
    var pattern: ByteString
    var subject: ByteString
    /// Counted from 0; nil when the pattern does not match.
    var index: Int?
    var capturing = false
    var testDescription: String { "\(pattern) on \(subject)" }
  }

  @Test(arguments: [
    // In the order in which they are written, wherever they stand in the subject.
    Row(dialect: .osmatch, pattern: "cat|dog", subject: "dog cat", index: 0),
    Row(dialect: .osmatch, pattern: "^cat|dog$", subject: "cot dog", index: 1),
    Row(dialect: .osmatch, pattern: "CAT|dog", subject: "a cat", index: 0),
    Row(dialect: .osmatch, pattern: "cat||dog", subject: "dog", index: 1),
    Row(dialect: .osmatch, pattern: "cat|dog", subject: "cow", index: nil),
    // A bang in front turns the whole answer around, one behind a bar is a byte like others.
    Row(dialect: .osmatch, pattern: "!cat|dog", subject: "dog", index: 1),
    Row(dialect: .osmatch, pattern: "cat|!dog", subject: "!dog", index: 1),
    Row(dialect: .osmatch, pattern: "cat|!dog", subject: "dog", index: nil),
    Row(dialect: .osregex, pattern: "cat|dog", subject: "dog cat", index: 0),
    Row(dialect: .osregex, pattern: "a\\|b|c\\d+", subject: "a|b", index: 0),
    Row(dialect: .osregex, pattern: "a\\|b|c\\d+", subject: "c7", index: 1),
    Row(dialect: .osregex, pattern: "a(\\d)|b(\\d)", subject: "b7 a9", index: 0, capturing: true),
    Row(dialect: .osregex, pattern: "(x)|\\w+\\s*\\w*", subject: "ab", index: 1, capturing: true),
    // The leftmost match, and at one place the first.
    Row(dialect: .pcre2, pattern: "cat|dog", subject: "dog cat", index: 1),
    Row(dialect: .pcre2, pattern: "do|dog", subject: "dog", index: 0),
    Row(dialect: .pcre2, pattern: "(?i)cat|dog", subject: "DOG", index: 1),
    Row(dialect: .pcre2, pattern: "[|]a|(?:b|c)d|\\Qx|\\Ey", subject: "cd", index: 1),
    Row(dialect: .pcre2, pattern: "[|]a|(?:b|c)d|\\Qx|\\Ey", subject: "x|y", index: 2),
    Row(dialect: .pcre2, pattern: "[^]|]a|[[:alpha:]|]b", subject: "|b", index: 1),
  ])
  func isDueTo(_ row: Row) throws {
    let pattern = try Pattern(row.pattern, dialect: row.dialect, capturing: row.capturing)
    let alternatives = try #require(PatternAlternatives(pattern, capturing: row.capturing))
    let scratch = MatchScratch()
    #expect(row.subject.withView { alternatives.matching($0, scratch: scratch) } == row.index)
  }

  @Test(
    arguments: [
      // One alternative, or bars that are none.
      (Dialect.osregex, "a\\|b"), (.osmatch, "a"), (.pcre2, "(a|b)"), (.pcre2, "[a|b]"), (.pcre2, "a\\|b"),
      // Taken apart, these could mean something else.
      (.pcre2, "(a)|b\\1"), (.pcre2, "(?x)a # b\n|c"), (.pcre2, "a(*SKIP)b|c"), (.pcre2, "a(?i)b|c"),
      (.pcre2, "(?|(a)|(b))|c"), (.pcre2, "(?<n>a)|\\k<n>b"), (.pcre2, "a\\Kb|c"), (.pcre2, "(?1)|(a)"),
    ] as [(Dialect, ByteString)])
  func isLeftWhole(_ dialect: Dialect, _ pattern: ByteString) throws {
    let compiled = try Pattern(pattern, dialect: dialect)
    #expect(PatternAlternatives(compiled) == nil)
    #expect(PatternAlternatives.ranges(in: compiled) == [0..<pattern.count])
  }

  /// The alternatives up to the one that is named match as all of them do, and those before it do not.
  @Test func isTheFirstThatMatches() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    var found = 0
    for round in 0..<4000 {
      let dialect: Dialect = round % 2 == 0 ? .osmatch : .osregex
      let text = ByteString(round % 2 == 0 ? generator.literalList() : generator.nativePattern())
      guard text.bytes.first != UInt8(ascii: "!"), let whole = try? Pattern(text, dialect: dialect),
        let alternatives = PatternAlternatives(whole)
      else { continue }
      for _ in 0..<4 {
        let subject = ByteString(round % 2 == 0 ? generator.literalSubject() : generator.subject())
        let match = subject.withView { whole.match($0, scratch: scratch) }
        let index = subject.withView { alternatives.matching($0, scratch: scratch) }
        #expect((match == nil) == (index == nil), "\(text) on \(subject)")
        guard let index else { continue }
        found += 1
        let upTo = try Pattern(ByteString(text.bytes[..<alternatives.ranges[index].upperBound]), dialect: dialect)
        #expect(subject.withView { upTo.match($0, scratch: scratch) } == match, "\(text) on \(subject)")
        guard index > 0 else { continue }
        let before = try Pattern(ByteString(text.bytes[..<alternatives.ranges[index - 1].upperBound]), dialect: dialect)
        #expect(subject.withView { before.match($0, scratch: scratch) } == nil, "\(text) on \(subject)")
      }
    }
    #expect(found > 500)
  }
}
