import Reporting
import Testing

/// The formats, whatever is reported in them.
@Suite struct ReportingTests {
  @Test("an annotation says its properties, and escapes what would end them") func annotation() {
    let all = GitHubAnnotation(.error, file: "a,b:c", line: 3, column: 2, title: "50%", message: "one\ntwo: 100 %")
    #expect(all.text == "::error file=a%2Cb%3Ac,line=3,col=2,title=50%25::one%0Atwo: 100 %25\n")
    #expect(GitHubAnnotation(.notice, file: nil, line: nil, title: "t", message: "m").text == "::notice title=t::m\n")
  }

  @Test("ten annotations of a kind are shown, the more important ones, and a word about the others") func limit() {
    var annotations = GitHubAnnotations()
    for number in 1...12 {
      annotations.add(
        GitHubAnnotation(.warning, file: "f", line: number, title: "t", message: "m"), rank: number == 12 ? 0 : 1)
    }
    for number in 1...10 {
      annotations.add(GitHubAnnotation(.notice, file: "f", line: number, title: "t", message: "m"))
    }
    let lines = annotations.text(rest: ".").split(separator: "\n")
    #expect(lines.prefix(2) == ["::warning file=f,line=12,title=t::m", "::warning file=f,line=1,title=t::m"])
    #expect(lines.count { $0.hasPrefix("::warning") } == 10)
    // The tenth notice gives its place to the word about two warnings and itself.
    #expect(lines.count { $0.hasPrefix("::notice") } == 10)
    #expect(lines.last == "::notice title=3 more::3 more are not shown here.")
  }

  @Test("nothing is said about others when there are none") func noOthers() {
    var annotations = GitHubAnnotations()
    for number in 1...10 {
      annotations.add(GitHubAnnotation(.notice, file: "f", line: number, title: "t", message: "m"))
    }
    #expect(annotations.text(rest: ".").split(separator: "\n").count == 10)
  }

  @Test("code quality: an array in pieces, fingerprints of one kind told apart") func codeQuality() {
    var report = GitLabCodeQuality()
    #expect(report.end() == "[]\n")
    let first = report.entry("d", check: "c", severity: .major, path: "./a.xml", line: 2, identity: "same")
    let second = report.entry("d", check: "c", severity: .info, path: "a.xml", line: 3, identity: "same")
    #expect(
      first
        == "[\n{\"description\":\"d\",\"check_name\":\"assay/c\",\"fingerprint\":\"\(Fingerprints.hash("same"))\","
        + "\"severity\":\"major\",\"location\":{\"path\":\"a.xml\",\"lines\":{\"begin\":2}}}")
    #expect(second.hasPrefix(",\n{"))
    #expect(second.contains(Fingerprints.hash("same\n2")))
    #expect(report.end() == "\n]\n")
    #expect(Fingerprints.hash("same").count == 32)
  }

  @Test("JUnit: counts stand in front of what they count, and any text is XML") func jUnit() {
    var document = JUnitDocument()
    document.add(
      suite: "./rules/a.xml", seconds: 0.25,
      [
        JUnitCase("good", path: "./rules/a.xml", line: 1, seconds: 0.25, .passed),
        JUnitCase("left \"out\"", path: "./rules/a.xml", line: 2, .skipped("why")),
        JUnitCase("bad", path: "./rules/a.xml", line: 3, .failure("m", type: "t", text: "<\u{1}>")),
        JUnitCase("broken", path: "./rules/a.xml", line: 4, .error("m", type: "t")),
      ])
    #expect(
      document.text(name: "assay", seconds: 1) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="4" failures="1" errors="1" time="1.000000">
        <testsuite name="./rules/a.xml" tests="4" failures="1" errors="1" skipped="1" time="0.250000">
          <testcase name="good" classname="rules.a" time="0.250000" file="./rules/a.xml" line="1"/>
          <testcase name="left &quot;out&quot;" classname="rules.a" time="0.000000" file="./rules/a.xml" line="2">
            <skipped message="why"/>
          </testcase>
          <testcase name="bad" classname="rules.a" time="0.000000" file="./rules/a.xml" line="3">
            <failure message="m" type="t">&lt;␁&gt;</failure>
          </testcase>
          <testcase name="broken" classname="rules.a" time="0.000000" file="./rules/a.xml" line="4">
            <error message="m" type="t"/>
          </testcase>
        </testsuite>
        </testsuites>

        """)
  }
}
