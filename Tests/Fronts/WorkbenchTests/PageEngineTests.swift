import Bytes
import Foundation
import Rulesets
import TestSupport
import Testing

@testable import Workbench

@Suite("What the page asks, and what it is answered")
struct PageEngineTests {
  private let folder: TemporaryFolder

  private static let alert =
    #"{"timestamp":"2026-11-01T10:00:00.000+0000","rule":{"level":12,"description":"d","id":"100001","groups":["shop"]},"#
    + #""agent":{"id":"001","name":"web"},"manager":{"name":"m"},"full_log":"panic","location":"/x"}"#

  init() throws {
    folder = try TemporaryFolder([
      "alerts.json": Self.alert + "\n" + Self.alert.replacingOccurrences(of: "\"web\"", with: "\"db\"") + "\n",
      "rules/local_rules.xml": """
      <group name="shop,">
        <rule id="100001" level="12">
          <match>panic</match>
          <description>Panic</description>
        </rule>
      </group>

      """,
      "tests/a.ruletest": "[Panics]\n> panic now\nrule = 100001\n\n[Is wrong]\n> panic now\nrule = 100002\n",
    ])
  }

  private func engine(alerts: Bool = true, isReadOnly: Bool = false) throws -> PageEngine {
    var options = RulesetOptions()
    options.rules = [folder.path + "/rules"]
    options.base = .minimal
    var choice = RulesetChoice(options)
    choice.currentFolder = folder.path
    let engine = try PageEngine(
      PageEngine.Settings(
        choice: choice, alerts: alerts ? [folder.path + "/alerts.json"] : [], cases: [folder.path + "/tests"],
        isReadOnly: isReadOnly))
    while engine.readOn() {}
    return engine
  }

  private func ask(_ engine: PageEngine, _ line: String) async throws -> [String: Any] {
    let answer = await engine.answer(ByteString(line))
    #expect(answer.last == 10 && answer.count { $0 == 10 } == 1, "one line")
    return try #require(try JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any])
  }

  private func message(_ answer: [String: Any]) -> String? {
    (answer["error"] as? [String: Any])?["message"] as? String
  }

  @Test("Alerts: panels, a table, a document, and what is wrong with a query, with its place")
  func alerts() async throws {
    let engine = try engine()
    #expect(try await ask(engine, #"{"op":"panels","dashboard":"hunt"}"#)["total"] as? Int == 2)
    let table = try await ask(engine, #"{"op":"table","query":"agent.name: web","fields":["agent.name"]}"#)
    let rows = try #require(table["rows"] as? [[String: Any]])
    #expect(rows.count == 1 && rows[0]["values"] as? [[String]] == [["web"]])
    let row = try #require(rows[0]["row"] as? Int)
    #expect(try await ask(engine, #"{"op":"document","row":\#(row)}"#)["document"] as? String == Self.alert)
    let fault = try await ask(engine, #"{"op":"table","query":"agent.name: ("}"#)
    let error = try #require(fault["error"] as? [String: Any])
    #expect((error["span"] as? [Int])?.count == 2)
  }

  @Test(
    "What is no question is answered with its fault, and the next one is answered as ever",
    arguments: [
      "", "x", "[]", "{}", #"{"op":7}"#, #"{"op":"exit"}"#, #"{"op":"panels"}"#, #"{"op":"panels","dashboard":"x"}"#,
      #"{"op":"table","dashboard":"x"}"#, #"{"op":"table","limit":0}"#, #"{"op":"table","limit":1e99}"#,
      #"{"op":"table","fields":"x"}"#,
      #"{"op":"document"}"#, #"{"op":"document","row":99}"#, #"{"op":"rule"}"#, #"{"op":"rule","id":999990}"#,
      #"{"op":"try","logs":7}"#, #"{"op":"save"}"#, #"{"op":"regex","subjects":[1]}"#, #"{"op":"panels","from":"x"}"#,
    ])
  func faults(line: String) async throws {
    let engine = try engine()
    let answer = try await ask(engine, line)
    #expect(message(answer)?.isEmpty == false, "\(line) -> \(answer)")
    #expect(try await ask(engine, #"{"op":"status"}"#)["status"] != nil)
  }

  @Test("Without alerts the rest works")
  func noAlerts() async throws {
    let engine = try engine(alerts: false)
    #expect(message(try await ask(engine, #"{"op":"fields"}"#)) == "there are no alerts to look at")
    #expect(try await ask(engine, #"{"op":"rule","id":100001}"#)["line"] as? Int == 2)
  }

  @Test("Rules in the editor count, with their faults at their places; the folder that they lie in is not told")
  func playground() async throws {
    let engine = try engine()
    let plain = try await ask(engine, #"{"op":"try","logs":[{"log":"panic now"}],"why":100001}"#)
    let first = try #require((plain["events"] as? [[String: Any]])?.first)
    #expect((first["verdict"] as? [String: Any])?["rule"] as? Int == 100_001)
    #expect((first["why_rules"] as? [Any])?.count == 1)
    let rule =
      #"<group name='x,'><rule id='100200' level='3'><if_sid>100001</if_sid><match>now</match><description>d</description></rule></group>"#
    let edited = try await ask(engine, #"{"op":"try","logs":[{"log":"panic now"}],"rules":"\#(rule)"}"#)
    let second = try #require((edited["events"] as? [[String: Any]])?.first)
    #expect((second["verdict"] as? [String: Any])?["rule"] as? Int == 100_200)
    let broken = try await ask(
      engine, #"{"op":"try","logs":[{"log":"panic"}],"rules":"<group name='x,'><rule id='1'>"}"#)
    #expect(broken["loaded"] as? Bool == false)
    let found = try #require(broken["diagnostics"] as? [[String: Any]])
    #expect(found.contains { $0["file"] as? String == "playground_rules.xml" && $0["line"] as? Int == 1 })
    #expect(!found.contains { "\($0)".contains("/assay-") }, "\(found)")
    // What was broken does not stay so.
    #expect(try await ask(engine, #"{"op":"try","logs":[{"log":"panic"}],"rules":""}"#)["loaded"] as? Bool == true)
  }

  @Test("Cases run, and tell what differs")
  func cases() async throws {
    let answer = try await ask(try engine(), #"{"op":"tests"}"#)
    let results = try #require(answer["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["status"] as? String } == ["passed", "failed"])
    #expect((results.last?["cases"] as? Int) == 2)
  }

  @Test("What comes out now is accepted where it was shown, and only that")
  func accept() async throws {
    let changes = try #require(try await ask(try engine(), #"{"op":"changes"}"#)["changes"] as? [[String: Any]])
    #expect(changes.count == 1)
    let change = try #require(changes.first)
    #expect(
      change["line"] as? Int == 7 && (change["after"] as? [String])?.joined().contains("100001") == true, "\(change)")
    var question = change
    question["op"] = "accept"
    let line = { String(decoding: try JSONSerialization.data(withJSONObject: question), as: UTF8.self) }
    #expect(message(try await ask(try engine(isReadOnly: true), line())) == "nothing is written")
    let wanted = question["after"]
    question["after"] = ["rule = 1"]
    #expect(message(try await ask(try engine(), line()))?.isEmpty == false)
    #expect(try folder.read("tests/a.ruletest").contains("100002"))
    question["after"] = wanted
    #expect(try await ask(try engine(), line())["accepted"] as? String == "1 change in 1 file")
    #expect(!(try folder.read("tests/a.ruletest").contains("100002")))
  }

  @Test("A case is saved below the current folder and nowhere else, and not at all where nothing is to be written")
  func save() async throws {
    let engine = try engine()
    let question = { (path: String) in #"{"op":"save","title":"Saved","path":"\#(path)","logs":[{"log":"panic now"}]}"#
    }
    for path in ["../a.ruletest", "/tmp/a.ruletest", "a.txt", "x/../../a.ruletest", "", "a\\nb.ruletest"] {
      #expect(message(try await ask(engine, question(path))) != nil, "\(path)")
    }
    #expect(
      message(try await ask(try self.engine(isReadOnly: true), question("saved.ruletest"))) == "nothing is written")
    #expect(!folder.names.contains("saved.ruletest"))
    #expect(try await ask(engine, question("saved.ruletest"))["path"] as? String == "saved.ruletest")
    let text = try folder.read("saved.ruletest")
    #expect(text.contains("[Saved]") && text.contains("> panic now") && text.contains("100001"))
    #expect(message(try await ask(engine, #"{"op":"save","title":"a]b","logs":[{"log":"x"}]}"#)) != nil)
  }

  @Test("A pattern in three dialects, with the places of its captures")
  func regex() async throws {
    let answer = try await ask(try engine(), #"{"op":"regex","pattern":"from (\\S+)","subjects":["from b","x"]}"#)
    let dialects = try #require(answer["dialects"] as? [[String: Any]])
    #expect(dialects.map { $0["dialect"] as? String } == ["osregex", "osmatch", "pcre2"])
    let subjects = try #require(dialects[0]["subjects"] as? [[String: Any]])
    #expect(subjects[0]["captures"] as? [[Int]] == [[5, 6]])
    #expect(subjects[1]["matches"] as? Bool == false)
  }
}
