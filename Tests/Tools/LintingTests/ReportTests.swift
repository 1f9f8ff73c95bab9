import Bytes
import JSONText
import Linting
import Testing

/// The forms of output.
@Suite struct ReportTests {
  private static let example = Example(
    """
    <group name="local,">
      <rule id="100100" level="5">
        <if_sid>1</if_sid>
        <match>für.*failed</match>
        <description>100 %, sshd</description>
      </rule>
      <rule id="100101" level="5">
        <if_sid>1, </if_sid>
        <match>cron</match>
        <description>cron</description>
      </rule>
    </group>
    """)

  private func text(_ report: LintReport) throws -> String { report.text(of: try Self.example.lint(only: nil)) }

  private func json(_ report: LintReport) throws -> JSONValue {
    let reader = JSONReader()
    let isJSON = ByteString(try text(report)).withView { reader.parse($0) }
    #expect(isJSON)
    return reader.root
  }

  @Test func compact() throws {
    let lines = try text(.compact).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines.last
        == "rules.xml:8:14: warning: The \", \" behind the last id attaches the rule to the root of its category, too. [if-sid-trailing-separator]"
    )
  }

  @Test("the caret stands below the place, whatever stands before it") func pretty() throws {
    let report = try text(.pretty)
    #expect(
      report.contains(
        """
          4 |     <match>für.*failed</match>
            |               ^^

        """))
    #expect(report.hasSuffix("3 warnings in 1 file\n"))
  }

  @Test func jsonObject() throws {
    let report = try json(.json)
    #expect(report["warnings"]?.number == 3)
    let first = try #require(report["findings"]?.children.last)
    #expect(first["code"]?.string == "if-sid-trailing-separator")
    #expect(first["line"]?.number == 8)
    #expect(first["fix"]?["edits"]?.children.count == 1)
  }

  @Test("SARIF: rules have help, results point at them, columns count code points") func sarif() throws {
    let report = try json(.sarif)
    #expect(report["version"]?.string == "2.1.0")
    let run = try #require(report["runs"]?.children.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.children)
    let results = try #require(run["results"]?.children)
    #expect(results.count == 3)
    for result in results {
      let rule = rules[Int(try #require(result["ruleIndex"]?.number))]
      #expect(rule["id"]?.string == result["ruleId"]?.string)
      #expect(rule["help"]?["markdown"]?.string?.contains("## What happens in the engine") == true)
      #expect(result["partialFingerprints"]?["assayFinding/v1"]?.string?.count == 32)
    }
    let dot = try #require(results.first { $0["ruleId"]?.string == "osmatch-regex-syntax" })
    let region = try #require(dot["locations"]?.children.first?["physicalLocation"]?["region"])
    #expect(region["startLine"]?.number == 4)
    #expect(region["startColumn"]?.number == 15)
    #expect(region["endColumn"]?.number == 17)
  }

  @Test func gitLab() throws {
    let entries = try json(.gitlab).children
    #expect(entries.count == 3)
    #expect(Set(entries.compactMap { $0["fingerprint"]?.string }).count == 3)
    #expect(entries[0]["location"]?["path"]?.string == "rules.xml")
    #expect(entries[0]["severity"]?.string == "major")
  }

  @Test func gitHub() throws {
    let lines = try text(.github).split(separator: "\n")
    #expect(lines[0].hasPrefix("::warning file=rules.xml,line=4,col=13,title=high-byte::"))
  }

  @Test("no more annotations than GitHub shows, and a word about the rest") func gitHubLimit() throws {
    let rules = (0..<14).map { index in
      """
        <rule id="\(100_100 + index)" level="5">
          <if_sid>1, </if_sid>
          <match>word\(index) </match>
          <description>a</description>
        </rule>

      """
    }.joined()
    let report = LintReport.github.text(of: try Example("<group name=\"local,\">\n\(rules)</group>\n").lint())
    #expect(report.split(separator: "\n").count { $0.hasPrefix("::warning") } == 10)
    #expect(report.contains("::notice title=4 more::"))
  }

  @Test func jUnit() throws {
    let report = try text(.junit)
    #expect(report.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"))
    #expect(report.contains("<testsuite name=\"rules.xml\" tests=\"3\" failures=\"3\""))
  }

  @Test("a fingerprint outlives lines that move, and tells two alike apart") func fingerprints() throws {
    let text = """
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1, </if_sid>
          <match>cron</match>
          <description>cron</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1, </if_sid>
          <match>sshd</match>
          <description>sshd</description>
        </rule>
      </group>
      """
    let before = try Example(text).lint().findings.map(\.fingerprint)
    let after = try Example("\n\n" + text).lint().findings.map(\.fingerprint)
    #expect(before == after)
    #expect(Set(before).count == 2)
  }

  @Test("a baseline takes out what it knows") func baseline() throws {
    var result = try Self.example.lint()
    let baseline = Baseline(Baseline.text(of: result))
    baseline.apply(to: &result)
    #expect(result.findings.isEmpty)
    #expect(result.known == 3)
  }
}
