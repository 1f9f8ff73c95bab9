import Bytes
import Diagnostics
import Testing

/// Changes of texts, and how they are shown.
@Suite struct UnifiedDifferenceTests {
  @Test(
    "edits in any order make one text",
    arguments: [
      (
        "abcdef", [TextEdit(4..<5, with: [0x58]), TextEdit(0..<1, with: []), TextEdit(2..<2, with: [0x59, 0x59])],
        "bYYcdXf"
      ),
      ("", [TextEdit(0..<0, with: [0x61])], "a"), ("ab", [], "ab"),
      ("ab", [TextEdit(1..<1, with: [0x31]), TextEdit(1..<1, with: [0x32])], "a12b"),
    ])
  func apply(_ text: String, _ edits: [TextEdit], _ expected: String) {
    #expect(String(decoding: TextEdit.apply(edits, to: Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test("two edits that touch the same bytes, or insert at one place, are in each other's way") func conflicts() {
    func edit(_ range: Range<Int>) -> TextEdit { TextEdit(range, with: []) }
    #expect(edit(0..<3).conflicts(with: edit(2..<4)))
    #expect(edit(2..<2).conflicts(with: edit(2..<2)))
    #expect(!edit(0..<2).conflicts(with: edit(2..<4)))
    #expect(!edit(5..<6).conflicts(with: edit(0..<5)))
  }

  @Test(
    "the lines that go and come, with two around them",
    arguments: [
      ("a\nb\nc\nd\ne\nf\n", [TextEdit(4..<6, with: [])], "@@ -1,5 +1,4 @@\n a\n b\n-c\n d\n e\n"),
      ("a\r\nb\r\n", [TextEdit(0..<1, with: "x".utf8)], "@@ -1,2 +1,2 @@\n-a\r\n+x\r\n b\r\n"),
      ("a", [TextEdit(0..<1, with: "b".utf8)], "@@ -1,1 +1,1 @@\n-a\n+b\n"),
      ("", [TextEdit(0..<0, with: "b\n".utf8)], "@@ -1,0 +1,1 @@\n+b\n"),
      // A line put between two others changes neither.
      ("a\nb\n", [TextEdit(2..<2, with: "x\n".utf8)], "@@ -1,2 +1,3 @@\n a\n+x\n b\n"),
      ("a\nb\n", [TextEdit(4..<4, with: "x\n".utf8)], "@@ -1,2 +1,3 @@\n a\n b\n+x\n"),
      // Without its line feed a line is joined with the next one.
      ("a\nb\nc\n", [TextEdit(1..<2, with: [])], "@@ -1,3 +1,2 @@\n-a\n-b\n+ab\n c\n"),
      // What stays as it is makes no difference.
      ("a\nb\n", [TextEdit(0..<1, with: "a".utf8)], ""),
    ])
  func difference(_ text: String, _ edits: [TextEdit], _ expected: String) {
    let difference = UnifiedDifference(from: "a/f", to: "b/f", Array(text.utf8), edits: edits)
    #expect(difference.text == "--- a/f\n+++ b/f\n" + expected)
  }

  @Test("places far from each other have hunks of their own, and share no line") func hunks() {
    let text = (1...12).map { "\($0)\n" }.joined()
    let edits = [
      TextEdit(0..<1, with: "one\nhalf".utf8), TextEdit(6..<7, with: "four".utf8), TextEdit(18..<20, with: "ten".utf8),
    ]
    let difference = UnifiedDifference(from: "f", to: "f", Array(text.utf8), edits: edits)
    #expect(
      difference.text == """
        --- f
        +++ f
        @@ -1,3 +1,4 @@
        -1
        +one
        +half
         2
         3
        @@ -4,3 +5,3 @@
        -4
        +four
         5
         6
        @@ -8,5 +9,5 @@
         8
         9
        -10
        +ten
         11
         12

        """)
  }

  @Test(
    "what two texts have in common at both ends",
    arguments: [
      ("sshd-7", "sshd-9", 5..<6, 5..<6), ("abc", "abxc", 2..<2, 2..<3), ("x日本y", "x日木y", 4..<7, 4..<7),
      ("abc", "abcd", 3..<3, 3..<4),
    ])
  func common(_ first: String, _ second: String, _ left: Range<Int>, _ right: Range<Int>) {
    let difference = Difference(first, second)
    #expect(difference?.left == left)
    #expect(difference?.right == right)
  }

  @Test("texts with too little in common, or all, have no difference to mark")
  func nothingInCommon() {
    #expect(Difference("abc", "xyz") == nil)
    #expect(Difference("abc", "abc") == nil)
  }
}
