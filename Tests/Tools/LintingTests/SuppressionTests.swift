import Linting
import Testing

/// Comments that disable checks.
@Suite struct SuppressionTests {
  /// A rule with a finding of `osmatch-regex-syntax`, and a line put before or behind something.
  private func lint(before: String = "", behind: String = "", inside: String = "") throws -> LintResult {
    try Example(
      """
      <group name="local,">
      \(before)
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
      \(inside)
          <match>sshd.*failed</match>\(behind)
          <description>sshd</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron.*failed</match>
          <description>cron</description>
        </rule>
      </group>
      """
    ).lint()
  }

  private func codes(_ result: LintResult) -> [String] { result.findings.map(\.diagnostic.code) }

  @Test func withoutAComment() throws {
    #expect(try codes(lint()) == ["osmatch-regex-syntax", "osmatch-regex-syntax"])
  }

  @Test("before an element it covers that element and what is in it") func beforeAnElement() throws {
    let result = try lint(before: "  <!-- assay:disable osmatch-regex-syntax the vendor writes it so -->")
    #expect(codes(result) == ["osmatch-regex-syntax"])
    #expect(result.findings[0].diagnostic.location?.line == 11)
    #expect(result.suppressed == 1)
  }

  @Test("inside an element it covers the next one") func insideAnElement() throws {
    let result = try lint(inside: "    <!-- assay:disable osmatch-regex-syntax meant -->")
    #expect(codes(result) == ["osmatch-regex-syntax"])
  }

  @Test("behind an element it covers the one in its line") func behindAnElement() throws {
    let result = try lint(behind: " <!-- assay:disable osmatch-regex-syntax -->")
    #expect(codes(result) == ["osmatch-regex-syntax"])
  }

  @Test("for a file it covers everything") func forTheFile() throws {
    let result = try lint(before: "  <!-- assay:disable-file osmatch-regex-syntax, crlf converted -->")
    #expect(codes(result) == ["unused-suppression"])
    #expect(result.findings[0].diagnostic.message.contains("crlf"))
    #expect(result.suppressed == 2)
  }

  @Test("a category disables its checks") func category() throws {
    let result = try lint(before: "  <!-- assay:disable-file patterns converted -->")
    #expect(codes(result).isEmpty)
  }

  @Test("one that disables nothing is reported") func unused() throws {
    let result = try lint(before: "  <!-- assay:disable crlf old file -->")
    #expect(codes(result).sorted() == ["osmatch-regex-syntax", "osmatch-regex-syntax", "unused-suppression"])
  }

  @Test("a code that does not exist is reported") func unknown() throws {
    let result = try lint(before: "  <!-- assay:disable no-such-check -->")
    #expect(result.findings.contains { $0.diagnostic.message == "There is no check no-such-check to disable." })
  }

  @Test("text outside of comments is no comment") func notAComment() throws {
    let result = try Example(
      """
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>assay:disable crlf</match>
          <description>sshd</description>
        </rule>
      </group>
      """
    ).lint()
    #expect(codes(result).isEmpty)
  }
}
