import Foundation
import TestSupport
import Testing

/// What becomes of a result that does not arrive: never a success.
@Suite struct LostOutputTests {
  /// A command that writes to standard output, with its exit code when all goes well.
  struct Command: CustomTestStringConvertible, Sendable {
    var words: String
    var status: Int32
    var testDescription: String { words }

    init(_ words: String, _ status: Int32 = 0) { (self.words, self.status) = (words, status) }
  }

  static let commands: [Command] = [
    Command("--help"), Command("--version"), Command("help test"), Command("test --help"),
    Command("test tests/good.ruletest"), Command("test tests/bad.ruletest", 1),
    Command("test tests/bad.ruletest --coverage", 1),
    Command("load"), Command("load --json"), Command("load --tree"), Command("load --effective 100001"),
    Command("lint"), Command("lint --report json"), Command("lint --list-checks"), Command("lint --explain load"),
    Command("lint --rules red.xml", 1), Command("lint --rules red.xml --report sarif", 1),
    Command("try hello"), Command("try --json hello"), Command("try -v < events.log"), Command("try --alert-log hello"),
    Command("try --json --input jsonl < events.jsonl"), Command("try --explain < events.log"),
    Command("explain hello"), Command("explain --json hello"), Command("explain tests/good.ruletest:2"),
    Command("regex a a"), Command("regex a b", 1), Command("regex --json a a"), Command("regex --convert pcre2 a"),
    Command("regex --jsonl < regex.jsonl"), Command("xml rules/r.xml"), Command("xml --jsonl < xml.jsonl"),
    Command("new title < events.log"), Command("convert tests/good.ruletest", 1), Command("convert - < alerts.json"),
    Command("bench --events events.log"), Command("profile events.log"), Command("profile --json < events.log"),
    Command("mutate tests/good.ruletest"), Command("mutate --list-mutants tests/good.ruletest"),
    Command("mutate --list-operators"), Command("fmt --diff red.xml", 1), Command("catalog tests/good.ruletest"),
    Command("attack tests/good.ruletest"), Command("shard events.log --into 2 --output dealt"),
    Command("diff rules other --corpus events.log", 1), Command("live < events.log"),
    Command("mutate --fail-under 100 --report json tests/good.ruletest", 1),
    Command("base add stock"), Command("base list"), Command("base check"), Command("base path 1.2.3"),
    Command("rename rule 100001 100009 --dry-run"), Command("tree"), Command("tree --json"), Command("ids"),
    Command("test tests/good.ruletest --corpus events.log"),
  ]

  static let reports = [
    "pretty", "compact", "json", "junit", "tap", "github", "gitlab", "markdown", "html",
  ].map { Command("test tests/bad.ruletest --report \($0)", 1) }

  /// Commands that write nothing to standard output when all goes well, and why.
  static let silent = [
    "manual": "it writes files", "listen": "nobody sends it anything here",
    "init": "here everything is there already",
    "lsp": "nobody asks it anything here", "mcp": "nobody asks it anything here", "serve": "it becomes assay-studio",
  ]

  private func repository() throws -> Workspace { try SmallRepository.make() }

  @Test(arguments: Subcommands.all)
  func eachCommandIsTried(_ name: String) {
    #expect(
      Self.silent[name] != nil || Self.commands.contains { Subcommands.runs($0.words, name) },
      "assay \(name) is not tried with a full disk and a closed output: add a line to LostOutputTests.commands")
  }

  @Test(arguments: commands + reports)
  func eachCommandSaysThatItsOutputIsLost(_ command: Command) throws {
    let workspace = try SmallRepository.make(for: command.words)
    let normal = try workspace.shell("\"$ASSAY\" \(command.words)")
    #expect(normal.status == command.status, "\(normal.output)\(normal.errors)")
    #expect(!normal.output.isEmpty)
    for target in [">/dev/full", ">&-", "1</dev/null"] {
      let lost = try workspace.shell("\"$ASSAY\" \(command.words) \(target)")
      #expect(lost.status == 2, "\(target): \(lost.errors)")
      #expect(lost.errors.contains("standard output cannot be written"), "\(target): \(lost.errors)")
    }
    // A file that must not grow: the signal of it is not what ends the command.
    if !Sanitizer.watchesThreads {
      let limited = try workspace.shell("ulimit -f 0; \"$ASSAY\" \(command.words) > out 2>/dev/full")
      #expect(limited.status == 2)
    }
    // Nobody reads; whether the signal of that is ignored makes no difference.
    for signal in ["", "trap '' PIPE; "] {
      let left = try workspace.shell(
        "\(signal)mkfifo p\(signal.count); exec 3<>p\(signal.count) 4>p\(signal.count) 3<&-; \"$ASSAY\" \(command.words) >&4"
      )
      #expect([command.status, 141].contains(left.status), "\(left.errors)")
      #expect(!left.errors.contains("cannot be written"))
    }
  }

  @Test(arguments: [
    "test nowhere", "load --rules nowhere", "lint --rules nowhere", "try --rules nowhere hello",
    "regex '(' --dialect pcre2",
    "explain --rule 77 hello", "convert nowhere", "xml nowhere", "bench --events nowhere", "profile nowhere",
    "mutate nowhere", "new x < /dev/null", "nonsense", "test --nonsense", "test --filter '('",
  ])
  func anErrorThatNobodyReadsIsStillAnError(_ words: String) throws {
    let workspace = try repository()
    for target in ["", "2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full 2>/dev/full"] {
      #expect(try workspace.shell("\"$ASSAY\" \(words) \(target)").status == 2, "\(target)")
    }
  }

  @Test func aNoteThatIsLostIsNoSuccess() throws {
    let workspace = try repository()
    // The ruleset has no root rules, which is said on standard error.
    let words = "\"$ASSAY\" try --rules rules/r.xml hello"
    try workspace.write("", to: "assay.conf")
    #expect(try workspace.shell(words).status == 0)
    #expect(try workspace.shell("\(words) 2>/dev/full").status == 2)
    #expect(try workspace.shell("\(words) 2>&-").status == 2)
  }

  @Test func filesAreWrittenWhateverBecomesOfTheTerminal() throws {
    let workspace = try repository()
    for target in [">/dev/full", ">&-", "1</dev/null 2>&-"] {
      let result = try workspace.shell(
        """
        rm -rf out && mkdir out
        "$ASSAY" test tests/bad.ruletest --report pretty --report junit=out/t.xml --coverage-json out/c.json \(target) && exit 9
        "$ASSAY" lint --rules red.xml --report pretty --report sarif=out/l.sarif \(target) && exit 9
        "$ASSAY" mutate tests/good.ruletest --report pretty --report json=out/m.json \(target) && exit 9
        cp tests/bad.ruletest out/u.ruletest
        "$ASSAY" test --update out/u.ruletest \(target) && exit 9
        ls out; cat out/u.ruletest
        """)
      #expect(result.status == 0, "\(target)")
      #expect(result.output.contains("c.json\nl.sarif\nm.json\nt.xml\nu.ruletest\n"), "\(target): \(result.output)")
      #expect(result.output.contains("rule  = 100002"), "\(target)")
    }
  }

  @Test func aReportThatCannotBeWrittenKeepsNoOtherFromBeingWritten() throws {
    let workspace = try repository()
    let test = try workspace.run(
      "test", "tests/good.ruletest", "--report", "junit=nowhere/a.xml", "--report", "tap=b.tap", "--coverage-html",
      "nowhere/else/", "--coverage-json", "c.json")
    #expect(test.status == 2)
    #expect(test.errors.contains("nowhere/a.xml") && test.errors.contains("nowhere/else"))
    #expect(try workspace.read("b.tap").contains("ok 1"))
    #expect(try workspace.read("c.json").contains("100001"))
    let lint = try workspace.run("lint", "--report", "json=nowhere/a.json", "--report", "compact=d.txt")
    #expect(lint.status == 2)
    #expect(lint.errors.contains("nowhere/a.json"))
    #expect(try workspace.read("d.txt") == "")
    let full = try workspace.run("test", "tests/good.ruletest", "--report", "tap=/dev/full")
    #expect(full.status == 2)
    #expect(full.errors.contains("/dev/full"))
  }

  @Test func theStepSummaryIsNotLostInSilence() throws {
    let workspace = try repository()
    let words = ["test", "tests/good.ruletest", "--report", "github"]
    let kept = try CommandLineTool.run(words, in: workspace.path, environment: ["GITHUB_STEP_SUMMARY": "summary.md"])
    #expect(kept.status == 0)
    #expect(try workspace.read("summary.md").contains("1 passed"))
    let lost = try CommandLineTool.run(words, in: workspace.path, environment: ["GITHUB_STEP_SUMMARY": "/dev/full"])
    #expect(lost.status == 2)
    #expect(lost.errors.contains("the summary of the step cannot be written"))
  }

  @Test func anEndlessDialogueEndsWithItsReader() throws {
    let workspace = try repository()
    let left = try workspace.shell("yes hello | \"$ASSAY\" try | head -n 1; echo ${PIPESTATUS[1]}")
    #expect(left.output.hasSuffix("141\n"))
    let full = try workspace.shell("yes hello | \"$ASSAY\" try --json > /dev/full; echo ${PIPESTATUS[1]}")
    #expect(full.output == "2\n")
    let closed = try workspace.shell("\"$ASSAY\" try <&-")
    #expect(closed.status == 2)
    #expect(closed.errors.contains("standard input cannot be read: it is closed"))
  }

  @Test func noFileIsTakenForAClosedStream() throws {
    let workspace = try repository()
    let before = try workspace.read("rules/r.xml")
    _ = try workspace.shell("\"$ASSAY\" test --update tests/bad.ruletest <&- >&- 2>&-")
    #expect(try workspace.read("rules/r.xml") == before)
    #expect(try workspace.read("tests/bad.ruletest") == "[An end is a greeting]\n> bye\nrule  = 100002\nlevel = 7\n")
  }
}
