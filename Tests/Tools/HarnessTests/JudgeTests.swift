import Analysis
import Bytes
import Cases
import Harness
import Rulesets
import Testing

/// The ruleset of the fixtures, loaded once.
private let loadedFixtures: Result<PreparedRuleset, RulesetError> = {
  var options = RulesetOptions()
  options.rulesets = ["\(fixtures)/ruleset"]
  do throws(RulesetError) {
    return .success(PreparedRuleset(compiled: CompiledRuleset(try RulesetLoader.load(options)), arguments: ""))
  } catch {
    return .failure(error)
  }
}()

/// The ruleset of the fixtures, ready to run.
func fixtureRuleset() throws -> PreparedRuleset { try loadedFixtures.get() }

/// Runs the only case of a text and gives back which expectations failed.
func failures(of text: String) throws -> [String] {
  let suite = CaseParser.parse(path: "a.ruletest", bytes: Array("[t]\n\(text)\n".utf8))
  try #require(suite.diagnostics.isEmpty, "\(suite.diagnostics)")
  let test = try #require(suite.cases.first)
  return CaseRunner().run(test, on: try fixtureRuleset()).failures.map(\.summary)
}

/// Every subject and every operator, against one event.
@Suite struct JudgeTests {
  static let event = "> Jan  1 00:00:07 web gate[1]: login refused for root from 192.0.2.7"

  @Test(arguments: [
    "decoder = gate-login", "decoder != gate", "decoder ~ ^gate", "decoder !~ ^x", "decoder present", "parent = gate",
    "program = gate", "hostname = web", "timestamp = Jan  1 00:00:07", "log = login refused for root from 192.0.2.7",
    "log ~ ^login", "rule = 100101", "rule != 100100", "rule present", "rule > 100100", "level = 5", "level < 6",
    "level <= 5", "level >= 5", "level > 4", "description = Gate: login refused for root.", "description ~ (?i)GATE",
    "groups = gate, authentication_failed", "groups = authentication_failed, gate", "groups has gate",
    "groups lacks web, attack", "groups ~ _failed$", "groups !~ ^web$", "groups present", "mitre = T1110",
    "mitre has T1110", "pci_dss = 10.2.4, 10.2.5", "pci_dss has 10.2.4", "gdpr absent",
    "alert = yes", "alert != no", "frequency = none", "frequency absent", ".srcip = 192.0.2.7", ".user = root",
    ".dstuser = root", ".status != granted", ".nothing absent", ".nothing != x", ".srcip present", ".nothing !~ x",
    "full_log ~ refused for root", "mail = no", "mail != yes", "firedtimes = 1", "firedtimes < 2",
    "alert.rule.level = 5", "alert.rule.level >= 5", "alert.rule.mail = false", "alert.rule.frequency absent",
    "alert.rule.mitre.id = T1110", "alert.rule.mitre.id = [\"T1110\"]", "alert.rule.mitre.id has T1110",
    "alert.rule.mitre.id.0 = T1110", "alert.rule.mitre.id lacks T1059", "alert.rule.mitre.id ~ ^T1",
    "alert.rule.groups = [ \"gate\", \"authentication_failed\" ]", "alert.rule.groups has gate, authentication_failed",
    "alert.rule.groups != [\"authentication_failed\", \"gate\"]", "alert.agent.id = 000",
    "alert.data.srcip = 192.0.2.7",
    "alert.data.srcip has 192.0.2.7", "alert.decoder = {\"name\":\"gate-login\",\"parent\":\"gate\"}",
    "alert.data present", "alert.data.win.eventdata.x absent", "alert.predecoder.program_name ~ ^gate",
    "alert.\"data.a b\" absent",
  ])
  func holds(_ expectation: String) throws { #expect(try failures(of: "\(Self.event)\n\(expectation)") == []) }

  @Test(arguments: [
    ("decoder = gate", "decoder = gate, but it is gate-login"),
    ("decoder = none", "decoder = none, but it is gate-login"),
    ("parent absent", "parent absent, but it is gate"),
    ("program != gate", "program != gate, but it is gate"),
    ("rule = none", "rule = none, but it is 100101"),
    ("rule < 100101", "rule < 100101, but it is 100101"),
    ("level = 05", ""),
    ("groups = gate", "groups = gate, but it is gate, authentication_failed"),
    ("groups has gate, web", "groups has gate, web, but it is gate, authentication_failed"),
    ("groups lacks gate", "groups lacks gate, but it is gate, authentication_failed"),
    ("mitre = T1", "mitre = T1, but it is T1110"),
    ("hipaa present", "hipaa present, but it is (empty)"),
    ("alert = no", "alert = no, but it is yes"),
    (".srcip absent", ".srcip absent, but it is 192.0.2.7"),
    (".x = 1", ".x = 1, but it is absent (the field is not set)"),
    (".x = \"\"", ".x = \"\", but it is absent (the field is not set)"),
    (".x ~ .", ".x ~ ., but it is absent (the field is not set)"),
    (".srcip > 5", ".srcip > 5, but it is 192.0.2.7"),
    ("mail = yes", "mail = yes, but it is no"),
    ("firedtimes = 2", "firedtimes = 2, but it is 1"),
    ("alert.rule.frequency present", "alert.rule.frequency present, but it is absent (the document has none)"),
    ("alert.rule.groups = gate", #"alert.rule.groups = gate, but it is ["gate","authentication_failed"]"#),
    ("alert.rule.groups lacks gate", #"alert.rule.groups lacks gate, but it is ["gate","authentication_failed"]"#),
    ("alert.data.srcip has 1", "alert.data.srcip has 1, but it is 192.0.2.7"),
    ("alert.data.scrip = 1", "alert.data.scrip = 1, but it is absent (the document has none)"),
  ])
  func doesNotHold(_ expectation: String, _ summary: String) throws {
    #expect(try failures(of: "\(Self.event)\n\(expectation)") == (summary.isEmpty ? [] : [summary]))
  }

  @Test(arguments: [
    "decoder = none", "rule = none", "level = none", "rule absent", "decoder absent", "groups absent", "alert = no",
    "rule != 5",
    "program absent", "level != 3", "firedtimes = none", "mail != yes", "alert.rule absent", "alert.rule.id absent",
    "full_log = nothing",
  ])
  func holdsWithoutARule(_ expectation: String) throws { #expect(try failures(of: "> nothing\n\(expectation)") == []) }

  @Test(arguments: ["level < 5", "groups = gate", "description ~ .", "groups lacks x\nlevel = 0"])
  func aRuleThatIsNotThereHasNothing(_ expectation: String) throws {
    #expect(try failures(of: "> nothing\n\(expectation)").count == 1)
  }

  @Test func aPathThatIsASlipAwayIsNamed() throws {
    let suite = CaseParser.parse(path: "a.ruletest", bytes: Array("[t]\n\(Self.event)\nalert.data.scrip = x\n".utf8))
    let test = try #require(suite.cases.first)
    let failure = try #require(CaseRunner().run(test, on: try fixtureRuleset()).failures.first)
    #expect(failure.note == "did you mean alert.data.srcip?")
  }

  @Test(
    "Who writes a path as the event shows it is told how rules meet it",
    arguments: [
      (#"= C:\a\x.exe"#, true), (#"~ ^C:\\a\\x"#, true), (#"= C:\a\y.exe"#, false), (#"!= C:\\a\\x.exe"#, false),
      (#"~ ^D"#, false),
    ])
  func backslashes(_ expectation: String, isTold: Bool) throws {
    let event = #"{"win":{"system":{"channel":"S","eventID":"1"},"eventdata":{"image":"C:\\\\a\\\\x.exe"}}}"#
    let suite = CaseParser.parse(
      path: "a.ruletest",
      bytes: Array("[t]\nformat = eventchannel\n> \(event)\n.win.eventdata.image \(expectation)\n".utf8))
    let test = try #require(suite.cases.first, "\(suite.diagnostics)")
    let failure = try #require(CaseRunner().run(test, on: try fixtureRuleset()).failures.first)
    #expect(failure.actual == #"C:\\a\\x.exe"#)
    #expect((failure.note?.contains(#"the text of the event is C:\a\x.exe"#) ?? false) == isTold, "\(failure)")
  }

  @Test func theDocumentCountsHowOftenARuleFires() throws {
    let login = "> Jan  1 00:00:00 web gate[1]: login refused for u{n} from 192.0.2.{n}"
    #expect(try failures(of: "+1s x3\n\(login)\nfiredtimes = 1, 2, 3\nalert.rule.firedtimes = 1, 2, 3") == [])
  }

  @Test func theClockDecidesWhatIsABurst() throws {
    let login = "> Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.7"
    #expect(try failures(of: "+10s x4\n\(login)\nrule = 100101 x2, 100102, 100101") == [])
    #expect(try failures(of: "\(login)\n+50s\n\(login)\n+9s\n\(login)\nrule = 100102") == [])
    #expect(try failures(of: "\(login)\n+50s\n\(login)\n+11s\n\(login)\nrule = 100101") == [])
    #expect(try failures(of: "\(login)\n\(login)\nat = 2030-01-01T00:00:00Z\n\(login)\nrule = 100101") == [])
    #expect(
      try failures(of: "+1s x3\n> Jan  1 00:00:00 web gate[1]: login refused for u{n} from 192.0.2.{n}\nrule = 100101")
        == [])
  }

  @Test func anEventThatTheEngineRefusesPassesNothing() throws {
    let long = String(repeating: "a", count: 70_000)
    #expect(try failures(of: "> \(long)\nrule = none") == ["rule = none, but it is no event"])
  }

  @Test func theSourceOfAnEventIsWhatTheSettingsSay() throws {
    #expect(
      try failures(of: "agent = 001 web-7 10.0.0.1\nlocation = /var/log/x\n\(Self.event)\nhostname = web-7") == [])
    #expect(try failures(of: "format = json\n> {\"a\": 1}\nlog = \"{\\\"a\\\":1}\"") == [])
    #expect(try failures(of: "format = json\n> plain\nrule = none") == ["rule = none, but it is no event"])
  }
}
