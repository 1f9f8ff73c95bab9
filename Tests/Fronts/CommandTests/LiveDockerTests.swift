import Foundation
import TestSupport
import Testing

/// `assay live` with a Docker Engine: the program that listens to one is a script here, which says what the real one says.
@Suite("Live with a Docker Engine")
struct LiveDockerTests {
  private static let rules = """
    <group name="docker,">
      <rule id="100001" level="3"><decoded_as>json</decoded_as><field name="docker.Action">^start$</field>
        <description>Started $(docker.Actor.ID)</description></rule>
    </group>
    """
  private static let started = #"1:Wazuh-Docker:{"integration": "docker", "docker": {"Wodle event": "Started"}}"#

  private static func event(_ id: String) -> String {
    #"1:Wazuh-Docker:{"integration": "docker", "docker": {"Action": "start", "Actor": {"ID": "\#(id)"}}}"#
  }

  private static let block = """
    <ossec_config><wodle name="docker-listener"><interval>1s</interval><attempts>3</attempts>
    <run_on_start>yes</run_on_start></wodle></ossec_config>
    """

  /// A folder with a listener that is a script.
  private func workspace(_ listener: String?, _ files: [String: String] = [:]) throws -> Workspace {
    var all = ["rules/local_rules.xml": Self.rules, "agent.conf": Self.block].merging(files) { $1 }
    all["bin/assay-studio"] = listener.map { "#!/bin/sh\n\($0)\n" }
    let workspace = try Workspace(all)
    if listener != nil { #expect(try workspace.shell("chmod +x bin/assay-studio").status == 0) }
    return workspace
  }

  /// Runs the command until something stands in its output or errors, ends it with a signal, and tells what it left.
  private func live(_ options: String, until words: String, in workspace: Workspace) throws -> CommandLineTool.Result {
    try workspace.shell(
      """
      PATH=$PWD/bin:$PATH "$ASSAY" live --rules rules --base minimal \(options) > output 2> errors &
      pid=$!
      for i in $(seq 300); do grep -q '\(words)' output errors && break; sleep 0.1; done
      kill -TERM $pid; wait $pid; status=$?
      cat output; cat errors >&2
      exit $status
      """)
  }

  @Test("Its events go through the engine, its complaints are said, and it ends with the command")
  func events() throws {
    let listener = """
      echo $$ > pid
      echo "$@" > arguments
      echo '\(Self.started)'
      echo 'assay-studio: nobody listens at /x: start the service' >&2
      echo '\(Self.event("one"))'
      exec sleep 1000
      """
    let workspace = try workspace(listener)
    let result = try live(
      "--docker=unix:///x --exact --record events.jsonl", until: "Started one", in: workspace)
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.output.contains("100001  Started one  Wazuh-Docker\n"))
    #expect(result.errors.contains("ERROR: docker-listener: nobody listens at /x: start the service\n"))
    #expect(result.errors.contains("2 events, 1 alerts"))
    #expect(try workspace.read("arguments") == "docker --host unix:///x --exact\n")
    #expect(try workspace.read("events.jsonl").contains(#""location":"Wazuh-Docker""#))
    // Nothing is left behind.
    #expect(try workspace.shell("! kill -0 $(cat pid) 2> /dev/null").status == 0)
  }

  @Test("The environment says where the engine is unless somebody names it")
  func environment() throws {
    let workspace = try workspace("echo \"$@\" > arguments; echo '\(Self.event("one"))'; exec sleep 1000")
    _ = try live("--docker --min-level 3", until: "Started one", in: workspace)
    #expect(try workspace.read("arguments") == "docker\n")
  }

  @Test("A listener that dies is started again as the block says, and given up in the end; files go on")
  func restarts() throws {
    let workspace = try workspace("echo x >> starts; echo '\(Self.event("one"))'; printf '1:Wazuh-Docker:half'; exit 7")
    let result = try live("--config agent.conf", until: "Maximum attempts", in: workspace)
    #expect(try workspace.read("starts") == "x\nx\nx\n")
    #expect(result.errors.contains("Docker-listener finished unexpectedly (code 7). Retrying"))
    #expect(result.errors.contains("The listener ended within an event, which was left out."))
    #expect(result.output.components(separatedBy: "Started one").count == 4)
    #expect(!result.output.contains("half"))
  }

  @Test("An event that is longer than a message of the queue is cut, and said")
  func longEvents() throws {
    let workspace = try workspace(
      "printf '1:Wazuh-Docker:'; head -c 70000 /dev/zero | tr '\\0' x; echo; echo '\(Self.event("two"))'; exec sleep 1000"
    )
    let result = try live("--docker", until: "Started two", in: workspace)
    #expect(result.errors.contains("more than 65535 bytes was cut"))
    #expect(result.output.contains("Started two"))
  }

  @Test("Where the program is missing, the command says how to get it", arguments: ["--docker", "--config agent.conf"])
  func noStudio(options: String) throws {
    let workspace = try workspace(nil)
    let result = try CommandLineTool.shell(
      "\"$ASSAY\" live --rules rules --base minimal \(options)", in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("[no-studio]") && result.errors.contains("make studio"), "\(result.errors)")
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      ("--docker --once", "have no end"), ("--docker --config agent.conf", "cannot be combined"),
      ("--config broken.conf", "[bad-wodle]"),
    ])
  func refuses(options: String, words: String) throws {
    let broken = "<ossec_config><wodle name=\"docker-listener\"><atempts>3</atempts></wodle></ossec_config>"
    let workspace = try workspace("exit 0", ["broken.conf": broken])
    let result = try CommandLineTool.shell(
      "PATH=$PWD/bin:$PATH \"$ASSAY\" live --rules rules --base minimal \(options)", in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("With --once the files of a configuration are read, and that the listener is not is said")
  func once() throws {
    let files = "<localfile><log_format>syslog</log_format><location>a.log</location></localfile></ossec_config>"
    let workspace = try workspace(
      nil, ["both.conf": Self.block.replacingOccurrences(of: "</ossec_config>", with: files), "a.log": "x\n"])
    let result = try workspace.run(
      "live", "--rules", "rules", "--base", "minimal", "--config", "both.conf", "--once", "--fast", "--from-start")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("docker-listener: not started") && result.errors.contains("1 events"))
  }
}
