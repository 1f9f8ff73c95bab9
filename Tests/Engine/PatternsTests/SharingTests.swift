import Bytes
import Memory
import PatternSyntax
import Patterns
import Testing

/// Patterns are compiled at their first match, by whichever thread comes first.
@Suite("Patterns shared by threads")
struct SharingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var text: ByteString
    var dialect: Dialect
    var subject: ByteString
    var captures: [ByteString] = []

    var testDescription: String { "\(dialect) \(text)" }
  }

  static let rows: [Row] = [
    Row(
      text: #"^(\w+) from (\S+)|^to (\d+)"#, dialect: .osregex, subject: "ada from 192.0.2.7 port",
      captures: ["ada", "192.0.2.7"]),
    Row(text: "denied|^failed|refused$", dialect: .osmatch, subject: "access was Denied"),
    Row(text: #"(?i)\bid=(\d+)"#, dialect: .pcre2, subject: "ID=42", captures: ["42"]),
  ]

  @Test("Whoever comes first, all get the same answer", arguments: rows)
  func firstMatch(row: Row) async throws {
    for _ in 0..<50 {
      let pattern = try Pattern(row.text, dialect: row.dialect, capturing: true)
      let answers = await withTaskGroup(of: [ByteString]?.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let scratch = MatchScratch()
            return row.subject.withView { subject in
              pattern.match(subject, scratch: scratch).map { _ in
                scratch.captures.map { ByteString(subject[$0]) }
              }
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: row.captures, count: 4))
    }
  }

  @Test("So they do through a slot, which finds out where the compiled pattern is", arguments: rows)
  func slots(row: Row) async throws {
    for _ in 0..<50 {
      let pattern = try Pattern(row.text, dialect: row.dialect, capturing: true)
      let slots = PlainBuffer([PatternSlot(PatternHandle(pattern))])
      let slot = slots.place(of: 0)
      let answers = await withTaskGroup(of: [ByteString]?.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let scratch = MatchScratch()
            let workspace = MatchWorkspace(scratch)
            return row.subject.withView { subject in
              // The second match goes by what the first has found out.
              for _ in 0..<2 {
                guard PatternSlot.match(at: slot, subject, workspace) != nil else { return nil }
              }
              return scratch.captures.map { ByteString(subject[$0]) }
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: row.captures, count: 4))
      withExtendedLifetime(pattern) {}
      #expect(slots.count == 1)
    }
  }

  @Test("What is wrong with a pattern is said at once, not at the first match")
  func mistakes() {
    #expect(throws: PatternError.self) { try Pattern("(open", dialect: .osregex) }
    #expect(throws: PatternError.self) { try Pattern(ByteString([0x61, 0]), dialect: .osmatch) }
    #expect(throws: PatternError.self) { try Pattern("[z-a]", dialect: .pcre2) }
  }
}
