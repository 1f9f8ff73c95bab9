import Bytes
import Foundation
import PatternReasoning
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// Where patterns give up: the subject with a caret under the byte, and the token that was due there.
@Suite("How far a pattern came")
struct ProgressTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var dialect: Dialect
    var pattern: String
    var subject: String
    /// Index of the byte; the subject's length is its end.
    var reached: Int
    var token: String
    var trap: String?
    var capturing = false
    var isExact = true

    var testDescription: String { "\(dialect.rawValue) \(pattern) on \(subject)" }
  }

  static let rows: [Row] = [
    // Native: the cell that came furthest, the first place of several.
    Row(dialect: .osregex, pattern: "^Login of", subject: "Logout of", reached: 3, token: "i"),
    Row(dialect: .osregex, pattern: "user=\\w+ from", subject: "user=bob by", reached: 9, token: "f"),
    Row(dialect: .osregex, pattern: "port \\d+$", subject: "port 22 ssh2", reached: 7, token: "$"),
    Row(dialect: .osregex, pattern: "abc", subject: "ab", reached: 2, token: "c"),
    Row(dialect: .osregex, pattern: "^a|^bcd", subject: "bcx", reached: 2, token: "d"),
    Row(dialect: .osregex, pattern: "x", subject: "", reached: 0, token: "x"),
    Row(dialect: .osregex, pattern: "^id \\d+ by", subject: "id 12", reached: 5, token: " "),
    // Its traps.
    Row(
      dialect: .osregex, pattern: "a\\s+b", subject: "a\tb", reached: 1, token: "\\s+", trap: "tab-is-no-blank"),
    Row(dialect: .osregex, pattern: "\\w+ab", subject: "aaab", reached: 2, token: "b", trap: "gives-up"),
    Row(
      dialect: .osregex, pattern: "id [0-9]+", subject: "id 12", reached: 3, token: "[", trap: "pcre2-syntax"),
    Row(dialect: .osregex, pattern: "a.c", subject: "abc", reached: 1, token: ".", trap: "pcre2-syntax"),
    Row(dialect: .osregex, pattern: " abc", subject: "abc", reached: 0, token: " ", trap: "blank-at-the-edge"),
    Row(
      dialect: .osregex, pattern: "(\\w\\w)(\\d)", subject: "ab1", reached: 2, token: "(", trap: "adjacent-groups",
      capturing: true),
    // Literals: the text of which most stands somewhere.
    Row(dialect: .osmatch, pattern: "refused|declined", subject: "a declaration", reached: 6, token: "i"),
    Row(dialect: .osmatch, pattern: "^denied", subject: "was denied", reached: 0, token: "d"),
    Row(
      dialect: .osmatch, pattern: "refused | declined", subject: "declined", reached: 0, token: "r",
      trap: "blank-beside-bar"),
    Row(
      dialect: .osmatch, pattern: "error \\d+", subject: "error 12", reached: 6, token: "\\",
      trap: "pattern-in-literals"),
    // PCRE2: the furthest item at which the library arrived.
    Row(dialect: .pcre2, pattern: "^user=(\\w+) from", subject: "user=bob by", reached: 9, token: "f"),
    Row(dialect: .pcre2, pattern: "(?i)login of (root|admin)", subject: "LOGIN of ada", reached: 11, token: "m"),
    Row(dialect: .pcre2, pattern: "failed", subject: "Failed", reached: 0, token: "f", trap: "case-counts"),
    Row(dialect: .pcre2, pattern: "a\\.+c", subject: "abbc", reached: 1, token: "\\.+", trap: "native-syntax"),
    Row(dialect: .pcre2, pattern: "a.b", subject: "a\nb", reached: 1, token: ".", trap: "dot-and-line-feed"),
    Row(dialect: .pcre2, pattern: "login of (admin|root)!", subject: "login of ada", reached: 11, token: "m"),
    Row(dialect: .pcre2, pattern: "a.*b c|x", subject: "a b d eeee", reached: 4, token: "c"),
    Row(dialect: .pcre2, pattern: "id (?!root)\\w+ by", subject: "id root by", reached: 3, token: "(?!root)"),
    Row(dialect: .pcre2, pattern: "id (?=ro\\d)\\w+", subject: "id root", reached: 5, token: "\\d"),
    Row(dialect: .pcre2, pattern: "(?<=uid=)\\d+ x", subject: "uid=12 y", reached: 7, token: "x"),
    Row(dialect: .pcre2, pattern: "(?<=uid=)\\d+", subject: "gid=12", reached: 0, token: "u"),
    Row(dialect: .pcre2, pattern: "^.(?<!g)id=\\d+", subject: "gid=12", reached: 1, token: "(?<!g)"),
    Row(dialect: .pcre2, pattern: "user \\d{4} end", subject: "user 12x4 end", reached: 7, token: "\\d{4}"),
    Row(dialect: .pcre2, pattern: "(?:ab){3}", subject: "ababax", reached: 5, token: "b"),
    Row(dialect: .pcre2, pattern: "a[[:digit:])]b", subject: "a)c", reached: 2, token: "b"),
    Row(dialect: .pcre2, pattern: "\\Qa(b\\E(c|d)e", subject: "a(bdf", reached: 4, token: "e"),
    Row(dialect: .pcre2, pattern: "()ab", subject: "ac", reached: 1, token: "b"),
    Row(dialect: .pcre2, pattern: "a(?i:bc)d", subject: "aBCx", reached: 3, token: "d"),
    Row(dialect: .pcre2, pattern: "(?<n>a|b)\\bc", subject: "bc", reached: 1, token: "\\b"),
    Row(dialect: .pcre2, pattern: "^(\\w+) is \\1$", subject: "ada is adb", reached: 7, token: "\\1", isExact: false),
    Row(
      dialect: .pcre2, pattern: "(?x) a b # ( no group", subject: "ac", reached: 1, token: "b", isExact: false),
    Row(
      dialect: .pcre2, pattern: "(x+x+)+y", subject: String(repeating: "x", count: 40), reached: 40, token: "y",
      isExact: false),
  ]

  @Test(arguments: rows)
  func progress(row: Row) throws {
    let pattern = try Pattern(ByteString(row.pattern), dialect: row.dialect, capturing: row.capturing)
    let progress = try #require(
      ByteString(row.subject).withView { pattern.progress(in: $0, capturing: row.capturing) })
    let token = Array(row.pattern.utf8)[progress.token.clamped(to: 0..<row.pattern.utf8.count)]
    #expect(progress.reached == row.reached)
    #expect(String(decoding: token, as: UTF8.self) == row.token)
    #expect(progress.trap?.code == row.trap)
    #expect(progress.isExact == row.isExact)
  }

  @Test("A pattern that matches has no progress to tell")
  func matching() throws {
    for dialect in [Dialect.osregex, .osmatch, .pcre2] {
      let pattern = try Pattern("abc", dialect: dialect)
      #expect(("xabcx" as ByteString).withView { pattern.progress(in: $0) } == nil)
    }
  }

  @Test("Every failure of PCRE2 has a place, whatever the pattern is made of")
  func anyPCRE2() throws {
    let environment = ProcessInfo.processInfo.environment
    var random = SplitMix(seed: environment["ASSAY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_121)
    let count = environment["ASSAY_FUZZ"].flatMap { Int($0) } ?? 20_000
    let pieces = [
      "a", "b", "\\d+", "\\w{2,3}", ".", "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "(?i)", "(?x)", "(?>",
      "|",
      "^", "$", "\\b", "[[:alpha:]]", "[^)]", "[]a]", "\\Qa(\\E", "(?#x)", "\\1", "(?R)", "*", "+?", "{2}", " ",
      "\\x{62}", "\\K",
      "(?(1)a|b)", "(*COMMIT)", "é",
    ]
    var failures = 0
    for _ in 0..<count {
      let source = (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      guard let pattern = try? Pattern(ByteString(source), dialect: .pcre2) else { continue }
      let bytes = (0..<Int.random(in: 0...10, using: &random)).map { _ in
        [0x61, 0x62, 0x31, 0x20, 0x28, 0xC3].randomElement(using: &random) ?? 0x61 as UInt8
      }
      let subject = ByteString(bytes)
      guard let progress = subject.withView({ pattern.progress(in: $0) }) else { continue }
      failures += 1
      #expect((0...subject.count).contains(progress.reached), "\(source) on \(bytes)")
      #expect((0...subject.count).contains(progress.start), "\(source) on \(bytes)")
      #expect(progress.token.upperBound <= pattern.source.count, "\(source) on \(bytes)")
    }
    #expect(failures * 20 > count)
  }

  /// The scan with its notes is a second writing of docs/reference/regex.md §3: where it would say "matched", the
  /// engine must, too. What can be checked from outside is that a failed match always has a place within the subject.
  @Test("Every failure has a place, whatever the bytes")
  func anyBytes() throws {
    var random = SystemRandomNumberGenerator()
    let pieces = ["\\w+", "\\d*", "\\s", "a", "(", ")", "|", "^", "$", "\\.", "\\p+", "é", "b"]
    for _ in 0..<3000 {
      let source = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement() ?? "" }.joined()
      guard let pattern = try? Pattern(ByteString(source), dialect: .osregex, capturing: true) else { continue }
      let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        [0x61, 0x62, 0x31, 0x20, 0x2E, 0xC3].randomElement() ?? 0x61 as UInt8
      }
      let subject = ByteString(bytes)
      guard let progress = subject.withView({ pattern.progress(in: $0, capturing: true) }) else { continue }
      #expect((0...subject.count).contains(progress.reached), "\(source) on \(bytes)")
      #expect(progress.token.upperBound <= pattern.source.count, "\(source) on \(bytes)")
    }
  }
}
