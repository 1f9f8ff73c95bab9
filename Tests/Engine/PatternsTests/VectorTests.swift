import Bytes
import Foundation
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// Recorded answers of the reference (docs/reference/regex.md §12), those on patterns of the stock ruleset where
/// they are at hand.
@Suite struct VectorTests {
  struct Vector {
    var dialect: Dialect
    var pattern: ByteString
    var subject: ByteString
    var capturing: Bool
    var expected: String
  }

  /// The vectors of a file; those of the exact comparison, which is no pattern, are left out.
  static func vectors(_ name: String) throws -> [Vector] {
    try RecordedAnswers.lines("vectors/\(name).jsonl.gz").compactMap { line in
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any])
      guard let dialect = Dialect(rawValue: object["dialect"] as? String ?? "") else { return nil }
      return Vector(
        dialect: dialect, pattern: latin1(object["pattern"]), subject: latin1(object["subject"]),
        capturing: object["substr"] as? Bool ?? true, expected: expected(object, dialect))
    }
  }

  static func latin1(_ value: Any?) -> ByteString {
    ByteString((value as? String ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
  }

  static func expected(_ object: [String: Any], _ dialect: Dialect) -> String {
    if object["crash"] as? Bool == true { return "crash" }
    if object["compiles"] as? Bool == false {
      return (object["error"] as? Int).map { "error \($0)" } ?? "error"
    }
    guard object["matches"] as? Bool == true else { return "no" }
    var text = "yes"
    if let end = object["end"] as? Int { text += " end=\(end)" }
    for capture in object["captures"] as? [String] ?? [] { text += " \"\(Verdict.written(latin1(capture).bytes))\"" }
    return text
  }

  @Test(
    .enabled(if: RecordedAnswers.isThere, "needs ../shared/vectors"))
  func stockPatternsAgree() throws { try agree(file: "regex-stock") }

  @Test(arguments: ["regex", "regex-fuzz", "regex-runs"]) func agree(file: String) throws {
    let scratch = MatchScratch()
    var differences: [String] = []
    let vectors = try Self.vectors(file)
    #expect(vectors.count > 300)
    for vector in vectors {
      let verdict = Verdict(
        vector.pattern, vector.dialect, capturing: vector.capturing, on: vector.subject, scratch: scratch)
      // Not every recording has the number of an error.
      let isSame = vector.expected == "error" ? verdict.description.hasPrefix("error") : nil
      if !(isSame ?? (verdict.description == vector.expected)) {
        differences.append(
          "\(vector.dialect) \(vector.pattern) on \(vector.subject): \(verdict), not \(vector.expected)")
      }
    }
    #expect(differences.isEmpty, "\(differences.prefix(5))")
  }

  @Test func interpreterAndMachineCodeAgree() throws {
    let scratch = MatchScratch()
    var compared = 0
    for file in ["regex", "regex-fuzz"] {
      for vector in try Self.vectors(file) where vector.dialect == .pcre2 && !vector.expected.hasPrefix("error") {
        let machine = try Pattern(vector.pattern, dialect: .pcre2)
        let interpreted = try Pattern(interpreted: vector.pattern)
        let first = Verdict(machine, on: vector.subject, scratch: scratch)
        #expect(first == Verdict(interpreted, on: vector.subject, scratch: scratch), "\(vector.pattern)")
        #expect(first.description == vector.expected)
        compared += 1
      }
    }
    #expect(compared > 1000)
  }
}
