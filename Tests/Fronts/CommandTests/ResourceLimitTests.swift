import Foundation
import TestSupport
import Testing

/// `--time-limit` and `--memory-limit`: a message of their own and exit code 2, whatever the command is doing.
@Suite struct ResourceLimitTests {
  /// A file that takes long to look at, and a pipe that never ends, for each command that has the options.
  private func repository() throws -> Workspace {
    try Workspace([
      "assay.conf": "base = minimal\nrules = rules\n",
      "rules/r.xml":
        "<group name=\"x,\"><rule id=\"100001\" level=\"3\"><match>a</match><description>A.</description></rule></group>\n",
      "t.ruletest": "[t]\n> a\nrule = 100001\n", "events.log": "a\n",
    ])
  }

  /// A command line that does not end by itself: it waits for standard input, or for a pipe.
  private static let endless = [
    "try --json", "try", "explain", "new x", "profile", "regex --jsonl", "xml --jsonl", "convert -",
    "try --json --input jsonl",
  ]

  @Test(arguments: endless)
  func timeIsOverWhileTheCommandWaits(_ words: String) throws {
    let result = try repository().shell("sleep 20 | \"$ASSAY\" \(words) --time-limit 300ms; exit ${PIPESTATUS[1]}")
    #expect(result.status == 2)
    #expect(result.errors.contains("the time limit of 300ms is over"), "\(result.errors)")
    #expect(result.errors.contains("[time-limit]"))
  }

  /// A program that the command has started does not go on without it.
  @Test func timeIsOverWhileAnotherProgramWorks() throws {
    let result = try repository().shell(
      """
      mkdir bin; cat > bin/git <<'GIT'
      #!/bin/sh
      trap 'echo it was ended > "$NOTE"; exit 1' TERM
      sleep 60 > /dev/null 2>&1 & wait
      GIT
      chmod +x bin/git
      export NOTE="$PWD/note" PATH="$PWD/bin:$PATH"
      "$ASSAY" lint --changed-since HEAD --time-limit 500ms
      echo "status $?"
      for attempt in $(seq 50); do [ -s note ] && break; sleep 0.1; done
      cat note
      """)
    #expect(result.output.contains("status 2"), "\(result.output)\(result.errors)")
    #expect(result.errors.contains("[time-limit]"), "\(result.errors)")
    #expect(result.output.contains("it was ended"))
  }

  /// Every command that loads rulesets has both options; one that is new, too.
  @Test(arguments: Subcommands.all)
  func everyCommandThatLoadsRulesetsHasBoth(_ name: String) throws {
    let help = try CommandLineTool.run(name.split(separator: " ").map(String.init) + ["--help"]).output
    let others = ["regex", "xml", "fmt", "convert", "shard", "diff"]
    guard help.contains("--ruleset ") || others.contains(name) else { return }
    for option in ["--time-limit", "--memory-limit"] {
      #expect(
        help.contains(option), "assay \(name) takes --ruleset and no \(option): add LimitArguments to its options")
    }
    for bad in [
      "--time-limit=0", "--time-limit=soon", "--time-limit=1e400", "--memory-limit=0", "--memory-limit=9999999999G",
    ] {
      let refused = try CommandLineTool.run(name.split(separator: " ").map(String.init) + [bad])
      #expect(refused.status == 2, "assay \(name) \(bad)")
    }
  }

  /// Those that can be asked for with words alone, all of them well-formed.
  @Test(
    arguments: [
      "test t.ruletest", "lint", "try a", "explain a", "mutate t.ruletest", "profile events.log", "load", "catalog .",
      "attack .", "fmt .", "bench --events events.log", "regex a a", "diff rules rules --corpus events.log",
      "convert t.ruletest",
    ])
  func memoryIsOver(_ words: String) throws {
    // The program alone has more.
    let result = try repository().shell("\"$ASSAY\" \(words) --memory-limit 1M")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("more than the 1 MB of --memory-limit"), "\(result.errors)")
    let fine = try repository().shell("\"$ASSAY\" \(words) --memory-limit 2G --time-limit 2m")
    #expect([0, 1].contains(fine.status) || !fine.errors.contains("-limit]"), "\(fine.errors)")
  }

  @Test func aCommandWithPartsOfAResultShowsThem() throws {
    let workspace = try repository()
    let result = try workspace.run("mutate", "--time-limit", "1ms")
    #expect(result.status == 2)
    #expect(result.output.contains("The run was stopped early"), "\(result.output)\(result.errors)")
    #expect(result.errors.contains("the time limit of 1ms is over"))
  }

  @Test func followingEndsInGoodOrder() throws {
    let workspace = try repository()
    let result = try workspace.shell("\"$ASSAY\" live --follow events.log --time-limit 500ms; echo \"= $?\"")
    #expect(result.output.contains("= 2"), "\(result.output)\(result.errors)")
    #expect(result.errors.contains("[time-limit]"))
  }

  @Test func nothingIsLeftBehind() throws {
    let workspace = try repository()
    // Of git, whose revisions lie in a folder for a while.
    let result = try workspace.shell(
      """
      export HOME=$PWD TMPDIR=$PWD/tmp GIT_CONFIG_NOSYSTEM=1; mkdir tmp
      git init -q . && git add rules t.ruletest events.log assay.conf && git -c user.name=n -c user.email=e commit -qm one
      (sleep 2; ls -A tmp | wc -l > seen; sleep 20) | "$ASSAY" diff HEAD . --corpus - --time-limit 4s > /dev/null; echo "= ${PIPESTATUS[1]}"
      cat seen; ls -A tmp
      """)
    #expect(result.output == "= 2\n1\n", "\(result.output)\(result.errors)")
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func signalsLeaveNothingBehind(_ signal: String) throws {
    let workspace = try repository()
    let result = try workspace.shell(
      """
      export HOME=$PWD TMPDIR=$PWD/tmp GIT_CONFIG_NOSYSTEM=1; mkdir tmp
      git init -q . && git add rules t.ruletest events.log assay.conf && git -c user.name=n -c user.email=e commit -qm one
      set -m
      sleep 20 | "$ASSAY" diff HEAD . --corpus - > /dev/null & pid=$!
      for turn in $(seq 100); do [ -n "$(ls -A tmp)" ] && break; sleep 0.1; done
      ls -A tmp | wc -l; sleep 0.3
      kill -\(signal) $pid; sleep 0.2; kill -\(signal) $pid 2>/dev/null
      wait $pid; echo "= $?"
      ls -A tmp
      """)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "1", "\(result.output)\(result.errors)")
    #expect(lines.last.map { $0.hasPrefix("= ") && $0 != "= 0" } == true, "\(result.output)\(result.errors)")
  }
}
