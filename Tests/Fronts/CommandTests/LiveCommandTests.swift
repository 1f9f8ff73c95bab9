import Foundation
import TestSupport
import Testing

/// `assay live` as a user runs it; `--once` so that it ends by itself.
@Suite struct LiveCommandTests {
  private static let rules = """
    <group name="shop,">
      <rule id="100001" level="5"><match>checkout failed</match><description>Checkout of $(user) failed</description></rule>
      <rule id="100002" level="12"><match>panic</match><description>Panic</description></rule>
    </group>

    """

  private func workspace(_ files: [String: String] = [:]) throws -> Workspace {
    try Workspace(["rules/local_rules.xml": Self.rules].merging(files) { $1 })
  }

  private func run(_ arguments: [String], input: String = "", in workspace: Workspace) throws -> CommandLineTool.Result
  {
    try CommandLineTool.run(
      ["live", "--rules", "rules", "--base", "minimal"] + arguments, input: input, in: workspace.path)
  }

  @Test func linesOfStandardInputAreEvents() throws {
    let workspace = try workspace()
    let result = try run([], input: "x\npanic now\n", in: workspace)
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("  12  100002  Panic  stdin\n"))
    #expect(result.errors.contains("2 events, 1 alerts"))
  }

  @Test func followedFilesAreReadAndKept() throws {
    let workspace = try workspace(["a.log": "checkout failed\npanic\nno line end"])
    let result = try run(
      [
        "--follow", "*.log", "--from-start", "--once", "--json", "--min-level", "7", "--out", "alerts.json", "--record",
        "events.jsonl",
      ], in: workspace)
    #expect(result.status == 0)
    #expect(result.output.contains("\"id\":\"100002\"") && !result.output.contains("100001"))
    #expect(try String(contentsOfFile: workspace.path + "/alerts.json", encoding: .utf8) == result.output)
    let events = try String(contentsOfFile: workspace.path + "/events.jsonl", encoding: .utf8)
    #expect(events.split(separator: "\n").count == 3)
    // What was recorded can be run again.
    let again = try CommandLineTool.run(
      ["try", "--json", "--input", "jsonl", "--rules", "rules", "--base", "minimal"], input: events, in: workspace.path)
    #expect(again.output.contains("\"location\":\"a.log\""))
  }

  @Test func theAgentsBufferLosesWhatFindsNoRoom() throws {
    let configuration = """
      <ossec_config><client_buffer><queue_size>10</queue_size><events_per_second>1000</events_per_second></client_buffer>
      <localfile><location>a.log</location><log_format>syslog</log_format></localfile></ossec_config>
      """
    let workspace = try workspace([
      "a.log": String(repeating: "panic\n", count: 25), "agent.conf": configuration,
      "bad.conf": configuration.replacing("1000", with: "1001"),
    ])
    let arguments = ["--from-start", "--fast", "--once", "--client-buffer", "--config"]
    let result = try run(arguments + ["agent.conf"], in: workspace)
    #expect(result.status == 0)
    #expect(result.output.components(separatedBy: "Panic").count == 1 + 10)
    #expect(result.errors.contains("15 events found no room in the agent's buffer"))
    let refused = try run(arguments + ["bad.conf"], in: workspace)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("<events_per_second> is a number from 1 to 1000, not '1001'"))
    #expect(try run(["--client-buffer"], in: workspace).status == 2)
  }

  @Test func positionsAreKeptOverARestart() throws {
    let workspace = try workspace(["a.log": "panic 1\n"])
    let arguments = ["--follow", "a.log", "--from-start", "--once", "--state", "state.json"]
    #expect(try run(arguments, in: workspace).errors.contains("1 events"))
    #expect(try run(arguments, in: workspace).errors.contains("0 events"))
  }

  @Test func filesOfAlertsArePutAside() throws {
    let workspace = try workspace(["a.log": String(repeating: "panic\n", count: 20)])
    let result = try run(
      ["--follow", "a.log", "--from-start", "--once", "--out", "alerts.json", "--out-size", "2K", "--out-keep", "2"],
      in: workspace)
    #expect(result.status == 0)
    for name in ["alerts.json", "alerts.json.1", "alerts.json.2"] {
      let text = try String(contentsOfFile: workspace.path + "/" + name, encoding: .utf8)
      #expect(text.utf8.count <= 2048 && text.hasSuffix("}\n") && text.hasPrefix("{"), "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: workspace.path + "/alerts.json.3"))
  }

  @Test func openPortsAreHostInformation() throws {
    let workspace = try workspace([
      "rules/local_rules.xml": """
      <group name="nmap,"><rule id="100003" level="5"><category>ossec</category><decoded_as>hostinfo_new</decoded_as>
        <description>Host</description></rule>
        <rule id="100004" level="5"><category>ossec</category><decoded_as>hostinfo_modified</decoded_as>
        <description>Host</description></rule></group>
      """,
      "scan.log": "Host: 192.0.2.1 (web)\tPorts: 22/open/tcp//ssh///\n",
    ])
    let result = try run(
      ["--follow", "scan.log", "--log-format", "nmapg", "--from-start", "--once", "--record", "events.jsonl"],
      in: workspace)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("  10000"), "\(result.output)")
    let events = try String(contentsOfFile: workspace.path + "/events.jsonl", encoding: .utf8)
    #expect(events.hasPrefix("{\"message\":\"3:scan.log:Host: 192.0.2.1 (web), open ports:"), "\(events)")
  }

  @Test(arguments: [
    (["--follow", "nothing.log", "--once"], "not-read"), (["--follow", "*.nothing", "--once"], "not-read"),
    (["--follow", "rules", "--once"], "not-read"),
    (["--follow", "a.log", "--log-format", "x", "--once"], "bad-format"),
    (["--follow", "a.log", "--option", "max_line=1"], "bad-setting"), ([], "no-events"),
    (["--follow", "a.log", "--from-start", "--once", "--out", "nowhere/x"], "not-written"),
    (["--follow", "a.log", "--from-start", "--once", "--out", "/dev/full"], "not-written"),
    (["--follow", "a.log", "--from-start", "--once", "--out", "half.json"], "not-written"),
    (["--config", "broken.conf"], "not-started"), (["--config", "nothing.conf"], "1103"),
  ])
  func whatLooksAtNothingEndsWithTwo(_ arguments: [String], _ code: String) throws {
    let workspace = try workspace([
      "a.log": "panic\n", "half.json": "{}\n{\"rule\":",
      "broken.conf": "<ossec_config><localfile><log_format>x</log_format></localfile></ossec_config>",
    ])
    let result = try run(arguments, in: workspace)
    #expect(result.status == 2)
    #expect(result.errors.contains("[\(code)]"), "\(result.errors)")
  }

  /// A device or a link would be replaced by a file of positions.
  @Test(arguments: ["/dev/null", "link", "."]) func positionsReplaceNothingElse(state: String) throws {
    let workspace = try workspace(["a.log": "panic\n", "precious": "x"])
    #expect(try workspace.shell("ln -s precious link").status == 0)
    let result = try run(["--follow", "a.log", "--once", "--from-start", "--state", state], in: workspace)
    #expect(result.status == 2 && result.errors.contains("is no regular file"), "\(result.errors)")
    #expect(try workspace.read("precious") == "x")
  }

  @Test func controlAnswersEachLine() throws {
    let workspace = try workspace([
      "agent.conf":
        "<ossec_config><localfile><log_format>command</log_format><command>echo x</command></localfile></ossec_config>"
    ])
    let result = try CommandLineTool.run(
      ["live", "--control", "--config", "agent.conf"],
      input: "{\"op\":\"start\",\"time\":1}\n{\"op\":\"poll\",\"time\":2}\nx\n{\"op\":\"stop\",\"time\":3}\n",
      in: workspace.path)
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 2)
    #expect(lines.count == 4)
    #expect(lines.first == "{\"messages\":[],\"log\":[]}")
    #expect(lines.dropFirst().first == "{\"messages\":[\"1:echo x:ossec: output: 'echo x': x\"],\"log\":[]}")
    #expect(lines.dropFirst(2).first?.contains("\"error\":") == true)
  }
}
