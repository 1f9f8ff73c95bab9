import Foundation
import TestSupport
import Testing

/// `assay live` at a terminal: keys while it runs, and the terminal as it was when it ends.
@Suite("Live at a terminal", .serialized)
struct LiveTerminalTests {
  private func workspace() throws -> Workspace {
    try Workspace([
      "rules/local_rules.xml": """
      <group name="shop,">
        <rule id="100001" level="5"><match>checkout failed</match><description>Checkout failed</description></rule>
        <rule id="100002" level="12"><match>panic</match><description>Panic</description></rule>
      </group>
      """, "a.log": "before\n",
    ])
  }

  private static let arguments = ["live", "--rules", "rules", "--base", "minimal", "--follow", "a.log"]

  private func append(_ text: String, to workspace: Workspace) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: workspace.path + "/a.log"))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  @Test("An alert is explained, and saved as a case that is green")
  func explainAndSave() throws {
    let workspace = try workspace()
    defer { withExtendedLifetime(workspace) {} }
    let terminal = try PseudoTerminal(Self.arguments, in: workspace.path)
    try terminal.expect("press ? for the keys")
    try terminal.expect("up to date")
    terminal.type("es")
    try terminal.expect("no event has been shown yet")
    try append("checkout failed \u{1B}[2J\n", to: workspace)
    try terminal.expect("100001")
    terminal.type("e")
    try terminal.expect("4  Verdict")
    terminal.type("s")
    try terminal.expect("Save to [cases.ruletest]: ")
    terminal.type("tests.txt\r")
    try terminal.expect("nothing was saved")
    terminal.type("s")
    try terminal.expect("Save to [cases.ruletest]: ")
    terminal.type("\r")
    try terminal.expect("Title [Checkout failed]: ")
    terminal.type("A checkout\r")
    try terminal.expect("added [A checkout]")
    terminal.type("s")
    try terminal.expect("Save to")
    terminal.type("\u{3}")
    try terminal.expect("^C")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(terminal.isAsItWas)
    #expect(!terminal.shown.contains("\u{1B}[2J"))
    let run = try CommandLineTool.run(
      ["test", "cases.ruletest", "--rules", "rules", "--base", "minimal"], in: workspace.path)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("Pause holds alerts back, a filter leaves them out, and a reload takes what is on disk")
  func pauseFilterReload() throws {
    let workspace = try workspace()
    defer { withExtendedLifetime(workspace) {} }
    let terminal = try PseudoTerminal(Self.arguments, in: workspace.path)
    try terminal.expect("up to date")
    terminal.type("p")
    try terminal.expect("PAUSED")
    try append("panic one\n", to: workspace)
    try terminal.expect("PAUSED, 1 waiting")
    #expect(!terminal.shown.contains("100002"))
    terminal.type("p")
    try terminal.expect("100002")
    terminal.type("f")
    try terminal.expect("nothing for all")
    terminal.type("level=7\r")
    try terminal.expect("only those alerts")
    try append("checkout failed\npanic two\n", to: workspace)
    try terminal.expect("100002")
    #expect(!terminal.shown.contains("100001"))
    terminal.type("r")
    try terminal.expect("counters and history begin anew")
    terminal.type("?")
    try terminal.expect("load the ruleset again")
    terminal.type("\u{3}")
    #expect(terminal.end() == 130)
    #expect(terminal.isAsItWas)
  }

  @Test("Signals leave the terminal as it was", arguments: [SIGTERM, SIGHUP])
  func signals(signal: Int32) throws {
    let workspace = try workspace()
    defer { withExtendedLifetime(workspace) {} }
    let terminal = try PseudoTerminal(Self.arguments, in: workspace.path)
    try terminal.expect("up to date")
    #expect(!terminal.isAsItWas, "keys come one by one")
    terminal.kill(signal)
    #expect(terminal.end() == 130)
    #expect(terminal.isAsItWas)
  }

  @Test("A terminal that knows no sequences gets none")
  func dumb() throws {
    let workspace = try workspace()
    defer { withExtendedLifetime(workspace) {} }
    let terminal = try PseudoTerminal(Self.arguments, in: workspace.path, kind: "dumb")
    try terminal.expect("press ?")
    try append("panic\n", to: workspace)
    try terminal.expect("100002")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(!terminal.shown.contains("\u{1B}"))
    #expect(terminal.isAsItWas)
  }
}
