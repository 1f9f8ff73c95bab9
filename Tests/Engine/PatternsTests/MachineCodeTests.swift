import Bytes
import TestSupport
import Testing

@testable import Patterns

/// The library's interpreter is what the reference runs; its machine code may only decide where both agree.
@Suite("PCRE2: the machine code and the interpreter")
struct MachineCodeTests {
  @Test("Give the same match and captures for random patterns")
  func agree() throws {
    var generator = PCRE2Generator(seed: FuzzSettings.seed)
    let (scratch, other) = (MatchScratch(), MatchScratch())
    var (matched, trusted, done) = (0, 0, 0)
    while done < max(6000, FuzzSettings.pairs) {
      let text = ByteString(generator.pattern())
      guard let pattern = try? Pattern(text, dialect: .pcre2), let exact = try? Pattern(interpreted: text) else {
        continue
      }
      if MachineCodeTrust(text, isAnchored: false).isTrusted { trusted += 1 }
      for _ in 0..<6 {
        let subject = ByteString(generator.subject())
        done += 1
        let want = subject.withView { exact.match($0, scratch: other) }
        let have = subject.withView { pattern.match($0, scratch: scratch) }
        guard other.diagnostic == nil else { continue }
        #expect(have == want && scratch.captures == other.captures, "\(text) on \(subject)")
        if want != nil { matched += 1 }
      }
    }
    // Neither a generator whose patterns never match nor one whose patterns are all interpreted would prove anything.
    #expect(matched * 10 > done && trusted * 50 > done / 6)
  }

  @Test(
    "Forms in which they differ are interpreted",
    arguments: [
      // Possessive and atomic groups.
      ("(a)*+$|(\\w+)", false), ("(?:(a)|b)++c", false), ("(?<n>a){2}+", false), ("(?>(a)b)c", false),
      ("((a)\\d)?+", false), ("(?|(a)|(b))*+c", false), ("(*atomic:a)", false),
      // Calls, conditions, verbs.
      ("(a(?1)?b)", false), ("(?R)?a", false), ("(a)(?(1)b|c)", false), ("(?<n>a)(?&n)", false),
      ("(?P>n)(?P<n>a)", false),
      ("(a)\\g<1>", false), ("a(*SKIP)b", false), ("(*COMMIT)a", false), ("(?C1)a", false),
      // Alternatives before a repeat.
      ("(a|ab)b*c", false), ("(1|)b*1", false), ("(?i)(gci|dir).+\\.exe", false), ("((a|b)c)d+", false),
      ("(?:ab|b){2}c{2,}", false), ("x|(a|b)\\s+", false),
      // None of it.
      ("^(a|ab)b*c", true), ("(a|b)c", true), ("a+(b|c)", true), ("(a|b)c{2,3}", true), ("(a|b)c|d+", true),
      ("\\w++x", true), ("(\\w+)[^)]++", true), ("[(*+|]+", true), ("\\(*a", true), ("\\Q(?>\\E(a)+", true),
      ("(?#(?>)a", true), ("(?i)user (\\S+)", true), ("(*UTF)é+", true), ("(a)\\g{1}", true), ("(?P<n>a)(?P=n)", true),
      ("(?<!a)b+", true), ("(?=a|b)\\w", true), ("[]|(]+", true), ("(?-i)a+", true), ("(?i:a|b)c", true),
    ] as [(ByteString, Bool)])
  func trust(text: ByteString, isTrusted: Bool) throws {
    let matcher = try? PCRE2Matcher(text)
    let isAnchored = matcher?.pcre2Info?.isAnchored ?? false
    #expect(MachineCodeTrust(text, isAnchored: isAnchored).isTrusted == isTrusted, "\(text)")
    if !isTrusted { #expect(matcher?.usesMachineCode != true) }
  }

  @Test(
    "Answers of the reference",
    arguments: [
      ("(a)*+$|(\\w+)", "ab", ["", "ab"]), ("(b)*+\\d+?b*a{0,2}?", "abc1b", []),
      ("(1|)b*1", "1", [""]), ("(bab|[ab])[ab]*?b", "cb1babac", ["b"]), ("(?>\\w+?)b", "1ca11ab", []),
      ("(\\da|1)a+a|1\\d*(a)|ac1", "1aa b1cc", ["1"]),
    ] as [(ByteString, ByteString, [ByteString])])
  func recorded(text: ByteString, subject: ByteString, captures: [ByteString]) throws {
    let pattern = try Pattern(text, dialect: .pcre2)
    let scratch = MatchScratch()
    #expect(subject.withView { pattern.matches($0, scratch: scratch) })
    #expect(scratch.captures.map { ByteString(subject.bytes[$0]) } == captures)
  }

  @Test("What would take more memory than there is gets no answer")
  func memory() throws {
    let groups = String(repeating: "(q)?", count: 1500)
    let pattern = try Pattern(ByteString("(?:(a|b|x|1))*\(groups)\\d\\d$"), dialect: .pcre2)
    let scratch = MatchScratch()
    let subject = ByteString(Array(repeating: UInt8(ascii: "a"), count: 20_000))
    #expect(!subject.withView { pattern.matches($0, scratch: scratch) })
    #expect(scratch.diagnostic == .outOfMemory(megabytes: PCRE2Workspace.heapMegabytes))
    #expect(!ByteString("b").withView { pattern.matches($0, scratch: scratch) } && scratch.diagnostic == nil)
  }
}
