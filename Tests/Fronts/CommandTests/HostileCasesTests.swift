import Foundation
import TestSupport
import Testing

/// Inputs on which an early version crashed, hung, grew without bound, lost something or obeyed the input.
///
/// Others of these kinds stand where their subject is: output that is lost in ``LostOutputTests``, input without an end and
/// numbers without bounds in ``InputLimitsTests`` and ``LimitsTableTests``, files elsewhere in ``ConfinementTests``, cases
/// that are saved at once in `SavingTests`, `<accumulate>` under a clock that stands still in `AccumulatorTests`.
@Suite struct HostileCasesTests {
  private static let options = "--base minimal --rules r.xml"

  private func repository(_ files: [String: String] = [:]) throws -> Workspace {
    try Workspace(
      [
        "r.xml":
          "<group name=\"x,\">\n<rule id=\"100000\" level=\"3\"><match>pass</match><description>P.</description></rule>\n</group>\n",
        "fail.ruletest": "[a]\n> pass\nrule = 5\n",
      ].merging(files) { $1 })
  }

  @Test("A failing suite whose report is lost is not green")
  func lostReport() throws {
    let workspace = try repository()
    let words = "\"$ASSAY\" test \(Self.options) fail.ruletest"
    let result = try workspace.shell(
      """
      \(words) > /dev/null; echo $?
      \(words) > /dev/full; echo $?
      \(words) >&-; echo $?
      (trap '' PIPE; \(words) | true; echo ${PIPESTATUS[0]})
      "$ASSAY" test /nonexistent 2>/dev/full; echo $?
      "$ASSAY" load --rules /nonexistent 2>&-; echo $?
      cp fail.ruletest u.ruletest; "$ASSAY" test --update \(Self.options) u.ruletest >&-; echo $?; cat u.ruletest
      \(words) --report pretty --report junit=j.xml > /dev/full; echo $?; grep -c testcase j.xml
      """)
    #expect(result.output == "1\n2\n2\n1\n2\n2\n2\n[a]\n> pass\nrule = 100000\n2\n2\n", "\(result.errors)")
  }

  @Test(
    "Line ends in a ruleset make no commands for a CI server",
    arguments: ["lint --report github", "lint --report pretty", "lint --report compact", "try x", "load", "test ."])
  func commands(_ words: String) throws {
    let workspace = try repository([
      "r.xml":
        "<group name=\"x,\">\n<rule id=\"100001\" level=\"3\"><if_sid>9\r\n::error file=README.md,line=1::pwned\r\n::stop-commands::t0k\r\n</if_sid><description>d</description></rule></group>\n"
    ])
    let result = try workspace.shell("\"$ASSAY\" \(words) \(Self.options)")
    let lines = (result.output + result.errors).utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).map {
      String(Substring($0))
    }
    #expect(lines.contains { $0.contains("pwned") })
    #expect(!lines.contains { $0.hasPrefix("::stop-commands") || $0.hasPrefix("::error file=README.md") })
  }

  @Test(
    "A ruleset writes nothing that a terminal obeys", arguments: ["try x", "load", "lint", "load --tree", "explain x"])
  func escapes(_ words: String) throws {
    let workspace = try repository([
      "r.xml":
        "<group name=\"x,\"><rule id=\"100001\" level=\"3\"><if_sid>9\u{1B}]52;c;cHduZWQ=\u{7}\u{1B}]0;title\u{7}</if_sid><description>d</description></rule></group>\n"
    ])
    let result = try workspace.shell("\"$ASSAY\" \(words) \(Self.options)")
    #expect(!(result.output + result.errors).unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
  }

  @Test(
    "Numbers of an alert that fit nowhere",
    arguments: [
      #"{"id":1e300}"#, #"{"id":-1e19}"#, #"{"frequency":1e19}"#, #"{"level":1e300,"id":"1"}"#,
      #"{"id":9223372036854775808}"#, #"{"id":"1","level":-9223372036854775809}"#,
    ])
  func numbers(_ rule: String) throws {
    let result = try repository().run("convert", "-", input: "{\"full_log\":\"x\",\"rule\":\(rule)}")
    #expect([0, 1, 2].contains(result.status), "\(result.errors)")
    #expect(result.status != 0 || result.output.contains("> x"))
  }

  @Test("One pattern does not take gigabytes")
  func patternMemory() throws {
    let native = String(repeating: #"\\.*\\s*"#, count: 60) + #"\\p\\d"#
    let pcre2 = #"(?:(a|b|\\s|x|1|\\.|c))*"# + String(repeating: "(q)?", count: 2000) + #"\\d\\d$"#
    let questions = [
      #"{"id":"native","dialect":"osregex","pattern":"\#(native)","subject":"x \#(String(repeating: "a b.c ", count: 2000))","capturing":true}"#,
      #"{"id":"pcre2","dialect":"pcre2","pattern":"\#(pcre2)","subject":"\#(String(repeating: "x1a", count: 21000))","capturing":true}"#,
    ]
    let workspace = try repository(["q.jsonl": questions.joined(separator: "\n") + "\n"])
    let result = try workspace.run("regex", "--jsonl", "--memory-limit", "600M", input: try workspace.read("q.jsonl"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\"out-of-memory\""))
  }

  @Test("Lint is linear in the length of a line")
  func longLine() throws {
    // Quadratic, it takes minutes.
    let line = String(repeating: "<a></a>", count: 20_000)
    let workspace = try repository(["e.xml": "<group name=\"x,\">\n\(line)</group>\n"])
    let result = try workspace.run(
      "lint", "--rules", "e.xml", "--base", "minimal", "--report", "compact=/dev/null", "--time-limit", "60s")
    #expect(result.status == 1, "\(result.errors.suffix(300))")
  }

  @Test("A run is linear in the failing expectations of an event")
  func failingExpectations() throws {
    let text = "[c]\n> pass\n" + String(repeating: "rule = 1\n", count: 60_000)
    let workspace = try repository(["x.ruletest": text])
    let result = try workspace.shell("\"$ASSAY\" test \(Self.options) x.ruletest --time-limit 60s > out")
    #expect(result.status == 1, "\(result.errors.suffix(300))")
  }

  @Test("Cases that are written at once are all there")
  func savedAtOnce() throws {
    let workspace = try repository()
    let result = try workspace.shell(
      """
      for turn in 1 2 3 4 5 6; do
        for k in 1 2 3; do (echo pass | "$ASSAY" new "title $k" --into n.ruletest \(Self.options) >/dev/null 2>&1 && echo ok >> ok.$turn) & done
        wait
        [ "$(grep -c '^\\[title' n.ruletest)" = "$(wc -l < ok.$turn)" ] || echo lost
        rm -f n.ruletest; ls -A | grep assay-
      done
      """)
    #expect(result.output.isEmpty, "\(result.output)")
  }

  @Test("What lies elsewhere is neither shown nor written")
  func elsewhere() throws {
    let workspace = try Workspace([
      "secret": "TOPSECRET\n", "victim": "[a]\n> a\nrule = 5\n",
      "q/r.xml":
        "<group name=\"x,\"><rule id=\"100000\" level=\"3\"><match>a</match><description>x</description></rule></group>\n",
    ])
    let result = try workspace.shell(
      """
      cd q; git init -q . 2>/dev/null || mkdir .git
      printf 'rules = r.xml\\nlist = /proc/self/environ\\nbase = minimal\\n' > assay.conf; TOKEN_X=ghs_123 "$ASSAY" load
      printf 'rules = r.xml, ../secret\\nbase = minimal\\n' > assay.conf; "$ASSAY" lint
      printf 'base = minimal\\n' > assay.conf; ln -s ../secret s.ruletest; "$ASSAY" test .; rm s.ruletest
      ln -s ../victim w.ruletest; "$ASSAY" test --update .
      ln -s /dev/zero z.ruletest; "$ASSAY" test .
      """)
    #expect(result.status == 2)
    let shown = result.output + result.errors
    #expect(!shown.contains("TOPSECRET") && !shown.contains("ghs_123"), "\(shown)")
    #expect(try workspace.read("victim") == "[a]\n> a\nrule = 5\n")
  }

  @Test("Names of files are texts as any other", arguments: ["pretty", "compact", "markdown", "html", "github", "tap"])
  func fileNames(_ form: String) throws {
    let workspace = try repository()
    let result = try workspace.shell(
      """
      mkdir t; printf '[a]\\n> pass\\nrule = 5\\n' > t/$'a\\e[31m\\n::stop-commands::x\\n```\\n<b>.ruletest'
      "$ASSAY" test --base minimal --report \(form) t
      """)
    #expect(result.output.contains("stop-commands"))
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("\n::stop-commands"), "\(result.output)")
    if form == "markdown" || form == "html" { #expect(!result.output.contains("\n```\n<b>")) }
  }
}
