import Bytes
import Patterns
import TestSupport
import Testing

/// Lists of literals give the answers of the table in docs/reference/regex.md §5, evaluated the obvious way.
@Suite struct LiteralPropertyTests {
  static func fold(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map { 0x41...0x5A ~= $0 ? $0 + 32 : $0 } }

  static func plainAnswer(_ pattern: [UInt8], _ subject: [UInt8]) -> Bool {
    let negated = pattern.first == 0x21
    let folded = fold(subject)
    let holds = fold(negated ? Array(pattern.dropFirst()) : pattern)
      .split(separator: 0x7C, omittingEmptySubsequences: false).contains { piece in
        var text = piece
        let starts = text.first == 0x5E
        if starts { text = text.dropFirst() }
        let ends = text.last == 0x24
        if ends { text = text.dropLast() }
        switch (starts, ends) {
        case (true, true): return folded == Array(text)
        case (true, false): return folded.starts(with: text)
        case (false, true): return folded.reversed().starts(with: text.reversed())
        case (false, false):
          if text.contains(where: { $0 >= 0x80 }) { return false }
          return text.isEmpty || folded.indices.contains { folded[$0...].starts(with: text) }
        }
      }
    return holds != negated
  }

  @Test func equalsTheTable() throws {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    let scratch = MatchScratch()
    var matched = 0
    var tried = 0
    for _ in 0..<max(2000, FuzzSettings.pairs / 50) {
      let text = ByteString(generator.literalList())
      let pattern = try Pattern(text, dialect: .osmatch)
      for _ in 0..<5 {
        let subject = ByteString(generator.literalSubject())
        let want = Self.plainAnswer(text.bytes, subject.bytes)
        tried += 1
        if want { matched += 1 }
        #expect(subject.withView { pattern.matches($0, scratch: scratch) } == want, "\(text) on \(subject)")
      }
    }
    #expect(matched * 10 > tried && matched * 10 < tried * 9)
  }
}
