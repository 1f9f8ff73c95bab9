import Bytes
import Cases
import Diagnostics
import Testing

@Suite struct CaseEditorTests {
  private func edited(_ line: String, to comparison: Comparison, _ value: String) throws -> String {
    let text = "[t]\n> x\n\(line)\n"
    let expectation = try #require(parse(text).cases.first).steps[0].expectations[0]
    let source = try #require(expectation.source)
    let edit = CaseEditor.rewrite(source, from: expectation.comparison, to: comparison, value, in: Array(text.utf8))
    let result = String(decoding: TextEdit.apply([edit], to: Array(text.utf8)), as: UTF8.self)
    return String(result.dropFirst("[t]\n> x\n".count).dropLast())
  }

  /// Only the value changes; a comment stays in its column as long as there is room.
  @Test(arguments: [
    ("rule = 1", "=", "2", "rule = 2"),
    ("rule=1", "=", "2", "rule=2"),
    ("  rule  =   1  ", "=", "22", "  rule  =   22  "),
    ("rule = 1      # why", "=", "100100", "rule = 100100 # why"),
    ("rule = 100100 # why", "=", "1", "rule = 1      # why"),
    ("rule = 1 # why", "=", "100100", "rule = 100100 # why"),
    ("rule = 1\t# why", "=", "2", "rule = 2\t# why"),
    (".a = \"b\"", "=", "c", ".a = \"c\""), (".a = \"b\"", "=", "c \"d\" e", ".a = c \"d\" e"),
    (".a = \"b\"", "=", "\"c \"", ".a = \"c \""),
    (".a   = b", "absent", "", ".a   absent"),
    (".a   absent  # c", "=", "b", ".a   = b     # c"),
    (".a = b", "=", "\"\"", ".a = \"\""),
    ("groups = a, b", "=", "c, d", "groups = c, d"),
  ])
  func changesOnlyTheValue(_ line: String, _ comparison: String, _ value: String, _ expected: String) throws {
    let operation = try #require(Comparison(rawValue: comparison))
    #expect(try edited(line, to: operation, value) == expected)
  }

  @Test func addsExpectationsBehindTheEvent() throws {
    let text = "[t]\r\n> x\r\n| y\r\n\r\n# end"
    let step = try #require(parse(text).cases.first).steps[0]
    let added = [Expectation(.decoder, .equal, .same(Operand("d"))), Expectation(.rule, .equal, .same(Operand("1")))]
    let edit = CaseEditor.insert(added, behind: step, in: Array(text.utf8))
    let result = String(decoding: TextEdit.apply([edit], to: Array(text.utf8)), as: UTF8.self)
    #expect(result == "[t]\r\n> x\r\n| y\r\ndecoder = d\r\nrule    = 1\r\n\r\n# end")
  }

  @Test func addsALineEndWhereTheFileHasNone() throws {
    let text = "[t]\n> x"
    let step = try #require(parse(text).cases.first).steps[0]
    let edit = CaseEditor.insert(
      [Expectation(.rule, .equal, .same(Operand("1")))], behind: step, in: Array(text.utf8))
    #expect(String(decoding: TextEdit.apply([edit], to: Array(text.utf8)), as: UTF8.self) == "[t]\n> x\nrule = 1\n")
  }

  @Test func editsMayBeGivenInAnyOrder() {
    let edits = [TextEdit(4..<5, with: [0x58]), TextEdit(0..<1, with: []), TextEdit(2..<2, with: [0x59, 0x59])]
    #expect(String(decoding: TextEdit.apply(edits, to: Array("abcdef".utf8)), as: UTF8.self) == "bYYcdXf")
  }
}
