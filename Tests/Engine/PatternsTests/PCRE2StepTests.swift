import Bytes
import Testing

@testable import Patterns

@Suite("How long a subject may be before the interpreter is asked")
struct PCRE2StepTests {
  @Test(
    "Repeats that can end at one place only add up, others multiply",
    arguments: [
      // No repeat, or one.
      ("sshd\\[\\d{1,5}\\]", 3000), ("user=(\\S+) from", 3000), ("a.*b", 3000),
      // Each stops at the first comma, and the first attempt is the only one.
      ("^[^,]*,[^,]*,([^,]*),\\d+:", 666_666),
      // The same at every byte of the subject; what ends the pattern need not be given back.
      ("[^,]*,[^,]*,(\\w+)\\s(.*)", 816),
      // A blank is among what `.` and `\S*` pass over, and an optional byte could be given back.
      ("(.*)\\s(\\S+)", 384), ("^(.*) (.*) (.*)$", 256), ("^a?a?a?[^,]*,[^,]*,[^,]*,a", 256),
      // Where case does not count, sets are taken to have both cases if they have one.
      ("(?i)^[^a]*a[^b]*b[^c]*c", 256), ("(?i)^\\d+a\\d+b\\d+C", 800_000),
      // Alternatives: what follows each of them counts.
      ("^(?:\\d+|x);(?:\\d+|y);(?:\\d+|z);", 800_000), ("^(?:\\d+|x)(?:\\d+|y)(?:\\d+|z);", 256),
      // Groups that repeat, and what is not read: as many as there could be.
      ("(?:\\w+,)+", 384), ("(?<!a)b+c+d+", 256),
    ] as [(ByteString, Int)])
  func safeLength(pattern: ByteString, expected: Int) throws {
    _ = try Pattern(pattern, dialect: .pcre2)
    #expect(StepEstimate(pattern).safeLength == expected)
  }

  @Test(
    "Subjects that short never reach the limit",
    arguments: [
      ("^[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,x", ","), ("[^,]*,[^,]*,[^,]*,[^,]*,x", ","),
      ("\\d+:\\d+:\\d+ \\w+,", "1:"), ("\\d+:\\d+:\\d+ \\w+,", "1"), ("[^a]*a[^b]*b[^c]*c;", "abc"),
      ("x[^,]*,[^;]*;(.+)z", "x,;"),
      ("^\\w+\\s\\d+\\s[^[]*\\[\\d+\\]", "a 1 "), ("(.*)\\s(\\S+)!", "a "),
    ] as [(ByteString, ByteString)])
  func staysClear(pattern: ByteString, filling: ByteString) throws {
    let interpreted = try Pattern(interpreted: pattern)
    let scratch = MatchScratch()
    var subject = [UInt8]()
    let length = min(StepEstimate(pattern).safeLength, 20_000)
    while subject.count < length { subject += filling.bytes }
    let ended = ByteString(subject).withView { interpreted.match($0, scratch: scratch) }
    #expect(ended == nil && scratch.diagnostic == nil)
  }
}
