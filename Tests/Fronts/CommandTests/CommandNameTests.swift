import TestSupport
import Testing

@Suite("Names of commands, as users mistype them")
struct CommandNameTests {
  @Test(
    "A slip of the finger is taken for one",
    arguments: [
      (["tset"], "tset", "test"), (["expalin", "a log"], "expalin", "explain"), (["Lint"], "Lint", "lint"),
      (["mutat", "--rule", "100100"], "mutat", "mutate"), (["hlep"], "hlep", "help"),
    ])
  func slips(_ arguments: [String], _ word: String, _ meant: String) throws {
    let result = try CommandLineTool.run(arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors == """
        Error: Unknown command '\(word)'. Did you mean '\(meant)'?
        Usage: assay <subcommand>
          See 'assay --help' for more information.

        """)
  }

  @Test("Anything else gets the usual message", arguments: ["tests/app.ruletest", "frobnicate", "x"])
  func others(_ word: String) throws {
    let result = try CommandLineTool.run([word])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("Error: Unexpected argument '\(word)'\nUsage: assay <subcommand>\n"))
  }

  @Test("What is wrong behind a command that is there stays as it is")
  func behindACommand() throws {
    let result = try CommandLineTool.run(["test", "--rulset", "x"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("Error: Unknown option '--rulset'. Did you mean '--ruleset'?\nUsage: assay test "))
  }
}
