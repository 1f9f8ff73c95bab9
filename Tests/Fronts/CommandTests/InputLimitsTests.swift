import Foundation
import TestSupport
import Testing

/// Input without an end, and numbers without bounds: a message and exit code 2, in little memory.
@Suite struct InputLimitsTests {
  private func repository() throws -> Workspace {
    try Workspace([
      "assay.conf": "base = minimal\nrules = rules\n",
      "rules/r.xml":
        "<group name=\"x,\"><rule id=\"100001\" level=\"3\"><match>a</match><description>A.</description></rule></group>\n",
      "t.ruletest": "[t]\n> a\nrule = 100001\n", "events.log": "a\n",
    ])
  }

  @Test(
    "Endless lines, devices and sparse files",
    arguments: [
      "try --json < /dev/zero", "try < /dev/zero", "explain < /dev/zero", "new x < /dev/zero", "profile < /dev/zero",
      "profile /dev/zero", "bench --events /dev/zero", "regex --jsonl < /dev/zero", "xml --jsonl < /dev/zero",
      "try --json --input jsonl < /dev/zero", "test sparse.ruletest", "test --update sparse.ruletest",
      "test /dev/zero", "lint --rules sparse.xml", "load --rules sparse.xml", "load --decoders sparse.xml",
      "load --rules rules --list sparse.list=x", "lint --rules rules --baseline sparse.list",
      "load --config sparse.xml",
      "load --rules rules --attack sparse.xml", "xml sparse.xml", "mutate --events sparse.list t.ruletest",
      "new x --into sparse.ruletest < events.log", "test huge", "profile --corpus sparse.list",
      "diff rules rules --corpus /dev/zero", "test t.ruletest --corpus sparse.list",
    ])
  func endless(_ words: String) throws {
    let workspace = try repository()
    // Two gigabytes of addresses are little beside what the program itself maps.
    let result = try workspace.shell(
      """
      truncate -s 4T sparse.ruletest sparse.xml sparse.list 2>/dev/null || truncate -s 4G sparse.ruletest sparse.xml sparse.list
      mkdir huge; truncate -s 100M huge/h.ruletest
      \(Sanitizer.fewAddresses); timeout 60 "$ASSAY" \(words)
      """)
    #expect(result.status == 2, "\(result.errors.prefix(300))")
    #expect(
      (result.errors + result.output).contains("larger than") || result.errors.contains("longer than")
        || result.errors.contains("cannot be read") || result.errors.contains("too large"),
      "\(result.errors.prefix(300))")
  }

  @Test(
    "Numbers",
    arguments: [
      "try --time inf a", "try --time nan a", "try --time 1e400 a", "try --time -1e13 a", "explain --time nan a",
      "explain --every inf a", "profile --every nan events.log", "test --jobs 9223372036854775807",
      "mutate --jobs 4611686018427387904", "mutate --time-limit nan", "mutate --fail-under nan",
      "bench --events events.log --repeat 9223372036854775807", "bench --events events.log --threads 1000000",
      "try --memory-size 9223372036854775807 a", "try --log-alert-level -1 a", "test --shard 9/2",
    ])
  func numbers(_ words: String) throws {
    let result = try repository().shell("\"$ASSAY\" \(words)")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
  }

  @Test(arguments: ["1e400", "-1e400", "1e19", "9223372036854775808", "1e13"])
  func timesInJSONLines(_ number: String) throws {
    let result = try repository().run(
      "try", "--json", "--input", "jsonl",
      input: "{\"event\":\"a\",\"time\":\(number)}\n{\"event\":\"a\",\"time\":1704888000}\n")
    #expect(result.status == 2)
    let answers = result.output.split(separator: "\n")
    #expect(answers.count == 2)
    #expect(answers.first?.contains("'time' is a number of seconds") == true)
    #expect(answers.last?.contains("100001") == true)
  }

  @Test(arguments: ["-1e12", "1e12", "0", "1704888000.5"])
  func timesThatAreFine(_ number: String) throws {
    #expect(try repository().run("try", "--time=\(number)", "a").status == 0)
  }
}
