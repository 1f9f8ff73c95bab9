import Bytes
import Patterns
import TestSupport
import Testing

@Suite("One pass finds every literal")
struct LiteralScannerTests {
  @Test("The same as looking for each by itself", arguments: 0..<40)
  func agreesWithSearch(seed: UInt64) {
    var generator = PatternGenerator(seed: seed &+ FuzzSettings.seed)
    // Few letters, so that literals overlap, repeat and stand in one another.
    let letters = seed % 2 == 0 ? Array("abAB ".utf8) : Array("abcdefghij -:[]=\"\\\u{e9}".utf8)
    func text(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: lengths, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? 0 }
    }
    let literals = Set((0..<200).map { _ in ByteString(text(LiteralScanner.shortest...12)).lowercased }).sorted()
    let scanner = LiteralScanner(literals)
    var hits = LiteralHits(count: literals.count)
    var found = 0
    for _ in 0..<200 {
      var subject = ByteString(text(0...60))
      if Bool.random(using: &generator), let literal = literals.randomElement(using: &generator) {
        subject.append(Bool.random(using: &generator) ? literal : ByteString(literal.bytes.dropLast()))
        subject.append(ByteString(text(0...20)))
      }
      hits.removeAll()
      subject.withView { scanner.scan($0, &hits) }
      let folded = subject.lowercased
      for (number, literal) in literals.enumerated() {
        let stands = folded.withView { view in literal.withView { view.firstIndex(of: $0) != nil } }
        #expect(hits.contains(number) == stands, "\(literal) in \(subject)")
        if stands { found += 1 }
      }
      #expect(Set(hits.found.view).count == hits.found.count)
    }
    #expect(found > 20)
  }

  @Test("At every place of the subject, to its last byte") func everyPlace() {
    let literals: [ByteString] = ["hello", "a longer literal of many bytes, longer than most"]
    let scanner = LiteralScanner(literals)
    var hits = LiteralHits(count: literals.count)
    for (number, literal) in literals.enumerated() {
      for before in 0..<20 {
        for after in 0..<20 {
          let subject = ByteString(
            [UInt8](repeating: 0x2E, count: before) + literal.bytes + [UInt8](repeating: 0x2E, count: after))
          hits.removeAll()
          subject.withView { scanner.scan($0, &hits) }
          #expect(hits.found.view.map { Int($0) } == [number])
        }
      }
    }
  }

  @Test("Wherever it stands in a subject that is looked at in several stretches, and however often others do")
  func longSubjects() {
    let literals: [ByteString] = ["abcde", "needle", "a needle in the hay"]
    let scanner = LiteralScanner(literals)
    var hits = LiteralHits(count: literals.count)
    for (filling, others) in [("x", []), ("abcde", [0])] as [(ByteString, [Int])] {
      for before in [0, 1, 2, 3, 1000, 1004, 1005, 1017, 1018, 1019, 1020, 1021, 1022, 1023, 1024, 1025, 2043, 2048] {
        for (number, literal) in literals.enumerated().dropFirst() {
          var subject = [UInt8]()
          while subject.count < before { subject += filling.bytes }
          subject = subject.prefix(before) + literal.bytes
          while subject.count < 3000 { subject += filling.bytes }
          hits.removeAll()
          ByteString(subject).withView { scanner.scan($0, &hits) }
          let expected = Set(others + [number] + (number == 2 ? [1] : []))
          #expect(Set(hits.found.view.map { Int($0) }) == expected, "\(literal) behind \(before) bytes")
        }
      }
    }
  }

  @Test("Without literals, and on subjects shorter than any") func nothing() {
    let scanner = LiteralScanner([])
    var hits = LiteralHits(count: 0)
    ("anything at all" as ByteString).withView { scanner.scan($0, &hits) }
    #expect(hits.found.count == 0)
  }
}
