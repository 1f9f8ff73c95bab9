import Analysis
import Bytes
import Cases
import Foundation
import Harness
import Rulesets
import TestSupport
import Testing

/// `production`: what the daemon makes of an event, and the notes on cases that do not say it.
@Suite("Production, beside logtest")
struct ProductionTests {
  private static let decoders = """
    <decoder name="gate"><program_name>^gate$</program_name><type>firewall</type></decoder>
    <decoder name="gate-fields"><parent>gate</parent><type>firewall</type>
      <regex>^(\\w+) (\\w+) (\\S+) (\\S+)</regex><order>action, protocol, srcip, dstip</order></decoder>
    """

  private static let rules = """
    <group name="own,">
      <rule id="100100" level="5"><category>firewall</category><decoded_as>gate</decoded_as><description>d</description></rule>
      <rule id="100110" level="7"><match>^quiet</match><options>no_log</options><description>d</description></rule>
      <rule id="100111" level="2"><match>^loud</match><options>log_alert</options><description>d</description></rule>
      <rule id="100112" level="2"><match>^low</match><description>d</description></rule>
      <rule id="100113" level="0"><match>^nothing</match><description>d</description></rule>
      <rule id="100114" level="5"><match>^plain</match><description>d</description></rule>
      <rule id="100115" level="7" ignore="60"><if_sid>100114</if_sid><match>seldom</match><description>d</description></rule>
    </group>
    """

  private func ruleset(asDaemon: Bool = false) throws -> PreparedRuleset {
    var engine = EngineOptions()
    engine.mode = asDaemon ? .daemon : .logtest
    let loaded = try SmallRuleset.load(decoders: Self.decoders, rules: Self.rules)
    return PreparedRuleset(compiled: CompiledRuleset(loaded, options: engine), arguments: "")
  }

  private func run(_ text: String, asDaemon: Bool = false) throws -> CaseResult {
    let suite = CaseParser.parse(path: "a.ruletest", bytes: Array("[t]\n\(text)\n".utf8))
    try #require(suite.diagnostics.isEmpty, "\(suite.diagnostics)")
    return CaseRunner().run(try #require(suite.cases.first), on: try ruleset(asDaemon: asDaemon))
  }

  private static let drop = "> Jan 10 12:00:00 web gate: DROP udp 192.0.2.5 192.0.2.9"
  /// The second one is ignored; in logtest the fourth is not, because the third has stopped the timer.
  private static let seldom = "> plain seldom\n+30s\n> plain seldom\n+31s\n> plain seldom\n+1s\n> plain seldom"

  @Test(arguments: [
    (drop, "dropped"), ("> quiet", "silent"), ("> loud", "alert"), ("> low", "same"), ("> low", "silent"),
    ("> nothing", "same"), ("> nothing", "silent"), ("> plain", "same"), ("> plain", "alert"), ("> no rule", "same"),
    ("> no rule", "silent"), (seldom, "alert"),
  ])
  func holds(event: String, word: String) throws {
    for asDaemon in [false, true] {
      let result = try run("\(event)\nproduction = \(word)", asDaemon: asDaemon)
      #expect(result.failures.map(\.summary) == [], "as daemon: \(asDaemon)")
      #expect(result.notes == [], "who expects something of production knows")
    }
  }

  @Test(arguments: [
    (
      drop, "same",
      "production = same, but it is dropped (the daemon drops it before the rules: srcport, dstport missing (firewall); --as-daemon shows it)"
    ),
    (
      "> quiet", "alert",
      "production = alert, but it is silent (the daemon writes no alert: rule 100110 has the option no_log, which logtest disregards; --as-daemon shows it)"
    ),
    ("> plain", "dropped", "production = dropped, but it is same (alert)"),
    ("> nothing", "alert", "production = alert, but it is same (silent)"),
  ])
  func fails(event: String, word: String, summary: String) throws {
    #expect(try run("\(event)\nproduction = \(word)").failures.map(\.summary) == [summary])
    #expect(try run("\(event)\nproduction != \(word)").failures.isEmpty)
  }

  @Test(
    "A case that passes and says nothing of production is noted",
    arguments: [
      ("\(drop)\nrule = 100100", "a.ruletest:2", "the daemon drops it before the rules"),
      ("> quiet\nalert = yes", "a.ruletest:2", "no_log"), ("> loud\nrule = 100111", "a.ruletest:2", "log_alert"),
      ("> low\nrule = 100112", "a.ruletest:2", "rule 100112 has level 2, alerts begin at 3"),
      ("\(seldom)\nrule = 100115", "a.ruletest:8", "ignore time of rule 100115 is running"),
      ("> low", "a.ruletest:1", "expects nothing"), ("\(drop)\n> low", "a.ruletest:1", "passes whatever comes out"),
      ("> <34>plain\nrule = none", "a.ruletest:2", "priority"),
      ("> {\"win\":{\"system\":{}}}\nrule = none", "a.ruletest:2", "--format eventchannel"),
    ])
  func noted(text: String, place: String, message: String) throws {
    let result = try run(text)
    #expect(result.status == .passed, "\(result.failures.map(\.summary))")
    #expect(result.notes.count == 1)
    let note = try #require(result.notes.first)
    #expect("\(note.location.file):\(note.location.line)" == place)
    #expect(note.message.contains(message), "\(note.message)")
  }

  @Test(
    "Nothing is noted where there is nothing to know",
    arguments: [
      "> plain\nrule = 100114", "> nothing\nrule = 100113", "> low\nrule = 100112\nalert = no",
      "\(drop)\n> plain\nrule = 100114", "\(drop)\nproduction = dropped\nrule = 100100",
    ])
  func quiet(text: String) throws { #expect(try run(text).notes == []) }

  @Test("What is written down anew says where production differs")
  func recorded() throws {
    let test = try CaseRecorder.record(
      ["Jan 10 12:00:00 web gate: DROP udp 192.0.2.5 192.0.2.9", "plain"], titled: "t", settings: CaseSettings(),
      on: try ruleset())
    #expect(test.steps.map { $0.expectations.contains { $0.subject == .production } } == [true, false])
    #expect(CasePrinter.print(test).contains("production = dropped\n"))
  }
}
