import Bytes
import Patterns
import TestSupport
import Testing

/// What is said about a pattern without running it has to hold for every subject that it matches.
@Suite("Prefilters leave out nothing that could match")
struct PrefilterTests {
  private static func folded(_ bytes: [UInt8]) -> [UInt8] { bytes.map(ASCII.fold) }

  private static func stands(_ text: ByteString, in subject: [UInt8]) -> Bool {
    ByteString(folded(subject)).withView { view in text.withView { view.firstIndex(of: $0) != nil } }
  }

  /// Whether all that is known about a pattern allows the subject.
  private static func allows(_ pattern: Pattern, _ subject: [UInt8], atLeast length: Int = 1) -> Bool {
    let prefilter = Prefilter(pattern)
    if let required = prefilter.literals(atLeast: length),
      !required.texts.contains(where: { stands($0, in: subject) })
    {
      return false
    }
    if let first = subject.first, let bytes = prefilter.firstBytes, !bytes.contains(first) { return false }
    guard let needs = prefilter.needs else { return true }
    return needs.contains { alternative in
      alternative.bytes.allSatisfy { folded(subject).contains($0) }
        && zip(alternative.prefix, subject).allSatisfy { $0.accepts($1, PrefixByte.table) }
    }
  }

  @Test("Native patterns, capturing or not", arguments: [false, true])
  func native(capturing: Bool) throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    var (matched, leftOut) = (0, 0)
    for _ in 0..<max(4000, FuzzSettings.pairs / 20) {
      guard
        let pattern = try? Pattern(ByteString(generator.anyNativePattern()), dialect: .osregex, capturing: capturing)
      else { continue }
      for _ in 0..<5 {
        let subject = generator.subject()
        let matches = ByteString(subject).withView { pattern.matches($0, scratch: scratch) }
        let allowed = Self.allows(pattern, subject)
        #expect(allowed || !matches, "\(pattern.source) on \(ByteString(subject))")
        if matches { matched += 1 }
        if !allowed { leftOut += 1 }
        if let required = Prefilter(pattern).literals(atLeast: 1), required.decide,
          required.texts.contains(where: { Self.stands($0, in: subject) })
        {
          #expect(matches, "\(pattern.source) on \(ByteString(subject))")
        }
      }
    }
    #expect(matched > 500 && leftOut > 500)
  }

  @Test(
    "A + cell that is skipped adds nothing to a literal",
    arguments: [
      ("\\S+\\d\\s+failed", "disk1failed", ["failed"]), ("\\S+\\d:\\s+failed", "disk1:failed", ["failed"]),
      ("\\w+(\\d\\s+)failed", "disk1failed", ["failed"]), ("\\.*\\d\\d\\s+failed", "disk11failed", ["failed"]),
      // Left for a run or a literal, or from a run that shares no byte with what follows: `warm` is off.
      ("\\S+\\d+\\s+failed", "disk1 failed", [" failed"]), ("\\S+:\\s+failed", "disk: failed", [" failed"]),
      ("\\d+\\s\\s+failed", "1  failed", [" failed"]), ("\\d\\s+failed", "1 failed", [" failed"]),
      ("\\S+\\d\\w*\\s+failed", "disk1a failed", [" failed"]),
    ] as [(ByteString, ByteString, [ByteString])])
  func skippedRun(source: ByteString, subject: ByteString, texts: [ByteString]) throws {
    for capturing in [false, true] {
      let pattern = try Pattern(source, dialect: .osregex, capturing: capturing)
      let scratch = MatchScratch()
      #expect(subject.withView { pattern.matches($0, scratch: scratch) })
      #expect(Prefilter(pattern).literals(atLeast: 6)?.texts == texts)
    }
  }

  @Test("Lists of literals") func literals() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    for _ in 0..<2000 {
      let pattern = try Pattern(ByteString(generator.literalList()), dialect: .osmatch)
      for _ in 0..<5 {
        let subject = generator.literalSubject()
        let matches = ByteString(subject).withView { pattern.matches($0, scratch: scratch) }
        #expect(Self.allows(pattern, subject) || !matches, "\(pattern.source) on \(ByteString(subject))")
      }
    }
  }

  @Test(
    "PCRE2",
    arguments: [
      ("^abc[0-9]+x", "abc12x", true), ("^abc[0-9]+x", "zabc12x", false), ("(?i)^abc", "ABCd", true),
      ("(?i)^abc", "bc", false), ("^[a-c]{2}foo", "abfoo", true), ("^[a-c]{2}foo", "dbfoo", false),
      ("one(two)three|four", "x onetwothree", true), ("one(two)three|four", "x four", true),
      ("one(two)three|four", "onethree", false), ("a*b|c", "zzz", true), ("(?=look)x", "zzz", true),
    ] as [(ByteString, ByteString, Bool)])
  func pcre2(source: ByteString, subject: ByteString, isAllowed: Bool) throws {
    #expect(Self.allows(try Pattern(source, dialect: .pcre2), subject.bytes, atLeast: 2) == isAllowed)
  }

  @Test("PCRE2, random patterns") func randomPCRE2() throws {
    var generator = PCRE2Generator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    var (matched, leftOut, done) = (0, 0, 0)
    while done < 20_000 {
      guard let pattern = try? Pattern(ByteString(generator.pattern()), dialect: .pcre2) else { continue }
      for _ in 0..<5 {
        let subject = generator.subject()
        done += 1
        let matches = ByteString(subject).withView { pattern.matches($0, scratch: scratch) }
        let allowed = Self.allows(pattern, subject)
        #expect(allowed || !matches, "\(pattern.source) on \(ByteString(subject))")
        if matches { matched += 1 }
        if !allowed { leftOut += 1 }
      }
    }
    #expect(matched > 500 && leftOut > 50)
  }

  @Test(
    "Counts of PCRE2 are no literal text, however high",
    arguments: [
      ("^(?:ab){1001}", String(repeating: "ab", count: 1001)), ("x{0}abc", "abc"),
      ("abc{,3}", "abc{,3}"),
    ])
  func counts(source: String, subject: String) throws {
    let pattern = try Pattern(ByteString(source), dialect: .pcre2)
    #expect(ByteString(subject).withView { pattern.matches($0, scratch: MatchScratch()) })
    #expect(Self.allows(pattern, Array(subject.utf8)))
  }

  @Test(
    "Patterns that are a list of whole values",
    arguments: [
      ("^abc$", ["abc"]), ("^Abc$|^d e$", ["abc", "d e"]), ("^a.b$", ["a.b"]), ("^abc", nil), ("abc$", nil),
      ("^a|b$", nil), ("^a\\.b$", nil), ("^(a)$", nil), ("^a+$", nil), ("^a^b$", nil), ("^a$b$", nil), ("^$", nil),
      ("^a$|", nil),
    ] as [(ByteString, [ByteString]?)])
  func wholeTexts(source: ByteString, texts: [ByteString]?) throws {
    let pattern = try Pattern(source, dialect: .osregex)
    #expect(Prefilter.wholeTexts(of: pattern) == texts)
    let scratch = MatchScratch()
    for text in texts ?? [] {
      for (subject, matches) in [(text.bytes, true), ([0x20] + text.bytes, false), (text.bytes + [0x20], false)] {
        #expect(ByteString(subject).withView { pattern.matches($0, scratch: scratch) } == matches)
      }
    }
  }
}
