import Bytes
import Diagnostics
import JSONText
import Reporting
import Testing

/// Findings in every form, whoever found them.
@Suite struct FindingReportTests {
  private static let text = Array("<group>\n\t<rule id=\"1\">für</rule>\r\n</group>\n".utf8)

  /// A warning about a text, an error without a place, and a remark.
  private static func report(_ payload: String = "") -> FindingReport {
    let source = SourceText(file: "a\(payload).xml", bytes: text)
    let warning = Diagnostic(
      .warning, code: "warned", "A word\(payload).", at: source.location(of: 22..<26), hint: "Another\(payload).",
      notes: [Diagnostic.Note("There\(payload).", at: source.location(of: 0..<7)), Diagnostic.Note("Why.")])
    let fix = FindingReport.Fix("Write fur\(payload).", [(source, TextEdit(22..<26, with: "fur".utf8))])
    var report = FindingReport(
      by: "look",
      entries: [
        .init(
          warning, category: "words", place: FindingReport.Place(source, 22..<26), fix: fix, dependsOnLeftOut: true,
          fingerprint: "f1"
        ),
        .init(
          Diagnostic(.error, code: "failed", "Nothing\(payload)."), category: "files", place: nil, fix: nil,
          dependsOnLeftOut: false, fingerprint: "f2"),
        .init(
          Diagnostic(.info, code: "said", "Well.", at: source.location(of: 0..<7)), category: "words",
          place: FindingReport.Place(source, 0..<7, isShown: false), fix: nil, dependsOnLeftOut: false,
          fingerprint: "f3"),
      ],
      files: ["a\(payload).xml", "b.xml"], summary: { $0.bold("3 found") }, totals: { $0.member("total", 3) },
      rule: { code in
        code == "warned"
          ? FindingReport.Rule(summary: "S", explanation: "E", markdown: "# M", severity: .warning, category: "words")
          : nil
      })
    report.version = "1"
    return report
  }

  @Test("for people: the line with carets, notes, the hint, the fix") func pretty() {
    #expect(
      FindingForm.pretty.text(of: Self.report(), style: .plain) == """
        a.xml:2:15: warning: A word. [warned]
          2 |  <rule id="1">für</rule>
            |               ^^^
          a.xml:1:1: note: There.
          note: Why.
          hint: Another.
          fix: Write fur. (--fix does it)

        error: Nothing. [failed]

        a.xml:1:1: info: Well. [said]

        3 found

        """)
  }

  @Test("a line per finding") func compact() {
    #expect(
      FindingForm.compact.text(of: Self.report(), style: .plain) == """
        a.xml:2:15: warning: A word. [warned]
        error: Nothing. [failed]
        a.xml:1:1: info: Well. [said]

        """)
  }

  private func json(_ form: FindingForm, _ payload: String = "") throws -> JSONValue {
    let reader = JSONReader()
    let isJSON = ByteString(form.text(of: Self.report(payload), style: .plain)).withView { reader.parse($0) }
    #expect(isJSON)
    return reader.root
  }

  @Test("one JSON object") func jsonObject() throws {
    let report = try json(.json)
    #expect(report["total"]?.number == 3)
    let first = try #require(report["findings"]?.children.first)
    #expect(first["length"]?.number == 4)
    #expect(first["depends_on_left_out"]?.bool == true)
    #expect(first["fix"]?["edits"]?.children.first?["text"]?.string == "fur")
    #expect(first["notes"]?.children.map { $0["line"]?.number } == [1, nil])
    #expect(report["findings"]?.children[1]["file"] == nil)
  }

  @Test("SARIF: columns in code points, help for codes that have some") func sarif() throws {
    let run = try #require(try json(.sarif)["runs"]?.children.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.children)
    #expect(rules.map { $0["help"]?["markdown"]?.string } == ["# M", nil, nil])
    let results = try #require(run["results"]?.children)
    #expect(results.map { $0["level"]?.string } == ["warning", "error", "note"])
    let region = try #require(results[0]["locations"]?.children.first?["physicalLocation"]?["region"])
    #expect(region["startColumn"]?.number == 15)
    #expect(region["endColumn"]?.number == 18)
    #expect(results[0]["fixes"]?.children.first?["artifactChanges"]?.children.count == 1)
  }

  @Test("GitHub's and GitLab's words for severities") func severities() throws {
    let gitHub = FindingForm.github.text(of: Self.report(), style: .plain).split(separator: "\n")
    #expect(
      gitHub == [
        "::error title=failed::Nothing.", "::warning file=a.xml,line=2,col=15,title=warned::A word.%0Ahint: Another.",
        "::notice file=a.xml,line=1,col=1,title=said::Well.", "3 found",
      ])
    let gitLab = try json(.gitlab).children
    #expect(gitLab.map { $0["severity"]?.string } == ["major", "critical", "info"])
  }

  @Test("JUnit: a suite per file, also of those without findings") func junit() {
    let report = FindingForm.junit.text(of: Self.report(), style: .plain)
    #expect(report.contains("<testsuite name=\"b.xml\" tests=\"1\" failures=\"0\""))
    #expect(report.contains("<testsuites name=\"assay look\" tests=\"4\" failures=\"2\""))
  }

  @Test("no form lets a payload through", arguments: FindingForm.allCases)
  func payload(_ form: FindingForm) {
    let payload = "\u{1B}]0;x\u{7}\u{9B}2J\r\n::stop-commands::x\u{2028}\u{202E}"
    let text = form.text(of: Self.report(payload), style: .plain)
    for line in text.split(separator: "\n") { #expect(!line.hasPrefix("::stop-commands")) }
    if form == .json || form == .sarif || form == .gitlab {
      #expect(!text.utf8.contains { $0 < 0x20 && $0 != 0x0A })
    } else {
      #expect(!text.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && TerminalText.isObeyed($0) })
    }
  }
}
