import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// What no pattern and no subject may do: crash, take for ever, or be refused without saying where and why.
@Suite struct BadInputTests {
  /// Pattern, code, position of the fault, a word of the cure.
  static let faults: [(String, Int, Int, String)] = [
    ("abc\\", 6, 3, "\\\\"),
    ("a\\[b", 6, 1, "without the backslash"),
    ("\\d+\\/", 6, 3, "without the backslash"),
    ("a\\nb", 6, 1, "line ends"),
    ("\\bfoo", 6, 0, "word boundaries"),
    ("(a)\\1", 6, 3, "back references"),
    ("\\x41", 6, 0, "by number"),
    ("\\[+", 6, 0, "cannot be repeated"),
    ("x\\q", 6, 1, "the escapes are"),
    ("(a", 7, 0, "close it"),
    ("a)", 7, 1, "\\)"),
    ("((a)b)", 7, 1, "cannot nest"),
    ("(a|b)c", 7, 2, "write `ac|bc`"),
    (")a(", 7, 0, "\\)"),
  ]

  @Test(arguments: faults) func namesPlaceAndCure(pattern: String, code: Int, position: Int, cure: String) {
    #expect {
      _ = try Pattern(ByteString(pattern), dialect: .osregex)
    } throws: { error in
      guard let error = error as? PatternError else { return false }
      return error.code == code && error.position == position && error.hint?.contains(cure) == true
    }
  }

  @Test func firstFaultFromTheLeftCounts() {
    for (pattern, code) in [("(\\q", 6), ("((\\q", 7), ("(a|b\\q", 7), ("a)\\", 7), ("\\q(", 6)] {
      #expect(throws: PatternError.self) { try Pattern(ByteString(pattern), dialect: .osregex) }
      do {
        _ = try Pattern(ByteString(pattern), dialect: .osregex)
      } catch { #expect((error).code == code, "\(pattern)") }
    }
  }

  @Test(arguments: [Dialect.osregex, .osmatch]) func lengthLimit(dialect: Dialect) throws {
    let longest = ByteString([UInt8](repeating: 0x61, count: 20480))
    let scratch = MatchScratch()
    let pattern = try Pattern(longest, dialect: dialect)
    #expect(longest.withView { pattern.matches($0, scratch: scratch) })
    do {
      _ = try Pattern(ByteString([UInt8](repeating: 0x61, count: 20481)), dialect: dialect)
      Issue.record("a pattern of 20,481 bytes compiled")
    } catch {
      #expect(error.code == 3)
      #expect(error.message.contains("20481"))
    }
  }

  @Test func emptyPatterns() throws {
    let scratch = MatchScratch()
    let empty = ByteString()
    #expect(Verdict(empty, .osregex, capturing: true, on: "abc", scratch: scratch).description == "yes end=0")
    #expect(Verdict(empty, .osmatch, capturing: true, on: "abc", scratch: scratch).description == "yes")
    #expect(Verdict(empty, .pcre2, capturing: true, on: "abc", scratch: scratch).description == "yes end=-1")
    #expect(Verdict(empty, .wordmatch, capturing: true, on: "abc", scratch: scratch).description == "no")
    #expect(Verdict(empty, .ip, capturing: true, on: "1.2.3.4", scratch: scratch).description == "error")
  }

  @Test(arguments: [Dialect.osregex, .osmatch, .pcre2]) func refusesNUL(dialect: Dialect) {
    do {
      _ = try Pattern(ByteString([0x61, 0, 0x62]), dialect: dialect)
      Issue.record("a pattern with a NUL compiled")
    } catch { #expect(error.position == 1) }
  }

  @Test func nulInSubjectsIsABelongsNowhereByte() throws {
    let scratch = MatchScratch()
    let subject = ByteString([0x61, 0, 0x62])
    #expect(Verdict("a\\.", .osregex, capturing: false, on: subject, scratch: scratch).description == "no")
    #expect(Verdict("b", .osmatch, capturing: false, on: subject, scratch: scratch).description == "yes")
  }

  @Test(arguments: [
    ("ab(c", 114, 4, "close"), ("a)", 122, 1, "\\)"), ("[ab", 106, 3, "]"), ("*a", 109, 0, "before it"),
    ("\\p+", 146, 3, "[!-."), ("a\\", 101, 2, "\\\\"), ("[b-a]", 108, 3, "smaller"),
  ]) func invalidPCRE2NamesPlaceAndCure(pattern: String, code: Int, position: Int, cure: String) {
    do {
      _ = try Pattern(ByteString(pattern), dialect: .pcre2)
      Issue.record("\(pattern) compiled")
    } catch {
      #expect(error.code == code)
      #expect(error.position == position)
      #expect(!error.message.isEmpty)
      #expect(error.hint?.contains(cure) == true)
    }
  }

  @Test func runawayPCRE2EndsWithADiagnostic() throws {
    let scratch = MatchScratch()
    let pattern = try Pattern("(a+)+$", dialect: .pcre2)
    let subject = ByteString([UInt8](repeating: 0x61, count: 60_000) + [0x62])
    #expect(subject.withView { pattern.match($0, scratch: scratch) } == nil)
    guard case .limitReached = scratch.diagnostic else {
      Issue.record("no diagnostic: \(String(describing: scratch.diagnostic))")
      return
    }
    // The next match is not affected.
    #expect("aaa".withBytes { pattern.match($0, scratch: scratch) } == PatternMatch(end: 2))
    #expect(scratch.diagnostic == nil)
  }

  @Test func limitsInThePatternCount() throws {
    let scratch = MatchScratch()
    let pattern = try Pattern("(*LIMIT_MATCH=3)a.*b.*c", dialect: .pcre2)
    #expect("axbxbxbxcx".withBytes { pattern.match($0, scratch: scratch) } == nil)
    #expect(scratch.diagnostic == .limitReached(-47))
  }

  @Test func limitIsTheInterpreters() throws {
    // docs/reference/regex.md §8: the limit ends the whole match, also where a later alternative would match.
    let scratch = MatchScratch()
    let pattern = try Pattern("^(a+)+$|b", dialect: .pcre2)
    let subject = ByteString([UInt8](repeating: 0x61, count: 30) + [0x62])
    #expect(subject.withView { pattern.match($0, scratch: scratch) } == nil)
    #expect(scratch.diagnostic == .limitReached(-47))
  }

  @Test func brokenUTF8UnderUTFIsNoMatch() throws {
    let scratch = MatchScratch()
    let pattern = try Pattern("(*UTF)a.", dialect: .pcre2)
    #expect(ByteString([0x61, 0xFF]).withView { pattern.match($0, scratch: scratch) } == nil)
    #expect("aé".withBytes { pattern.match($0, scratch: scratch) } == PatternMatch(end: 2))
  }

  @Test func tenThousandAlternatives() throws {
    let scratch = MatchScratch()
    for dialect in [Dialect.osregex, .osmatch, .wordmatch] {
      // Two bytes each, so that the native limit is kept.
      let text = ByteString([UInt8](repeating: 0x21, count: 10_000).map { [$0] }.joined(separator: [0x7C]))
      let pattern = try Pattern(text, dialect: dialect == .osmatch ? .osregex : dialect)
      #expect(!"nothing".withBytes { pattern.matches($0, scratch: scratch) })
      #expect("!".withBytes { pattern.matches($0, scratch: scratch) })
    }
  }

  @Test func manyGroups() throws {
    let scratch = MatchScratch()
    let pattern = try Pattern(ByteString(String(repeating: "(a)-", count: 500)), dialect: .osregex, capturing: true)
    let subject = ByteString(String(repeating: "A-", count: 500))
    #expect(subject.withView { pattern.match($0, scratch: scratch) } == PatternMatch(end: 999))
    #expect(scratch.captures == (0..<500).map { $0 * 2..<$0 * 2 + 1 })
  }

  /// Pattern, what the subject begins with (so that no literal is missing), what it is filled with.
  static let slow: [(String, String, String)] = [
    ("a\\S+,", ", ", "a"),
    ("\\S+a\\S+a\\S+a\\S+a\\S+x\\s", "x a ax ", "a"),
    ("\\S+a\\S+a\\S+a\\S+a\\S+a\\S+a\\S+b,", "b, ", "a"),
    ("(\\w+)a(\\w+)a(\\w+)a(\\w+)b(\\S+) x", "b x a ", "a"),
    ("(\\w+)a(\\w+)a(\\w+)a(\\w+)$", "", "a"),
    ("\\.+a\\.+b\\.+c\\.+d\\.+e\\.+f", "f ", "abcde"),
    ("\\w+\\w+\\w+\\w+\\w+,", ", ", "a"),
    ("\\S*,\\S*,\\S*,\\S*,\\S*,\\S*,\\S*,\\S*,(\\S*)!x\\d", "!x ", "a,"),
    ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "b", "a"),
  ]

  /// Four times the subject takes about four times the time; a quadratic matcher takes sixteen.
  ///
  /// 64 KB in a long run.
  @Test(.serialized, arguments: slow) func timeIsLinear(pattern: String, start: String, filling: String) throws {
    let scratch = MatchScratch()
    let compiled = try Pattern(ByteString(pattern), dialect: .osregex, capturing: true)
    func time(_ length: Int) -> Duration {
      var bytes = Array(start.utf8)
      while bytes.count < length - 1 { bytes += filling.utf8 }
      let subject = ByteString(bytes.prefix(length - 1) + [0x20])
      return (0..<2).map { _ in
        ThreadTime.measure { _ = subject.withView { compiled.match($0, scratch: scratch) } }
      }.min() ?? .zero
    }
    let length = FuzzSettings.isLongRun ? 64 << 10 : 8 << 10
    let (quarter, whole) = (time(length / 4), time(length))
    #expect(whole < quarter * 9 + .milliseconds(20), "\(length / 4) bytes \(quarter), \(length) bytes \(whole)")
  }

  /// Subjects of 64 KB against the shapes that the scans treat differently.
  @Test(arguments: ["x", "^x", "x$", "\\d+x", "(\\S+) x", "\\.+x\\.+y", "\\S*x\\S*y\\S*z", "a|b|x", "^\\S+ \\d"])
  func longSubjects(pattern: String) throws {
    let scratch = MatchScratch()
    for filling in ["a", "1", " ", "x", "xy", "ab ", "é"] {
      var bytes: [UInt8] = []
      while bytes.count < 64 << 10 { bytes += filling.utf8 }
      let subject = ByteString(bytes)
      let compiled = try Pattern(ByteString(pattern), dialect: .osregex, capturing: true)
      let match = subject.withView { compiled.match($0, scratch: scratch) }
      #expect((match?.end ?? 0) < subject.count)
    }
  }

  @Test func randomBytesCrashNothing() {
    var generator = PatternGenerator(seed: FuzzSettings.seed &+ 4)
    let scratch = MatchScratch()
    for _ in 0..<max(3000, FuzzSettings.pairs / 20) {
      let text = ByteString((0..<Int.random(in: 0..<20, using: &generator)).map { _ in generator.anyByte() })
      let subject = ByteString((0..<Int.random(in: 0..<40, using: &generator)).map { _ in generator.anyByte() })
      for dialect in Dialect.allCases {
        guard let pattern = try? Pattern(text, dialect: dialect, capturing: true) else { continue }
        subject.withView { _ = pattern.match($0, scratch: scratch) }
        #expect(scratch.captures.allSatisfy { $0.upperBound <= subject.count })
        _ = subject.withView { pattern.extent(in: $0, scratch: scratch) }
        _ = PatternFacts(pattern).remarks
        if dialect == .pcre2, let interpreted = try? Pattern(interpreted: text) {
          let machine = Verdict(pattern, on: subject, scratch: scratch)
          #expect(machine == Verdict(interpreted, on: subject, scratch: scratch), "\(text) on \(subject)")
        }
      }
      _ = TokenDifference.find(in: text)
      _ = DialectGuess(text)
      for (from, to) in [
        (Dialect.osregex, Dialect.pcre2), (.pcre2, .osregex), (.osmatch, .osregex), (.pcre2, .osmatch),
      ] {
        guard let result = try? Translation.translate(text, from: from, to: to), let pattern = result.pattern else {
          continue
        }
        #expect((try? Pattern(pattern, dialect: to)) != nil, "\(from) \(text) became \(to) \(pattern)")
      }
    }
  }
}

extension String {
  func withBytes<Result>(_ body: (ByteView) -> Result) -> Result { ByteString(self).withView { body($0) } }
}
