import Bytes
import Cases
import Diagnostics
import Rulesets
import Senders
import TestSupport
import Testing

@testable import Workbench

@Suite("Saving cases")
struct SavingTests {
  private func ruleset(_ folder: TemporaryFolder) -> RulesetChoice {
    var options = RulesetOptions()
    options.rulesets = [folder.path + "/rules"]
    options.base = RulesetOptions.Base.minimal
    return RulesetChoice(options)
  }

  private static let rules = """
    <group name="test,">
      <rule id="100001" level="3"><match>hello</match><description>Greeting</description></rule>
    </group>
    """

  @Test("The line ends of a file are kept, whoever saves", arguments: ["new", "draft"])
  func lineEnds(_ way: String) throws {
    let old = "[Old]\r\n> bye\r\nrule = none\r\n"
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules, "t.ruletest": old])
    defer { withExtendedLifetime(folder) {} }
    let choice = ruleset(folder)
    let prepared = try choice.prepare(choice.load())
    let path = folder.path + "/t.ruletest"
    if way == "new" {
      let cases = try NewCases(titled: "A greeting").record([NewCases.Log("hello there")], on: prepared)
      #expect(try CaseAppender.add(cases, to: path).cases.map(\.location.line) == [5])
    } else {
      let event = try LogSender().event("hello there", at: .standard)
      let outcome = TrySession(prepared.compiled).run(event).outcome
      let seen = SeenEvent("hello there", isMessage: false, location: "stdin", time: .standard, outcome: outcome)
      #expect(seen.title == "Greeting")
      _ = try seen.draft(on: prepared.compiled).draft.append(titled: "A greeting", to: path)
    }
    let text = try folder.read("t.ruletest")
    #expect(text.hasPrefix(old + "\r\n[A greeting]\r\n> hello there\r\n"))
    #expect(text.utf8.split(separator: 10).allSatisfy { $0.last == 13 })
    #expect(text.contains("rule    = 100001\r\n"))
  }

  @Test("A title that is there already is refused")
  func duplicate() throws {
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules, "t.ruletest": "[A greeting]\n> bye\nrule = none\n"])
    defer { withExtendedLifetime(folder) {} }
    let choice = ruleset(folder)
    let cases = try NewCases(titled: "A greeting").record(
      [NewCases.Log("hello there")], on: choice.prepare(choice.load()))
    let failure = #expect(throws: BadInput.self) { try CaseAppender.add(cases, to: folder.path + "/t.ruletest") }
    #expect(failure?.diagnostics.map(\.code) == ["duplicate-title"])
  }

  @Test("Logs of one sender and place are one case, unless each is to be its own")
  func groups() throws {
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules])
    defer { withExtendedLifetime(folder) {} }
    let choice = ruleset(folder)
    let prepared = try choice.prepare(choice.load())
    var new = NewCases(titled: "T")
    let logs: [NewCases.Log] = [.init("hello a"), .init("hello b")]
    #expect(try new.record(logs, on: prepared).map(\.title) == ["T"])
    new.isSeparate = true
    #expect(try new.record(logs, on: prepared).map(\.title) == ["T (1)", "T (2)"])
  }
}
