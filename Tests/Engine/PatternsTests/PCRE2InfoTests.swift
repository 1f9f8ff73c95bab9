import Bytes
import PatternSyntax
import Patterns
import TestSupport
import Testing

/// What the library says of a pattern, and the pieces of the text next to it.
@Suite struct PCRE2InfoTests {
  @Test func namesComeWithTheirNumbers() throws {
    let info = try #require(PCRE2Info("(a)(?<first>b)(?P<second>c)(?|(?'third'd)|(?'third'e))"))
    #expect(info.groupCount == 4)
    #expect(info.groupNames.map(\.number) == [2, 3, 4])
    #expect(info.groupNames.map(\.name) == ["first", "second", "third"])
    #expect(PCRE2Info("(") == nil)
  }

  @Test("The pieces have as many groups as the library counts") func groupsAreThoseOfTheLibrary() {
    var generator = PCRE2Generator(seed: FuzzSettings.seed)
    var random = PatternGenerator(seed: FuzzSettings.seed)
    var compared = 0
    for index in 0..<20_000 {
      let text =
        index % 2 == 0
        ? generator.pattern() : (0..<Int.random(in: 1..<16, using: &random)).map { _ in random.anyByte() }
      // Alternatives of `(?|` share their numbers.
      guard let info = PCRE2Info(ByteString(text)), !String(decoding: text, as: UTF8.self).contains("(?|")
      else { continue }
      let groups = PCRE2Tokens(text).all.count {
        if case .open(let group) = $0.kind { group.isCapturing } else { false }
      }
      #expect(groups == info.groupCount, "\(ByteString(text))")
      compared += 1
    }
    #expect(compared > 5000)
  }
}
