import Foundation
import TestSupport
import Testing

/// What a log, a ruleset, an argument or the name of a file holds, from every command, in a pipe and at a terminal.
@Suite struct OutsideTextCommandTests {
  /// Carriage returns and line feeds, workflow commands, escape sequences, C1 controls, marks that turn the writing.
  static let payload =
    "p\r\n::error file=a::pwned\r::stop-commands::t\n ##[error]x\u{1B}]0;t\u{7}\u{9B}2J\u{202E}q\u{1B}[2J"

  /// In XML, in a message of the loader: `if_sid` is quoted.
  private static func workspace() throws -> Workspace {
    let workspace = try Workspace([
      "rules/r.xml": """
      <group name="x,">
        <rule id="100001" level="3"><if_sid>\(payload)</if_sid><description>x</description></rule>
        <rule id="100002" level="3"><match>pwned</match><description>\(payload)</description></rule>
        <rule id="100003" level="3"><match>other</match><description>x \(payload)</description></rule>
      </group>
      """,
      "tests/a.ruletest": "[a]\n>\\ pwned \\e[31m\\r\\n::error::x\nrule = 100003\n\n[b]\n> other\nrule = 100003\n",
      "log.txt": "::error::pwned \u{1B}[31mred \u{9B}2J\n##[error]pwned\n",
      "alerts.json":
        #"{"full_log":"::error::x\r\n::error::\u001b[2J","rule":{"id":"1","description":"d\r\n::error::x"}}"# + "\n"
        + "::error::\u{1B}[2J\n",
    ])
    // A file whose name is a command, and one that holds a line feed.
    try workspace.write("[c]\n> pwned\nrule = 1\nruel = 2\n", to: "names/::error::\u{1B}[31m.ruletest")
    try workspace.write("[d]\n> pwned\nrule = 1\n", to: "names/x\n::stop-commands::t\u{1B}[2J`.ruletest")
    return workspace
  }

  static let commands: [[String]] =
    ["pretty", "compact", "tap", "junit", "json", "gitlab", "markdown", "html"].map {
      ["test", "tests", "names", "--base", "minimal", "--ruleset", ".", "--report", $0]
    }
    + ["pretty", "compact", "json", "sarif", "gitlab", "junit"].map { ["lint", "--base", "minimal", "--report", $0] }
    + [
      ["try", "--base", "minimal", payload], ["try", "--base", "minimal", "-v", "::error::pwned\n::error::x"],
      ["try", "--base", "minimal", "--alert-log", "::error::pwned"], ["try", "--base", "minimal", "--json", payload],
      ["explain", "--base", "minimal", payload], ["explain", "--base", "minimal", "--json", payload],
      ["explain", "--base", "minimal", "--rule", "100002", "--field", payload, payload],
      ["load", "--base", "minimal"], ["load", "--base", "minimal", "--all"], ["load", "--base", "minimal", "--tree"],
      ["load", "--base", "minimal", "--json"], ["load", "--base", "minimal", "--effective", "100002"],
      ["regex", payload, payload], ["regex", "::error::(", "::error::x"], ["convert", "alerts.json"],
      ["new", payload, "--base", "minimal"], ["mutate", "tests", "--base", "minimal", "--ruleset", "."],
      ["profile", "log.txt", "--base", "minimal"], ["test", payload], ["test", "--\(payload)"], ["lint", payload],
      ["try", "--ruleset", payload, "x"], ["\(payload)"], ["explain", "names/\(payload).ruletest:3"],
      ["test", "tests", "--filter", payload, "--base", "minimal", "--ruleset", "."],
      ["test", "names", "--base", "minimal", "--ruleset", ".", "--update"],
    ]

  @Test(arguments: commands.indices)
  func noLineIsACommand(_ number: Int) throws {
    let workspace = try Self.workspace()
    let result = try CommandLineTool.run(
      Self.commands[number], input: "::error::pwned\n", in: workspace.path, environment: ["NO_COLOR": "1"])
    for text in [result.output, result.errors] {
      let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map {
        String($0.drop { $0 == " " || $0 == "\t" })
      }
      for line in lines {
        #expect(!line.hasPrefix("::") && !line.hasPrefix("##["), "\(Self.commands[number]): \(line)")
      }
    }
    #expect(result.status >= 0 && result.status <= 2)
  }

  @Test(arguments: commands.indices)
  func noTerminalObeys(_ number: Int) throws {
    let workspace = try Self.workspace()
    let terminal = try PseudoTerminal(Self.commands[number], in: workspace.path, typed: "\u{4}\u{4}")
    _ = terminal.end()
    // The terminal itself makes CR LF of line feeds, and shows what is typed.
    // A bar of our own clears its line, where the command takes long enough for one.
    let shown = terminal.shown.replacing("\u{1B}[K", with: "")
    for scalar in shown.unicodeScalars where scalar != "\n" && scalar != "\r" && scalar != "\t" {
      let isObeyed = scalar.value < 0x20 && scalar.value != 4 && scalar.value != 8 || 0x7F..<0xA0 ~= scalar.value
      #expect(!isObeyed && scalar.value != 0x202E, "\(Self.commands[number]): U+\(String(scalar.value, radix: 16))")
    }
    #expect(!terminal.shown.contains("\r\r") && !terminal.shown.contains("p\r\n::error file"))
  }

  @Test func githubCommandsAreOurs() throws {
    let workspace = try Self.workspace()
    for arguments in [
      ["lint", "--base", "minimal"], ["test", "tests", "names", "--base", "minimal", "--ruleset", "."],
    ] {
      let result = try CommandLineTool.run(arguments + ["--report", "github"], in: workspace.path)
      let commands = result.output.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String($0) }
        .filter { $0.hasPrefix("::") }
      #expect(!commands.isEmpty)
      for command in commands {
        let isOurs = ["::error ", "::warning ", "::notice "].contains { command.hasPrefix($0) }
        #expect(isOurs && command.contains("title="), "\(command)")
        #expect(!command.unicodeScalars.contains { $0.value < 0x20 })
      }
    }
  }
}
