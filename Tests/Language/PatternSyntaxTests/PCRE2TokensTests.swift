import Bytes
import PatternSyntax
import TestSupport
import Testing

/// The pieces of PCRE2 patterns.
@Suite struct PCRE2TokensTests {
  private static func pieces(_ text: String) -> [String] {
    let tokens = PCRE2Tokens(Array(text.utf8))
    return tokens.all.map { String(decoding: tokens.text(of: $0), as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("a(b)+c", ["a", "(", "b", ")", "+", "c"]),
      ("(?#a(b)^x (\\d+)", ["(?#a(b)", "^", "x", " ", "(", "\\d", "+", ")"]),
      ("[]a(]|[^]b]{2}", ["[]a(]", "|", "[^]b]", "{2}"]),
      ("[[:alpha:]\\]x]y", ["[[:alpha:]\\]x]", "y"]),
      ("[a\\Q]b\\E]c", ["[a\\Q]b\\E]", "c"]),
      ("\\Q(a|b\\E)", ["\\Q(a|b\\E", ")"]),
      ("a{,3}{2,}?{2,3}+", ["a", "{", ",", "3", "}", "{2,}?", "{2,3}+"]),
      (
        "(?<n>a)(?'m'b)(?P<o>c)\\k<n>(?P=n)(?P>n)\\g{1}\\g<n>(?&n)(?R)(?-1)",
        [
          "(?<n>", "a", ")", "(?'m'", "b", ")", "(?P<o>", "c", ")", "\\k<n>", "(?P=n)", "(?P>n)", "\\g{1}", "\\g<n>",
          "(?&n)", "(?R)", "(?-1)",
        ]
      ),
      (
        "(?<=a)(?<!b)(?=c)(?!d)(?>e)(?:f)(?|g)",
        [
          "(?<=", "a", ")", "(?<!", "b", ")", "(?=", "c", ")", "(?!", "d", ")",
          "(?>", "e", ")", "(?:", "f", ")", "(?|", "g", ")",
        ]
      ),
      ("(?i)(?-i:a)(?^s)b", ["(?i)", "(?-i:", "a", ")", "(?^s)", "b"]),
      ("(?x)a b #c(\n d(?-x) e#", ["(?x)", "a", " ", "b", " ", "#c(\n", " ", "d", "(?-x)", " ", "e", "#"]),
      ("((?x) a) b", ["(", "(?x)", " ", "a", ")", " ", "b"]),
      (
        "(*UTF)(*LIMIT_MATCH=9)a(*SKIP)b(*pla:c)",
        ["(*UTF)", "(*LIMIT_MATCH=9)", "a", "(*SKIP)", "b", "(*pla:", "c", ")"]
      ),
      (
        "\\x41\\x{263a}\\o{12}\\012\\1\\cA\\c(\\p{Lu}\\pL\\N{3}\\R",
        [
          "\\x41", "\\x{263a}", "\\o{12}", "\\012", "\\1",
          "\\cA", "\\c(", "\\p{Lu}", "\\pL", "\\N", "{3}", "\\R",
        ]
      ),
      (
        "(?(1)a|b)(?(?=c)d)(?C'a)''b')e",
        [
          "(?(1)", "a", "|", "b", ")", "(?", "(?=", "c", ")", "d", ")", "(?C'a)''b')",
          "e",
        ]
      ),
      ("a\\", ["a", "\\"]), ("[ab", ["[ab"]), ("(?", ["(?"]), ("", []),
    ] as [(String, [String])])
  func arePlaced(text: String, pieces: [String]) { #expect(Self.pieces(text) == pieces) }

  @Test(
    arguments: [
      ("(?n)(a)(?<b>c)", [.plain(isCapturing: false), .named]),
      ("(?:(?n)(a))(b)", [.nonCapturing, .plain(isCapturing: false), .plain(isCapturing: true)]),
      ("(?i:a)", [.withOptions(PCRE2Options(set: [0x69]))]),
      ("(*atomic:a)(*nlb:b)", [.atomic, .look(isNegative: true, isBehind: true)]),
      ("(?#(a)(b", [.plain(isCapturing: true)]),
    ] as [(String, [PCRE2Group])])
  func groupsHaveKinds(text: String, groups: [PCRE2Group]) {
    let found = PCRE2Tokens(Array(text.utf8)).all.compactMap {
      if case .open(let group) = $0.kind { group } else { nil }
    }
    #expect(found == groups)
  }

  @Test func higherNumbersAreReferencesOnlyToGroupsThatAreThere() {
    #expect(Self.pieces("\\11") == ["\\11"])
    #expect(PCRE2Tokens(Array("\\11".utf8)).all.first?.kind == .character(9))
    let groups = String(repeating: "()", count: 11)
    #expect(PCRE2Tokens(Array((groups + "\\11").utf8)).all.last?.kind == .reference)
  }

  @Test func piecesCoverAnyText() {
    var generator = PatternGenerator(seed: FuzzSettings.seed)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in generator.anyByte() }
      var end = 0
      for token in PCRE2Tokens(text).all {
        #expect(token.range.lowerBound == end && token.range.upperBound > end, "\(ByteString(text))")
        end = token.range.upperBound
      }
      #expect(end == text.count)
      var places = [0, 0]
      for token in NativeTokens(text) { places[0] = token.range.lowerBound == places[0] ? token.range.upperBound : -1 }
      for token in LiteralTokens(text) { places[1] = token.range.lowerBound == places[1] ? token.range.upperBound : -1 }
      #expect(places == [text.count, text.count])
    }
  }
}
