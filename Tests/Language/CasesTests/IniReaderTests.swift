import Bytes
import Cases
import Testing

private func parseIni(_ text: String, path: String = "a.ini") -> TestSuite {
  IniReader.parse(path: path, bytes: Array(text.utf8))
}

/// The reference's ini tests, as Python's RawConfigParser reads them.
@Suite struct IniReaderTests {
  @Test func everyLogKeyIsACase() throws {
    let suite = parseIni(
      """
      ; a comment
      [sshd: login]
      log 1 pass = Failed password
      LOG 2 FAIL: Accepted password
      rule = 5716
      alert = 5
      decoder = sshd
      """)
    #expect(suite.diagnostics.isEmpty)
    #expect(suite.cases.map(\.title) == ["sshd: login: log 1 pass", "sshd: login: log 2 fail"])
    #expect(suite.cases.map { $0.steps.map(\.event.log.description) } == [["Failed password"], ["Accepted password"]])
    guard case .triple(let triple) = suite.cases[1].judgement else { return #expect(Bool(false)) }
    #expect(triple.wanted == .fail)
    #expect([triple.rule.text, triple.alert.text, triple.decoder.text] == ["5716", "5", "sshd"])
    #expect(triple.rule.location.line == 5)
    #expect(suite.cases[0].location.line == 3)
  }

  @Test func repeatedKeysAndContinuedLinesAreOneSession() {
    let suite = parseIni(
      """
      [burst]
      log 1 pass = one
      log 1 pass = two

      log 1 pass = three
        and four
      ; not a log
      rule = 5712
      alert = 10
      decoder = sshd
      [other]
      log 1 pass = x
      rule = 1
      alert = 1
      decoder =
      [burst]
      log 1 pass = five
      rule = 5712
      """)
    #expect(suite.cases.map(\.title) == ["burst", "other"])
    #expect(suite.cases[0].steps.map(\.event.log.description) == ["one", "two", "three", "and four", "five"])
    #expect(suite.cases[0].steps.map(\.event.location.line) == [2, 3, 5, 6, 17])
    guard case .triple(let triple) = suite.cases[0].judgement else { return #expect(Bool(false)) }
    #expect(triple.rule.text == "5712\n5712")
  }

  @Test(arguments: [
    ("[a]\nx = 1 ; no comment\n", "1 ; no comment"), ("[a]\nx=  a = b  \n", "a = b"), ("[a]\nx : a\n", "a"),
    ("[a]\nx =\n", ""), ("[a]\r\nx = 1\r\n\r\n", "1"), ("[a]\nx = 1\n  # c\n  2\n", "1\n2"), ("[a] rest\nx = 1\n", "1"),
    ("[DEFAULT]\nx = 1\n[a]\ny = 2\n", "1"), ("[DEFAULT]\nx = 1\n[a]\nx = 2\n", "2"),
    ("\u{FEFF}[a]\nx = 1\u{A0}\n", "1"),
    ("[a]\n  x = 1\n  y = 2\n", "1"),
  ])
  func readsValuesAsPythonDoes(_ text: String, _ value: String) {
    let suite = parseIni(text + "log 1 pass = e\nrule = 1\nalert = 1\ndecoder = d\n".replacing("rule", with: "rule"))
    // `x` is read through a rename: the reader knows only the keys of tests.
    let renamed = parseIni(text.replacing("x", with: "decoder") + "rule = 1\nalert = 1\nlog 1 pass = e\n")
    #expect(suite.cases.count == 1)
    guard case .triple(let triple) = renamed.cases.first?.judgement else { return #expect(Bool(false)) }
    #expect(triple.decoder.text == ByteString(value))
  }

  @Test func judgesAsTheReferencesFrontEndDoes() {
    func triple(_ rule: String, _ alert: String, _ decoder: String, _ wanted: IniTriple.Wanted) -> IniTriple {
      let place = parse("[t]").diagnostics[0].location!
      return IniTriple(
        rule: .init(ByteString(rule), at: place), alert: .init(ByteString(alert), at: place),
        decoder: .init(ByteString(decoder), at: place), wanted: wanted)
    }
    let full = triple("1", "3", "d", .pass)
    #expect(full.accepts(rule: "1", level: "3", decoder: "d"))
    #expect(!full.accepts(rule: "1", level: "03", decoder: "d"))
    #expect(!triple("1", "3", "d", .fail).accepts(rule: "1", level: "3", decoder: "d"))
    #expect(triple("1", "3", "d", .fail).accepts(rule: "2", level: "3", decoder: "d"))
    // An empty field makes the front end end with an error, also when all three are right.
    #expect(!triple("", "", "d", .pass).accepts(rule: "", level: "", decoder: "d"))
    #expect(triple("", "", "d", .fail).accepts(rule: "", level: "", decoder: "d"))
  }

  @Test(arguments: [
    ("x = 1\n[a]\n", "ini-no-section", 1),
    ("[a]\nnonsense\nlog 1 pass = x\nrule=1\nalert=1\ndecoder=d\n", "ini-bad-line", 2),
    ("[a]\n= 1\n", "ini-bad-line", 2), ("\n[a]\nlog 1 pass = x\nrule = 1\ndecoder = d\n", "ini-missing-key", 2),
  ])
  func saysWhatIsWrong(_ text: String, _ code: String, _ line: Int) {
    let diagnostic = parseIni(text).diagnostics.first
    #expect(diagnostic?.code == code)
    #expect(diagnostic?.location?.line == line)
  }

  @Test func leavesOutWhatNeedsGeoIP() {
    let suite = parseIni("[a]\nlog 1 pass = x\nrule = 1\nalert = 1\ndecoder = d\n", path: "tests/test_geoip.ini")
    #expect(suite.cases.first?.settings.skip?.value.contains("GeoIP") == true)
  }

  @Test func anIniFileAboutSomethingElseHasNoCases() {
    let suite = parseIni("[tox]\nenvlist = py39\n")
    #expect(suite.cases.isEmpty && suite.diagnostics.isEmpty)
  }

  @Test func manyKeysTakeNoLongerThanTheyShould() {
    let text =
      "[a]\n" + (0..<20_000).map { "key \($0) = x\n" }.joined() + "log 1 pass = x\nrule = 1\nalert = 1\ndecoder = d\n"
    #expect(parseIni(text).cases.count == 1)
  }
}
