import Bytes
import PatternReasoning
import Patterns
import TestSupport
import Testing

@Suite struct PatternFactsTests {
  @Test func factsOfAnExpression() throws {
    let facts = PatternFacts(try Pattern("^sshd[\\d+]: (\\S+) Failed|\\.+FROM$", dialect: .osregex))
    #expect(facts.alternatives[0].prefix == "sshd[")
    #expect(facts.alternatives[0].requiredLiterals == ["sshd[", "]: ", " failed"])
    #expect(facts.alternatives[0].groupCount == 1)
    #expect(facts.alternatives[0].minimumLength == 17)
    #expect(facts.alternatives[0].anomalies.isEmpty)
    #expect(facts.alternatives[1].isAnchoredAtEnd)
    #expect(facts.alternatives[1].anomalies == [.overlappingRun])
    #expect(facts.minimumLength == 4)
  }

  @Test func shortTailMayLeaveTheLastLiteralOut() throws {
    // docs/reference/regex.md §4.3: \S+\d\da is found in x5bz.
    let facts = PatternFacts(try Pattern("\\S+\\d\\da", dialect: .osregex))
    #expect(facts.alternatives[0].requiredLiterals.isEmpty)
    // Without a run the rule cannot apply.
    #expect(PatternFacts(try Pattern("\\d\\da", dialect: .osregex)).alternatives[0].requiredLiterals == ["a"])
  }

  @Test(arguments: ["é", "abcé\\d", "\\w+é|ü"]) func cannotMatch(pattern: String) throws {
    #expect(PatternFacts(try Pattern(ByteString(pattern), dialect: .osregex)).cannotMatch)
  }

  @Test(arguments: ["", "^", "a|", "\\.*", "(\\w*)", "\\d*|b"]) func matchesEverything(pattern: String) throws {
    #expect(PatternFacts(try Pattern(ByteString(pattern), dialect: .osregex)).matchesEverything)
  }

  @Test func factsOfAList() throws {
    let list = PatternFacts(try Pattern("^0|$|^1$", dialect: .osmatch))
    #expect(list.matchesEverything)
    #expect(list.deadAlternatives == 2..<3)
    #expect(PatternFacts(try Pattern("!", dialect: .osmatch)).cannotMatch)
    #expect(PatternFacts(try Pattern("é", dialect: .osmatch)).cannotMatch)
    #expect(!PatternFacts(try Pattern("^é", dialect: .osmatch)).cannotMatch)
  }

  @Test func factsOfPCRE2() throws {
    let facts = PatternFacts(try Pattern("(?i)^User (\\w+) from [0-9.]+ failed?", dialect: .pcre2))
    #expect(facts.alternatives[0].requiredLiterals == ["user ", " from ", " faile"])
    #expect(facts.alternatives[0].prefix == "user ")
    #expect(facts.alternatives[0].ignoresCase)
    #expect(facts.alternatives[0].isAnchoredAtStart)
    #expect(facts.alternatives[0].groupCount == 1)
    #expect(facts.minimumLength >= 18)
  }

  /// Whatever is said about a pattern holds for every subject.
  @Test func factsHold() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed &+ 1)
    let scratch = MatchScratch()
    var crashes = 0
    for _ in 0..<max(4000, FuzzSettings.pairs / 50) {
      let text = ByteString(generator.anyNativePattern())
      guard let pattern = try? Pattern(text, dialect: .osregex, capturing: true) else { continue }
      let facts = PatternFacts(pattern)
      for _ in 0..<8 {
        let subject = ByteString(generator.subject())
        let match = subject.withView { pattern.match($0, scratch: scratch) }
        if scratch.diagnostic == .referenceCrash {
          crashes += 1
          #expect(facts.alternatives.contains { $0.mayReverseMarks }, "\(text) on \(subject)")
        }
        if facts.matchesEverything { #expect(match != nil || facts.alternatives.contains { $0.mayReverseMarks }) }
        guard let match else { continue }
        #expect(!facts.cannotMatch, "\(text) on \(subject)")
        #expect(subject.count >= facts.minimumLength, "\(text) on \(subject)")
        if match.end == -1 { #expect(facts.alternatives.contains { $0.canMatchNothing }, "\(text) on \(subject)") }
        #expect(
          facts.alternatives.contains { alternative in
            !alternative.cannotMatch && Self.hold(alternative, subject.lowercased)
          }, "\(text) on \(subject)")
      }
    }
    #expect(crashes > 0 || FuzzSettings.pairs < 100_000)
  }

  static func hold(_ alternative: PatternFacts.Alternative, _ subject: ByteString) -> Bool {
    var at = 0
    for (index, literal) in alternative.requiredLiterals.enumerated() {
      let place = subject.withView { view in literal.withView { view.firstIndex(of: $0, from: at) } }
      guard let place else { return false }
      if index == 0, !alternative.prefix.isEmpty, !subject.bytes.starts(with: alternative.prefix.bytes) { return false }
      at = place + literal.count
    }
    return true
  }
}
