import Bytes
import Foundation
import PatternSyntax
import Patterns
import Testing

/// The table `Fixtures/patterns/sections.txt`: every section of docs/reference/regex.md by examples.
@Suite struct SectionTests {
  struct Case: Sendable {
    var line: Int
    var dialect: Dialect
    var capturing: Bool
    var pattern: ByteString
    var subject: ByteString
    var result: String
    var remark: String
  }

  static let sections: [(name: String, cases: [Case])] = {
    let url = Fixtures.patterns.appendingPathComponent("sections.txt")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var sections: [(name: String, cases: [Case])] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("## ") { sections.append((String(line.dropFirst(3)), [])) }
      if line.isEmpty || line.hasPrefix("# ") || line.hasPrefix("## ") { continue }
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      let capturing = columns[0].hasSuffix("+")
      guard let dialect = Dialect(rawValue: String(capturing ? columns[0].dropLast() : columns[0])) else { continue }
      sections[sections.count - 1].cases.append(
        Case(
          line: index + 1, dialect: dialect,
          capturing: capturing, pattern: Verdict.read(columns[1]), subject: Verdict.read(columns[2]),
          result: String(columns[3]), remark: columns.count > 4 ? String(columns[4]) : ""))
    }
    return sections
  }()

  @Test func tableIsThere() { #expect(Self.sections.reduce(0) { $0 + $1.cases.count } > 400) }

  @Test(arguments: sections.map(\.name)) func examples(section: String) throws {
    let scratch = MatchScratch()
    let cases = try #require(Self.sections.first { $0.name == section }).cases
    for example in cases {
      let verdict = Verdict(
        example.pattern, example.dialect, capturing: example.capturing, on: example.subject, scratch: scratch)
      #expect(
        verdict.description == example.result,
        "sections.txt:\(example.line): \(example.dialect) \(example.pattern) on \(example.subject) \(example.remark)")
    }
  }
}
