import Bytes
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// The matcher gives the answers of the plain transcription of docs/reference/regex.md §2 and §3.
///
/// `make fuzz` sets `ASSAY_FUZZ_PAIRS`; the seed is printed with a difference and can be set with `ASSAY_FUZZ_SEED`.
@Suite struct NativePropertyTests {
  @Test func equalsTheTranscription() {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    var done = 0
    var differences = 0
    var matched = 0
    while done < FuzzSettings.pairs, differences < 5 {
      let text = ByteString(generator.anyNativePattern())
      let subjects = (0..<8).map { _ in ByteString(generator.subject()) }
      for capturing in [false, true] {
        let expected = Result { try Transcription(text.bytes, capturing: capturing) }
        let pattern = Result { try Pattern(text, dialect: .osregex, capturing: capturing) }
        let bounded = Result { try Pattern(native: text, capturing: capturing, reworkLimit: -1) }
        for subject in subjects {
          done += 1
          let want = Self.outcome(expected, subject)
          if case .match = want { matched += 1 }
          let have = Self.outcome(pattern, subject, scratch)
          if want != have {
            differences += 1
            Issue.record(
              "seed \(FuzzSettings.seed), capturing \(capturing): \(text.bytes) on \(subject.bytes): \(text) on \(subject): want \(want), have \(have)"
            )
          }
          let fromBounded = Self.outcome(bounded, subject, scratch)
          if want != fromBounded {
            differences += 1
            Issue.record(
              "seed \(FuzzSettings.seed), capturing \(capturing), bounded scan: \(text.bytes) on \(subject.bytes): want \(want), have \(fromBounded)"
            )
          }
        }
      }
    }
    // A generator whose patterns never match would prove nothing.
    #expect(matched * 10 > done)
  }

  /// Long subjects over few bytes, on which runs are left again and again: where the bounded scan remembers most.
  @Test func boundedScanEqualsTheTranscription() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed &+ 9)
    let scratch = MatchScratch()
    var done = 0
    var longest = 0
    while done < FuzzSettings.pairs / 20 {
      let text = ByteString(generator.runPattern())
      for capturing in [false, true] {
        guard var expected = try? Transcription(text.bytes, capturing: capturing) else { continue }
        expected.roundLimit = FuzzSettings.isLongRun ? 100_000 : 10_000
        let bounded = try Pattern(native: text, capturing: capturing, reworkLimit: -1)
        let sparse = try Pattern(native: text, capturing: capturing, reworkLimit: -2)
        let forgetful = try Pattern(native: text, capturing: capturing, reworkLimit: -3)
        let usual = try Pattern(text, dialect: .osregex, capturing: capturing)
        for _ in 0..<2 {
          let subject = ByteString(generator.runSubject())
          let want = expected.match(subject.bytes)
          done += 1
          if want == .tooLong { continue }
          longest = max(longest, subject.count)
          for pattern in [bounded, sparse, usual, forgetful] {
            let have = Self.outcome(.success(pattern), subject, scratch)
            #expect(have == want, "capturing \(capturing): \(text) on \(subject)")
          }
        }
      }
    }
    #expect(longest > 200)
  }

  static func outcome(_ compiled: Result<Transcription, any Error>, _ subject: ByteString) -> Transcription.Outcome {
    switch compiled {
    case .success(let transcription): transcription.match(subject.bytes)
    case .failure(let error): .error((error as? Transcription.CompileError)?.code ?? -1)
    }
  }

  static func outcome(
    _ compiled: Result<Pattern, any Error>, _ subject: ByteString, _ scratch: MatchScratch
  ) -> Transcription.Outcome {
    switch compiled {
    case .failure(let error): return .error((error as? PatternError)?.code ?? -1)
    case .success(let pattern):
      guard let match = subject.withView({ pattern.match($0, scratch: scratch) }) else {
        return scratch.diagnostic == .referenceCrash ? .crash : .noMatch
      }
      return .match(end: match.end ?? Int.min, captures: scratch.captures)
    }
  }
}
