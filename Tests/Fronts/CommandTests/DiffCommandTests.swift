import Foundation
import TestSupport
import Testing

@Suite("assay diff, as users run it")
struct DiffCommandTests {
  private let workspace: Workspace
  private static let example = Repository.root.appending(path: "examples/review").path

  init() throws { workspace = try Workspace(copying: Self.example) }

  @Test("The example of the documentation: the comment is the one that is kept")
  func example() throws {
    let result = try workspace.run("diff", "old", "new", "--corpus", "archives.json", "--report", "markdown")
    #expect(result.status == 1)
    #expect(result.errors == "")
    #expect(result.output == (try workspace.read("comment.md")))
    #expect(result.output.contains("because 100501 at level 0 is tried before its siblings"))
    #expect(result.output.contains("fires no more: nothing counts towards it"))
  }

  @Test("A ruleset does not differ from itself")
  func same() throws {
    let result = try workspace.run("diff", "old", "old", "--corpus", "archives.json")
    #expect(result.status == 0)
    #expect(result.output.contains("nothing comes out differently"))
  }

  @Test("JSON is as the schema says, and GZIP is the same as what was packed")
  func json() throws {
    let plain = try workspace.run("diff", "old", "new", "--corpus", "archives.json", "--report", "json")
    let document = try JSONSerialization.jsonObject(with: Data(plain.output.utf8))
    let file = Repository.root.appending(path: "schemas/diff.schema.json")
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    #expect(SchemaCheck(schema).problems(of: document) == [])
    #expect(try workspace.shell("gzip -k archives.json").status == 0)
    #expect(
      try workspace.run("diff", "old", "new", "--corpus", "archives.json.gz", "--report", "json").output == plain.output
    )
    let input = try workspace.read("archives.json")
    #expect(
      try workspace.run("diff", "old", "new", "--corpus", "-", "--report", "json", input: input).output == plain.output)
  }

  @Test("A revision may hold empty files")
  func emptyFiles() throws {
    let workspace = try SmallRepository.make()
    let result = try workspace.shell(
      """
      export HOME=$PWD GIT_CONFIG_NOSYSTEM=1; : > a-empty; : > z-empty
      git init -q . && git add . && git -c user.name=a -c user.email=a@b commit -qm one
      "$ASSAY" diff HEAD . --corpus events.log
      """)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("Two folders of one configuration are one ruleset")
  func sameRuleset() throws {
    let result = try SmallRepository.make().run("diff", "rules", "tests", "--corpus", "events.log")
    #expect(result.status == 2 && result.errors.contains("are the same ruleset, that of "), "\(result.errors)")
  }

  @Test("Revisions are read through git, and the working tree stays as it is")
  func revisions() throws {
    let set = try workspace.shell(
      """
      set -e
      export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
      mkdir -p repo/sub && cp -r old/* repo/sub && cd repo && git init -q -b main . && git add . && git commit -qm one
      cp -r ../new/* sub && git commit -qam two
      cp -r ../old/rules sub
      """)
    #expect(set.status == 0, "\(set.errors)")
    let reference = try workspace.run("diff", "old", "new", "--corpus", "archives.json", "--report", "json").output
    func changed(_ words: String, status: Int32 = 1) throws -> CommandLineTool.Result {
      try workspace.shell("cd repo/sub && \"$ASSAY\" diff \(words) --corpus ../../archives.json --report json")
    }
    func groups(_ text: String) -> Substring? { text.firstRange(of: "\"groups\"").map { text[$0.lowerBound...] } }
    for words in ["HEAD~1 HEAD", "main~1..main", "main~1:sub main:sub", "HEAD~1...HEAD"] {
      let result = try changed(words)
      #expect(result.status == 1, "\(words): \(result.errors)")
      #expect(groups(result.output) == groups(reference), "\(words)")
    }
    // The working tree has the old rules again.
    #expect(try changed("HEAD~1").status == 0)
    #expect(try changed("HEAD").status == 1)
    #expect(try workspace.shell("cd repo && git status --porcelain").output == " M sub/rules/gate_rules.xml\n")
    // A base beside the repository is the one that the configuration of the working tree means.
    let beside = try workspace.shell(
      """
      mkdir -p base/ruleset/rules base/ruleset/decoders && cp old/rules/* base/ruleset/rules && cp old/decoders/* base/ruleset/decoders
      echo '<decoder name="named"><program_name>named</program_name></decoder>' > base/ruleset/decoders/named.xml
      echo '<group name="root,"><rule id="1" level="0"><category>syslog</category><description>All.</description></rule></group>' \
        > base/ruleset/rules/0010-root.xml
      mkdir own && cd own && git init -q -b main . && mkdir rules && echo 'base = ../base' > assay.conf
      echo '<group name="x,"><rule id="100600" level="12"><if_sid>100503</if_sid><description>x</description></rule></group>' > rules/x.xml
      git add . && git -c user.name=a -c user.email=a@b commit -qm one && sed -i 's/level="12"/level="13"/' rules/x.xml
      "$ASSAY" diff HEAD --corpus ../archives.json --report json
      """)
    #expect(beside.status == 1, "\(beside.errors)")
    #expect(beside.output.contains(#""summary":"level 12 -> 13""#), "\(beside.output)")
    for words in ["nowhere HEAD", "HEAD~99 .", "'HEAD:nowhere' ."] {
      let result = try changed(words)
      #expect(result.status == 2 && result.output == "", "\(words): \(result.errors)")
    }
    let option = try workspace.shell("cd repo && \"$ASSAY\" diff -- --output=/tmp/x HEAD --corpus ../archives.json")
    #expect(option.status == 2)
  }

  @Test("--fail-on narrows what fails; a budget fails by itself")
  func exitCodes() throws {
    func status(_ arguments: String...) throws -> Int32 {
      try CommandLineTool.run(["diff", "old", "new", "--corpus", "archives.json"] + arguments, in: workspace.path)
        .status
    }
    #expect(try status("--fail-on", "none") == 0)
    #expect(try status("--fail-on", "gained,decoder") == 0)
    #expect(try status("--fail-on", "level,lost") == 1)
    #expect(try status("--fail-on", "losses") == 2)
    #expect(try status("--fail-on", "none", "--budget", "budget.txt") == 1)
    try workspace.write("100503 lost 1000\n* gained 0\n", to: "wide.txt")
    #expect(try status("--fail-on", "none", "--budget", "wide.txt") == 0)
    try workspace.write("100503 loses 1\n", to: "wrong.txt")
    #expect(try status("--fail-on", "none", "--budget", "wrong.txt") == 2)
    #expect(try status("--only", "gained") == 0)
  }

  @Test("Cases of witnesses pass with OLD and fail with NEW, counting rules included")
  func cases() throws {
    let result = try workspace.run(
      "diff", "old", "new", "--corpus", "archives.json", "--write-cases", "diff.ruletest", "--report", "json=out.json")
    #expect(result.status == 1)
    #expect(result.errors.contains("cases added to diff.ruletest"), "\(result.errors)")
    let text = try workspace.read("diff.ruletest")
    #expect(text.contains(/rule\s+= 100551/) && text.contains(/rule\s+= 100503/), "\(text)")
    let old = try workspace.run("test", "diff.ruletest", "--ruleset", "old", "--base", "minimal")
    #expect(old.status == 0, "\(old.output)")
    let new = try workspace.run("test", "diff.ruletest", "--ruleset", "new", "--base", "minimal")
    #expect(new.status == 1)
    #expect(!new.output.contains(" passed,") || new.output.contains("0 passed"), "\(new.output)")
  }

  @Test("What was read is reported although something could not be, and the exit code is 2")
  func damage() throws {
    let text = try workspace.read("archives.json")
    try workspace.write(text + #"{"timestamp":"2026"#, to: "archives.json")
    let half = try workspace.run("diff", "old", "new", "--corpus", "archives.json")
    #expect(half.status == 2)
    #expect(half.output.contains("160 events of 3 agents"), "\(half.output)")
    #expect(half.errors.contains("archives.json:161:1") && half.errors.contains("half a line"), "\(half.errors)")
    try workspace.write("<group", to: "new/rules/broken.xml")
    try workspace.write("<group", to: "old/rules/broken.xml")
    let broken = try workspace.run("diff", "old", "new", "--corpus", "archives.json")
    #expect(broken.status == 2 && broken.output == "")
    #expect(
      broken.errors.contains("in the ruleset old") && broken.errors.contains("in the ruleset new"), "\(broken.errors)")
    #expect(try workspace.run("diff", "old", "new", "--corpus", "nothing.json").status == 2)
    #expect(try workspace.run("diff", "old", "new", "--corpus", "archives.json", "--agent", "nobody").status == 2)
    #expect(try workspace.run("diff", "old", "new").status == 2)
    // Without a rule nothing can come out differently, and that is no good news.
    try workspace.write("base = none\n", to: "old/assay.conf")
    try workspace.write("base = none\n", to: "new/assay.conf")
    #expect(try workspace.run("diff", "old", "new", "--corpus", "archives.json").status == 2)
  }

  @Test(
    "Cut by agent into any number of files, the parts add up to the same report, byte for byte", arguments: [1, 2, 5])
  func shards(count: Int) throws {
    let whole = try workspace.run(
      "diff", "old", "new", "--corpus", "archives.json", "--report", "json", "--threads", "3"
    ).output
    let dealt = try workspace.run("shard", "--into", "\(count)", "--output", "parts", "archives.json")
    #expect(dealt.status == 0, "\(dealt.errors)")
    let lines = dealt.output.split(separator: "\n").compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(lines.count == count && lines.reduce(0, +) == 160)
    let made = try workspace.shell(
      "cd parts && for f in *.jsonl; do \"$ASSAY\" diff ../old ../new --corpus $f --partial ${f%.jsonl}.partial || exit 9; done"
    )
    #expect(made.status == 0, "\(made.errors)")
    let merged = try workspace.shell("\"$ASSAY\" diff old new --report json --merge parts/*.partial")
    #expect(merged.status == 1, "\(merged.errors)")
    #expect(merged.output == whole)
    // A worker that was killed has left half a file, or none.
    let half = try workspace.shell(
      "head -c 100 parts/shard-000.partial > parts/half.partial; \"$ASSAY\" diff old new --merge parts/half.partial")
    #expect(half.status == 2 && half.errors.contains("no whole part"), "\(half.errors)")
    let other = try workspace.shell("rm parts/half.partial; \"$ASSAY\" diff new old --merge parts/*.partial")
    #expect(other.status == 2 && other.errors.contains("do not add up"))
  }

  @Test("What the manager wrote down stands for OLD, and says how far a replay can be trusted")
  func recorded() throws {
    func document(_ second: Int, _ log: String, rule: String) -> String {
      #"{"timestamp":"2026-11-01T10:00:\#(second).000+0000",\#(rule)"agent":{"id":"001","name":"a","ip":"any"},"manager":{"name":"m"},"#
        + #""id":"1.\#(second)","full_log":"\#(log)","decoder":{"parent":"gate","name":"gate"},"location":"/x"}"# + "\n"
    }
    let alert = #""rule":{"level":5,"id":"100501","description":"x"},"#
    try workspace.write(
      document(10, "gate: 1.1.1.1 404 /a", rule: alert) + document(11, "gate: 1.1.1.1 200 /a", rule: "")
        + document(12, "gate: 1.1.1.1 200 /b", rule: alert), to: "kept.json")
    let old = try workspace.run("diff", "--recorded", "old", "--corpus", "kept.json", "--report", "json")
    // The third says something that the ruleset does not.
    #expect(old.status == 1)
    #expect(old.output.contains(#""events":3,"changed":1"#), "\(old.output)")
    let calibrated = try workspace.run("diff", "old", "old", "--calibrate", "--corpus", "kept.json")
    #expect(calibrated.status == 0)
    #expect(
      calibrated.output.contains("OLD agrees with the manager in 66.66 % of 3 events; 1 differ: 1 in the first"),
      "\(calibrated.output)")
    #expect(try workspace.run("diff", "--recorded", "old", "new", "--corpus", "kept.json").status == 2)
  }

  @Test("All forms of a report show the same numbers")
  func reports() throws {
    let result = try workspace.run(
      "diff", "old", "new", "--corpus", "archives.json", "--color", "never", "--report", "pretty", "--report",
      "html=a.html", "--report",
      "junit=a.xml", "--report", "github=a.txt", "--report", "markdown=a.md")
    #expect(result.status == 1)
    let json = try workspace.run("diff", "old", "new", "--corpus", "archives.json", "--report", "json").output
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let counts = try #require(document["counts"] as? [String: Int])
    let groups = try #require(document["groups"] as? [[String: Any]])
    #expect(groups.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == document["changed"] as? Int)
    let own = groups.first { ($0["old"] as? [String: Any])?["rule"] as? Int == 100501 }?["count"] as? Int
    let words = "\(try #require(own)) alerts lost"
    for text in [
      result.output, try workspace.read("a.html"), try workspace.read("a.xml"), try workspace.read("a.txt"),
      try workspace.read("a.md"),
    ] {
      #expect(text.contains(words), "\(text)")
    }
    #expect(counts.keys.contains("lost"))
    #expect(try workspace.read("a.txt").contains("::error file=rules/gate_rules.xml,line=7"))
  }
}
