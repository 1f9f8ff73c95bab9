import Formatting
import Testing

/// Files of cases before and after.
@Suite struct CaseLayoutTests {
  @Test("cases", arguments: layouts) func layout(_ before: String, _ after: String) throws {
    let once = try Formatter().cases(Array(before.utf8), file: "a.ruletest")
    #expect(String(decoding: once.after, as: UTF8.self) == after)
    #expect(try !Formatter().cases(once.after, file: "a.ruletest").isChanged)
  }

  private static let layouts: [(String, String)] = [
    // Operators stand below each other; logs keep every blank.
    (
      """
      # about the file


      location=/var/log/x
      [One]
      >   Jan  1 00:00:00 web sshd[1]: a  \u{20}
      decoder=sshd
        .srcip   = 192.0.2.1   # where from
      .user absent
      groups   has   sshd
      # about the second
      [Two]
      > b
      |  c
      rule = none


      """,
      """
      # about the file

      location = /var/log/x

      [One]
      >   Jan  1 00:00:00 web sshd[1]: a  \u{20}
      decoder = sshd
      .srcip  = 192.0.2.1   # where from
      .user   absent
      groups  has sshd

      # about the second
      [Two]
      > b
      |  c
      rule = none

      """
    ),
    // Names in quotes, the clock, lists.
    (
      "[A]\nlist known: a:b, c\n  at = 2026-01-01T00:00:00Z\n+10s x2  \n> x\n.\"a b\"   =  c\n.d ~ ^=\n",
      "[A]\nlist known: a:b, c\nat = 2026-01-01T00:00:00Z\n+10s x2\n> x\n.\"a b\" = c\n.d     ~ ^=\n"
    ),
    ("", ""),
  ]

  @Test("a file with mistakes is refused") func mistakes() {
    #expect(throws: FormattingFailure.self) {
      try Formatter().cases(Array("[A]\n> x\nruel = 1\n".utf8), file: "a.ruletest")
    }
  }
}
