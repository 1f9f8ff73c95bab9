import Foundation
import JSONText
import TestSupport
import Testing

/// The tools of `assay mcp`, asked by a scripted client.
@Suite struct ContextToolTests {
  private static let files = [
    "assay.conf": "base = minimal\nrules = rules\n",
    "rules/local.xml": """
    <group name="local,">
      <rule id="100100" level="5">
        <if_sid>1</if_sid>
        <match>failed</match>
        <description>A failure of $(program_name).</description>
      </rule>
      <rule id="100101" level="10" frequency="3" timeframe="60">
        <if_matched_sid>100100</if_matched_sid>
        <description>Three failures.</description>
      </rule>
    </group>
    """,
    "cases/a.ruletest": """
    [A failure raises an alert]
    > Jan 10 12:00:00 web app[1]: login failed
    rule = 100100

    [This one is wrong]
    > Jan 10 12:00:00 web app[1]: login failed
    rule = 100999
    """,
    "events.log": "Jan 10 12:00:00 web app[1]: login failed\nJan 10 12:00:01 web app[1]: fine\n",
    "old/assay.conf": "base = minimal\n",
    "old/rules.xml":
      "<group name=\"local,\"><rule id=\"100100\" level=\"3\"><if_sid>1</if_sid><match>failed</match><description>x</description></rule></group>",
  ]

  /// Calls tools in a folder, one after the other.
  private func call(
    _ calls: [(String, String)], options: [String] = [], files: [String: String] = [:]
  ) throws -> (results: [JSONTree], folder: TemporaryFolder) {
    let folder = try TemporaryFolder(Self.files.merging(files) { $1 })
    var input =
      #"{"jsonrpc":"2.0","id":"start","method":"initialize","params":{"protocolVersion":"2025-06-18"}}"# + "\n"
    input += #"{"jsonrpc":"2.0","method":"notifications/initialized"}"# + "\n"
    for (index, call) in calls.enumerated() {
      input +=
        #"{"jsonrpc":"2.0","id":\#(index),"method":"tools/call","params":{"name":"\#(call.0)","arguments":\#(call.1)}}"#
        + "\n"
    }
    let result = try CommandLineTool.run(["mcp"] + options, input: input, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").compactMap { JSONTree(reading: Array($0.utf8)) }
    #expect(lines.count == calls.count + 1)
    return (lines.dropFirst().compactMap { $0["result"] }, folder)
  }

  private func text(_ result: JSONTree?) -> String { result?["content"]?.elements.first?["text"]?.string ?? "" }
  private func document(_ result: JSONTree?) -> JSONTree { JSONTree(reading: Array(text(result).utf8)) ?? .null }

  private static let log = #"Jan 10 12:00:00 web app[1]: login failed"#

  @Test("try, explain, lint, regex, test, new, diff, ids")
  func tools() throws {
    let log = Self.log
    let (results, folder) = try call([
      ("try", #"{"logs":["\#(log)","\#(log)","\#(log)"],"interval":5}"#),
      ("explain", #"{"logs":["Jan 10 12:00:00 web app[1]: fine"],"rule":100100}"#),
      ("lint", "{}"),
      ("regex", #"{"pattern":"a\\d+","subjects":["a1","b"]}"#),
      ("test", "{}"),
      ("new", #"{"title":"A new one","logs":["\#(log)"]}"#),
      ("diff", #"{"old":"old","new":".","corpus":["events.log"]}"#),
      ("ids", #"{"next":2,"from":100100,"to":100200}"#),
    ])
    defer { withExtendedLifetime(folder) {} }
    for (index, result) in results.enumerated() {
      #expect(result["isError"]?.bool == false, "\(index): \(text(result))")
    }
    let rules = document(results[0])["answers"]?.elements.map { $0["output"]?["rule"]?["id"]?.string }
    #expect(rules == ["100100", "100100", "100101"])
    #expect(document(results[1])["why_rules"]?.elements.count == 1)
    #expect(text(results[1]).contains("failed"))
    #expect(document(results[2])["findings"] != nil)
    #expect(document(results[3])["subjects"]?.elements.count == 2)
    let run = document(results[4])
    #expect(run["cases"]?.integer == 2 && run["passed"]?.integer == 1 && run["failed"]?.integer == 1)
    #expect(run["failures"]?.elements.first?["title"]?.string == "This one is wrong")
    #expect(text(results[5]).contains("[A new one]") && text(results[5]).contains("100100"))
    let diff = document(results[6])
    #expect(diff["events"]?.integer == 2 && diff["changed"]?.integer == 1, "\(text(results[6]))")
    #expect(document(results[7])["next"]?.elements.map(\.integer) == [100102, 100103])
  }

  @Test("what cannot be done is a result that says why", arguments: refusals)
  func refused(_ tool: String, _ arguments: String, _ part: String) throws {
    let (results, folder) = try call([(tool, arguments)])
    defer { withExtendedLifetime(folder) {} }
    #expect(results.first?["isError"]?.bool == true)
    #expect(text(results.first).contains(part), "\(text(results.first))")
    #expect(folder.names == ["assay.conf", "cases", "events.log", "old", "rules"])
  }

  private static let refusals: [(String, String, String)] = [
    ("try", #"{"logs":[""]}"#, "empty"),
    ("explain", #"{"logs":["a"],"rule":100109}"#, "100109"),
    ("explain", #"{"logs":["a"],"decoder":"jsn"}"#, "json"),
    ("lint", #"{"paths":["/etc"]}"#, "not in the folder"),
    ("lint", #"{"paths":["../x"]}"#, "not in the folder"),
    ("lint", #"{"paths":["nothing"]}"#, "nothing"),
    ("test", #"{"paths":["/etc/passwd"]}"#, "not in the folder"),
    ("test", #"{"filter":"("}"#, "pattern"),
    ("test", #"{"filter":"no such case"}"#, "no case"),
    ("regex", #"{"pattern":"a","dialects":["perl"]}"#, "perl"),
    ("new", #"{"title":"x","logs":["a"],"into":"new.ruletest"}"#, "--allow-write"),
    ("new", #"{"title":"x]","logs":["a"]}"#, "title"),
    ("diff", #"{"old":"/etc","corpus":["events.log"]}"#, "not in the folder"),
    ("diff", #"{"old":"HEAD:x","corpus":["events.log"]}"#, "any folder"),
    ("diff", #"{"old":"old","corpus":["/var/log"]}"#, "not in the folder"),
    ("diff", #"{"old":"--upload-pack=x","corpus":["events.log"]}"#, "revision"),
    ("ids", #"{"next":5,"from":100100,"to":100101}"#, "free"),
  ]

  @Test("cases are written only where that is allowed, and only below the folder")
  func writing() throws {
    let (results, folder) = try call(
      [
        ("new", #"{"title":"One","logs":["\#(Self.log)"],"into":"cases/new.ruletest"}"#),
        ("new", #"{"title":"Two","logs":["\#(Self.log)"],"into":"../out.ruletest"}"#),
        ("new", #"{"title":"Three","logs":["\#(Self.log)"],"into":"rules/local.xml"}"#),
        ("test", #"{"paths":["cases/new.ruletest"]}"#),
      ], options: ["--allow-write"])
    #expect(results.map { $0["isError"]?.bool } == [false, true, true, false])
    #expect(try folder.read("cases/new.ruletest").contains("[One]"))
    #expect(document(results[3])["passed"]?.integer == 1)
  }

  @Test("a link that leads out of the folder is not followed")
  func links() throws {
    let outside = try TemporaryFolder(["secret.ruletest": "[x]\n> root:x\nrule = 1\n"])
    let folder = try TemporaryFolder(Self.files)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/out", withDestinationPath: outside.path)
    let input = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"test","arguments":{"paths":["out/secret.ruletest"]}}}
      {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"new","arguments":{"title":"t","logs":["a"],"into":"out/x.ruletest"}}}

      """
    let result = try CommandLineTool.run(["mcp", "--allow-write"], input: input, in: folder.path)
    #expect(result.output.components(separatedBy: "not in the folder").count == 3, "\(result.output)")
    #expect(outside.names == ["secret.ruletest"])
    withExtendedLifetime((outside, folder)) {}
  }

  @Test("an answer that is too long is none")
  func bounds() throws {
    let long = String(repeating: "x", count: 60_000)
    let (results, folder) = try call([("try", #"{"logs":["\#(long)","\#(long)"]}"#)])
    defer { withExtendedLifetime(folder) {} }
    #expect(results.first?["isError"]?.bool == true)
    #expect(text(results.first).contains("ask for less"))
  }
}
