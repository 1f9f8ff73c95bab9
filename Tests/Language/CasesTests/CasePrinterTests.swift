import Bytes
import Cases
import Testing

@Suite struct CasePrinterTests {
  /// What is printed reads back as the same.
  @Test(arguments: [
    "", " ", "a", " a ", "none", "a # b", "#a", "a#b", "\"a\"", "a\"b", "a,b", "a x3", "\t", "a\nb", "é", "\u{1b}[1m",
    "a\\b",
    "yes", "x2", "= 5",
  ])
  func valuesComeBack(_ text: String) throws {
    let value = ByteString(text)
    let expectations = [
      Expectation(.field("f"), .equal, .same(Operand(value, isQuoted: true))),
      Expectation(.decoder, .equal, .same(Operand(value, isQuoted: true))),
      Expectation(.groups, .has, .list([Operand(value, isQuoted: true), Operand("b")])),
      Expectation(.member("data.a b"), .equal, .same(Operand(value, isQuoted: true))),
      Expectation(.member("rule.mitre.id"), .has, .list([Operand(value, isQuoted: true), Operand("b")])),
    ]
    let printed = "[t]\n> x\n" + CasePrinter.expectations(expectations).joined(separator: "\n") + "\n"
    let suite = parse(printed)
    #expect(suite.diagnostics.isEmpty, "\(printed)")
    let read = try #require(suite.cases.first).steps[0].expectations
    #expect(read[0].operand(repetition: 0)?.text == value)
    #expect(read[1].operand(repetition: 0).map { $0.text == value && !$0.isNone } == true)
    guard case .list(let items) = read[2].value else { return #expect(Bool(false)) }
    #expect(items.map(\.text) == [value, "b"])
    #expect(read[3].subject == .member("data.a b"))
    #expect(read[3].operand(repetition: 0)?.text == value)
    #expect(read[4].value == .list([Operand(items[0].text, isQuoted: items[0].isQuoted), Operand("b")]))
  }

  @Test(arguments: [
    "a", "", " a", "a ", "a\t", "a\tb", "a\nb", "\n", "a\n", "a\r", "\u{1b}", "\\n", "> x", "[x]", "# x", "é", "\u{7f}",
  ])
  func eventsComeBack(_ log: String) throws {
    let suite = parse("[t]\n" + CasePrinter.event(ByteString(log)))
    #expect(suite.diagnostics.isEmpty)
    #expect(suite.cases.first?.steps[0].event.log == ByteString(log))
  }

  @Test func bytesThatAreNoTextComeBack() throws {
    let log = ByteString([0, 1, 0xFF, 0x80, 0x5C, 0x20, 0x20])
    let printed = CasePrinter.event(log)
    #expect(printed == ">\\ \\x00\\x01\\xff\\x80\\\\ \\x20\n")
    #expect(parse("[t]\n" + printed).cases.first?.steps[0].event.log == log)
  }

  @Test func fieldNamesAreQuotedWhereTheyMustBe() {
    #expect(Subject.field("docker.Actor.ID").name == ".docker.Actor.ID")
    #expect(Subject.field("Wodle event").name == #"."Wodle event""#)
    #expect(Subject.field("a=b").name == #"."a=b""#)
    #expect(Subject.member("rule.mitre.id").name == "alert.rule.mitre.id")
    #expect(Subject.member("data.a b").name == #"alert."data.a b""#)
  }

  @Test func aWholeCaseComesBack() throws {
    let text = """
      # Converted.

      location = /var/log/x
      tags = a, b

      [one]
      agent = 001 (web) any
      format = json
      list users: root:admin, guest
      todo = not yet
      at = 2026-01-01T00:00:00.250Z
      > x
      decoder = none
      rule    = 100
      +1m
      +10s x8
      > {n}
      rule   = 5710 x7, 5712
      groups has a, b
      .a.b   absent

      """
    let suite = parse(text)
    #expect(suite.diagnostics.isEmpty)
    #expect(CasePrinter.print(suite, heading: ["Converted."]) == text)
  }
}
