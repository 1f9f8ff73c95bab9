import Foundation
import TestSupport
import Testing

@Suite("assay try, as users run it")
struct TryCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "decoders/app.xml": """
      <decoder name="app"><prematch>^app: </prematch></decoder>
      <decoder name="app-login"><parent>app</parent><regex offset="after_parent">^(\\S+) (\\w+)</regex>
        <order>user,status</order></decoder>
      """,
      "rules/app.xml": """
      <group name="app,">
        <rule id="100100" level="5"><decoded_as>app</decoded_as><description>$(dstuser) tried.</description>
          <group>login,</group></rule>
        <rule id="100101" level="8" frequency="3" timeframe="60"><if_matched_sid>100100</if_matched_sid>
          <description>Thrice.</description></rule>
        <rule id="100102" level="2"><if_sid>100100</if_sid><status>^ok</status><description>Fine.</description></rule>
      </group>
      """,
    ])
  }

  @Test("Three phases in the words of wazuh-logtest")
  func phases() throws {
    let result = try workspace.run("try", "app: bob failed")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(
      result.output == """
        **Phase 1: Completed pre-decoding.
        \tfull event: 'app: bob failed'

        **Phase 2: Completed decoding.
        \tname: 'app'
        \tdstuser: 'bob'
        \tstatus: 'failed'

        **Phase 3: Completed filtering (rules).
        \tid: '100100'
        \tlevel: '5'
        \tdescription: 'bob tried.'
        \tgroups: '['app', 'login']'
        \tfiredtimes: '1'
        \tmail: 'False'
        **Alert to be generated.


        """)
  }

  @Test("With --fields an answer has these members of the document only, in the document's order")
  func fields() throws {
    let result = try workspace.run(
      "try", "--json", "--fields", "rule.level,data,rule.id,agent.id", "app: bob failed", "app: bob ok", "none")
    #expect(result.status == 0)
    #expect(
      result.output == """
        {"alert":true,"codemsg":0,"messages":[],"output":{"rule":{"level":5,"id":"100100"},"agent":{"id":"000"},\
        "data":{"dstuser":"bob","status":"failed"}}}
        {"alert":false,"codemsg":0,"messages":[],"output":{"rule":{"level":2,"id":"100102"},"agent":{"id":"000"},\
        "data":{"dstuser":"bob","status":"ok"}}}
        {"alert":false,"codemsg":0,"messages":[],"output":{"agent":{"id":"000"}}}

        """)
  }

  @Test(
    "A path that no document has is a slip",
    arguments: [
      ("rule.idd", "did you mean `rule.id`?"), ("srcip", "decoded fields are below `data`: data.srcip"),
      ("rule..id", "empty name"), ("", "missing"),
    ])
  func slipsInFields(path: String, hint: String) throws {
    let result = try workspace.run("try", "--json", "--fields", "rule.id,\(path)", "app: bob failed")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(hint))
  }

  @Test("With --only alerts a log without an alert has no answer, and counts all the same")
  func onlyAlerts() throws {
    let log = "app: bob failed"
    for options in [["--json"], ["--json", "--trace"]] {
      let result = try CommandLineTool.run(
        ["try", "--only", "alerts", "--fields", "rule.id"] + options + [log, "none", "app: bob ok", log, log],
        in: workspace.path)
      #expect(result.status == 0)
      let ids = result.output.components(separatedBy: #""output":{"rule":{"id":""#).dropFirst().map { $0.prefix(6) }
      #expect(ids == ["100100", "100100", "100101"])
    }
    let text = try workspace.run("try", "--only", "alerts", "none", log).output
    #expect(text.components(separatedBy: "**Phase 1").count == 2)
  }

  @Test("What keeps an alert from being made is said")
  func verdicts() throws {
    #expect(try workspace.run("try", "app: bob ok").output.contains("**No alert: below the alert level."))
    let undecoded = try workspace.run("try", "nothing to see").output
    #expect(undecoded.contains("\tNo decoder matched.\n"))
    #expect(undecoded.contains("**No alert: no decoder."))
  }

  @Test("Logs of one run share a session")
  func session() throws {
    let result = try workspace.run("try", "--json", input: "app: a x\napp: b x\n\napp: c x\n")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last?.contains(#""id":"100101""#) == true)
    #expect(lines.last?.contains(#""previous_output":"app: b x\napp: a x""#) == true)
  }

  @Test("Questions as JSON Lines: time, location, sessions, ids, phases and rules")
  func jsonLines() throws {
    let questions = """
      {"id":[12345678901234567890],"event":"app: a x","location":"[007] (web) 10.0.0.7->/var/log/app","time":1704888000.25}
      {"id":null,"event_b64":"YXBwOiBhIHg=","new_session":true}
      {"event":{"a": [1, 2.50]}}

      """
    let result = try workspace.run(
      "try", "--json", "--input", "jsonl", "--phases", "--trace", "--manager", "boss", input: questions)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(
      lines[0].hasPrefix(
        #"{"id":[12345678901234567890],"alert":true,"codemsg":0,"messages":[],"output":{"timestamp":"2024-01-10T12:00:00.250+0000""#
      ))
    #expect(lines[0].contains(#""agent":{"id":"007","name":"web","ip":"10.0.0.7"},"manager":{"name":"boss"}"#))
    #expect(
      lines[0].contains(
        #""predecoding":{"hostname":"web","log":"app: a x","location":"(web) 10.0.0.7->/var/log/app","agent_id":"007"}"#
      ))
    #expect(lines[0].contains(#""rules_debug":["Trying rule: 1 - "#))
    #expect(lines[1].hasPrefix(#"{"id":null,"#))
    #expect(lines[1].contains(#""firedtimes":1"#))
    #expect(lines[2].contains(#""full_log":"{\"a\":[1,2.5]}""#))
    #expect(result.status == 0)
  }

  @Test("A question that makes no sense is answered, and ends in exit code 2")
  func badQuestions() throws {
    let result = try workspace.run(
      "try", "--json", "--input", "jsonl", input: "{\"event\":\"\"}\nnonsense\n{\"event\":\"app: a x\"}\n")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0] == #"{"alert":false,"codemsg":-1,"messages":["ERROR: (7317): 'event' JSON field value is not valid"]}"#)
    #expect(lines[1].contains("(7307)"))
    #expect(lines[2].contains(#""id":"100100""#))
    #expect(result.errors.contains("<stdin>:2:1: error: not a JSON object"))
    #expect(result.status == 2)
  }

  @Test("Senders prepare logs: json, docker, eventchannel")
  func formats() throws {
    let json = try workspace.run("try", "--format", "json", "--json", #"{ "a" : 1.50 }"#)
    #expect(json.output.contains(#""full_log":"{\"a\":1.5}""#))
    let docker = try workspace.run("try", "--format", "docker", "--json", #"{"Type":"container","Action":"start"}"#)
    #expect(
      docker.output.contains(
        #""full_log":"{\"integration\": \"docker\", \"docker\": {\"Type\": \"container\", \"Action\": \"start\"}}""#))
    let windows = try workspace.run(
      "try", "--format", "eventchannel", "--json", #"{"win":{"system":{"eventID":"7045","n":null}}}"#)
    #expect(
      windows.output.contains(
        #""decoder":{"name":"windows_eventchannel"},"data":{"win":{"system":{"eventID":"7045"}}}"#))
    let dropped = try workspace.run("try", "--format", "json", "no object")
    #expect(dropped.status == 2)
    #expect(dropped.errors.contains("hint: use format = syslog"))
  }

  @Test("Local time, and the text alert of alerts.log")
  func textAlert() throws {
    let result = try workspace.run(
      "try", "--alert-log", "--timezone", "+03:00", "--location", "/var/log/app", "app: bob failed")
    #expect(result.output.hasPrefix("** Alert 1704888000.0: - app,login,\n2024 Jan 10 15:00:00 "))
    #expect(
      result.output.contains("->/var/log/app\nRule: 100100 (level 5) -> 'bob tried.'\nUser: bob\napp: bob failed\n\n"))
    #expect(try workspace.run("try", "--timezone", "Nowhere/Land", "x").status == 2)
  }

  @Test("A log of 70,000 bytes is refused with a reason; NUL ends a log; bytes that are not UTF-8 stay")
  func oddLogs() throws {
    let long = try workspace.run("try", "--json", input: String(repeating: "x", count: 70_000) + "\n")
    #expect(long.output.contains(#""codemsg":-1"#))
    #expect(long.errors.contains("70000 bytes"))
    let nul = try workspace.run("try", "--json", input: "app: a\0b x\n")
    #expect(nul.output.contains(#""full_log":"app: a""#))
  }

  @Test("A ruleset that does not load is exit code 2, with its errors")
  func brokenRuleset() throws {
    try workspace.write("<group name=\"x,\"><rule id=\"1\"", to: "rules/broken.xml")
    let result = try workspace.run("try", "x")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains("rules/broken.xml:1"))
  }
}
