import Foundation
import TestSupport
import Testing

/// `assay listen` as a user runs it, with senders on this machine; `--count` so that it ends by itself.
@Suite struct ListenCommandTests {
  private static let rules = """
    <group name="shop,">
      <rule id="100001" level="5"><match>checkout failed</match><description>Checkout failed</description></rule>
      <rule id="100002" level="5"><category>ossec</category><decoded_as>syscheck_new_entry</decoded_as>
        <description>New file $(file)</description></rule>
    </group>

    """

  /// Starts the command, waits until it listens, runs a sender in Python, and gives back what came of it.
  private func listen(_ options: String, count: Int, sender: String) throws -> CommandLineTool.Result {
    let workspace = try Workspace(["rules/local_rules.xml": Self.rules, "send.py": sender])
    let script = """
      "$ASSAY" listen --rules rules --base minimal \(options) --count \(count) 2> errors &
      pid=$!
      for i in $(seq 300); do grep -q 'listening on' errors 2> /dev/null && break; sleep 0.1; done
      timeout 30 python3 send.py || { cat errors; kill $pid; }
      wait $pid; status=$?
      cat errors >&2
      ls
      exit $status
      """
    return try CommandLineTool.shell(script, in: workspace.path)
  }

  @Test func messagesOfTheQueueAreTakenWhateverTheirKind() throws {
    let sender = """
      import socket
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      fim = '{"type":"event","data":{"path":"/etc/x","version":2,"mode":"scheduled","type":"added",'
      fim += '"timestamp":1,"attributes":{"type":"file","size":1}}}'
      for m in ['1:/var/log/a|:b:checkout failed', '8:syscheck:' + fim, '1:[001] (web) any->/x:quiet']:
          s.sendto(m.encode(), 'queue')
      """
    let result = try listen("--queue queue", count: 3, sender: sender)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("100001  Checkout failed  /var/log/a:b\n"))
    #expect(result.output.contains("100002  New file /etc/x  syscheck\n"))
    #expect(result.errors.contains("3 events, 2 alerts"))
    // The socket is gone with the command.
    #expect(!result.output.contains("queue\n"))
  }

  @Test func whatIsNoMessageIsSaidAndEndsWithTwo() throws {
    let sender = """
      import socket
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      for m in [b'x', b'1:no location', b'\\x1b[31m', b'1:a:checkout failed']:
          s.sendto(m, 'queue')
      """
    let result = try listen("--queue queue", count: 4, sender: sender)
    #expect(result.status == 2)
    #expect(result.output.contains("Checkout failed"))
    #expect(result.errors.contains("no message Q:LOCATION:TEXT: 1:no location"))
    #expect(result.errors.contains("4 events, 1 alerts, 3 refused"))
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test func syslogComesOverBothProtocols() throws {
    let port = Int.random(in: 20_000...50_000)
    let sender = """
      import socket
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      u.sendto(b'<13>checkout failed by udp\\n', ('127.0.0.1', \(port)))
      t = socket.create_connection(('127.0.0.1', \(port)))
      t.sendall(b'<13>checkout failed by tcp\\n<1')
      t.sendall(b'3>checkout failed, last')
      t.close()
      """
    let result = try listen("--udp \(port) --tcp \(port) --record events.jsonl -v", count: 3, sender: sender)
    #expect(result.status == 0, "\(result.errors)")
    for text in ["    checkout failed by udp\n", "    checkout failed by tcp\n", "    checkout failed, last\n"] {
      #expect(result.output.contains(text))
    }
    #expect(result.output.contains("Checkout failed  127.0.0.1\n"))
  }

  @Test(arguments: [
    ("--queue there", "something at 'there' already"), ("--queue no/where", "No such file or directory"),
    ("--queue \(String(repeating: "x", count: 200))", "it has 200 bytes"), ("--udp 192.0.2.1:5514", "cannot listen on"),
    ("--tcp x.example:5514", "no address of a network"), ("", "Name where to listen"),
    ("--queue q --out nowhere/x", "cannot write 'nowhere/x'"),
  ])
  func whereItCannotListenIsSaid(options: String, words: String) throws {
    let workspace = try Workspace(["rules/local_rules.xml": Self.rules, "there": ""])
    let result = try CommandLineTool.shell(
      "timeout 60 \"$ASSAY\" listen --rules rules --base minimal \(options); s=$?; ls; exit $s", in: workspace.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.components(separatedBy: "error:").count == 2 || options.isEmpty)
    #expect(!result.output.split(separator: "\n").contains("q"))
  }
}
