import TestSupport
import Testing

/// `assay serve` as a user starts it, up to the program that serves the page.
@Suite struct ServeCommandTests {
  private func workspace() throws -> Workspace {
    try Workspace([
      "rules/local_rules.xml":
        "<group name=\"x,\"><rule id=\"100001\" level=\"3\"><match>x</match><description>X</description></rule></group>\n",
      "alerts.json": "{\"timestamp\":\"2026-11-01T10:00:00.000+0000\"}\n",
      // Shows how it was started.
      "bin/assay-studio": "#!/bin/sh\nprintf '%s\\n' \"$@\"\n",
    ])
  }

  private let options = ["--rules", "rules", "--base", "minimal"]

  @Test func theProgramGetsTheEngineWithTheSameOptions() throws {
    let workspace = try workspace()
    let result = try workspace.shell(
      "chmod +x bin/assay-studio; PATH=\"$PWD/bin:$PATH\" \"$ASSAY\" serve --rules rules --base minimal --port 0 --alerts alerts.json"
    )
    let words = result.output.split(separator: "\n").map(String.init)
    #expect(Array(words.prefix(4)) == ["serve", "--port", "0", "--"], "\(result)")
    #expect(words.suffix(3) == ["--alerts", "alerts.json", "--engine-only"])
  }

  @Test func whatIsWrongIsSaidBeforeAnythingIsServed() throws {
    let workspace = try workspace()
    for (arguments, words) in [
      (["--alerts", "nothing.json"], "nothing.json"), (["--alerts", "*.none"], "no file matches"),
      (["--rules", "elsewhere"], "elsewhere"),
    ] {
      let result = try CommandLineTool.run(["serve"] + options + arguments, in: workspace.path)
      #expect(result.status == 2)
      #expect(result.errors.contains(words), "\(result.errors)")
    }
  }

  @Test func questionsAreAnsweredUntilTheInputEnds() throws {
    let workspace = try workspace()
    let result = try CommandLineTool.run(
      ["serve", "--engine-only"] + options, input: "{\"op\":\"status\"}\nx\n{\"op\":\"rule\",\"id\":100001}\n",
      in: workspace.path)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0].hasPrefix("{\"status\"") && lines[1].hasPrefix("{\"error\"") && lines[2].contains("local_rules.xml"))
  }
}
