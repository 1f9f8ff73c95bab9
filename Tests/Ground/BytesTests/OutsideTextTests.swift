import Bytes
import Testing

/// What comes from outside and is shown, or counted.
@Suite("Text from outside")
struct OutsideTextTests {
  @Test(
    "No line of output is a command of a CI server",
    arguments: [
      ("::error::x", "\\x3a:error::x"), ("a ::b", "a ::b"), ("a: b\n", "a: b\n"), (" \t::x", " \t\\x3a:x"),
      ("a\r\n::x", "a\r\n\\x3a:x"), ("a\r::x", "a\r\\x3a:x"), ("##[error]x", "\\x23#[error]x"),
      ("a\n##vso[task]", "a\n\\x23#vso[task]"), ("## Heading [1]\n### ::\n", "## Heading [1]\n### ::\n"),
      ("\u{A0}\u{2003}\u{FEFF}::x", "\u{A0}\u{2003}\u{FEFF}\\x3a:x"), ("\u{1B}[31m::x", "\u{1B}[31m\\x3a:x"),
      ("", ""), ("\n\n::", "\n\n\\x3a:"), ("é::x\n::y\n::z", "é::x\n\\x3a:y\n\\x3a:z"),
    ])
  func commands(text: String, shown: String) {
    var whole = WorkflowCommandGuard()
    #expect(whole.guarded(text) == shown)
  }

  @Test("A guard follows a stream that comes in pieces")
  func pieces() {
    var stream = WorkflowCommandGuard()
    #expect(["a", ":", ":b\n", "  ", ":", ":c"].map { stream.guarded($0) }.joined() == "a::b\n  \\x3a:c")
  }

  @Test(
    "A sentence is broken between words, by columns",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("日本 日本 日本", 9, ["日本 日本", "日本"]), ("", 5, [""]),
      ("toolongaword a", 4, ["toolongaword", "a"]), ("\u{1B}[31mab\u{1B}[0m cd", 5, ["\u{1B}[31mab\u{1B}[0m cd"]),
    ])
  func wrapping(text: String, width: Int, lines: [String]) {
    #expect(TerminalText.wrapped(text, width: width) == lines)
  }

  @Test("Lines are told apart by bytes")
  func lines() {
    #expect("a\r\nb\n".lines == ["a\r", "b", ""])
    #expect("a\r\nb\n".wholeLines == ["a\r", "b"])
    #expect("a\r\n".endsWithLineFeed)
    #expect("a\r\nb".replacing(byte: 10, with: "⏎") == "a\r⏎b")
  }

  @Test(
    "A number from outside that no Int can hold is none",
    arguments: [(1e300, nil), (-1e19, nil), (.nan, nil), (.infinity, nil), (-.infinity, nil), (7.9, 7), (-0.5, 0)]
      as [(Double, Int?)])
  func numbers(number: Double, whole: Int?) { #expect(Int(outside: number) == whole) }
}
