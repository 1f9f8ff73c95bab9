import Bytes
import Foundation
import PatternSyntax
import Senders
import TestSupport
import Testing

@testable import Analysis
@testable import EVTX
@testable import Patterns

/// Every bound of Assay's own: SECURITY.md lists it, and something here goes past it.
@Suite struct LimitsTableTests {
  /// Goes past a limit.
  typealias Check = @Sendable () throws -> Void

  @Test("Each row has a test", arguments: Limits.table.map(\.name))
  func row(_ name: String) throws {
    let check = try #require(Self.checks[name], "the limit \"\(name)\" is in the table, and nothing here goes past it")
    try check()
  }

  @Test func eachTestHasARow() {
    #expect(Self.checks.keys.sorted() == Limits.table.map(\.name).sorted())
  }

  @Test func theSecurityPageIsTheTable() throws {
    let page = try String(contentsOf: Repository.root.appending(path: "SECURITY.md"), encoding: .utf8)
    let table = (Limits.markdownHead + Limits.table.map(\.markdown)).joined(separator: "\n")
    #expect(page.contains(table), "SECURITY.md has to hold this table:\n\(table)")
  }

  // MARK: What goes past them

  /// Runs a script of the shell on a small ruleset, within two gigabytes.
  private static func expect(
    _ script: String, status: Int32 = 2, says words: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let workspace = try Workspace([
      "assay.conf": "base = minimal\nrules = rules\n",
      "rules/r.xml":
        "<group name=\"x,\"><rule id=\"100001\" level=\"3\"><match>a</match><description>A.</description></rule></group>\n",
    ])
    let result = try workspace.shell("\(Sanitizer.fewAddresses); \(script)")
    #expect(result.status == status, "\(result.errors.prefix(400))", sourceLocation: sourceLocation)
    #expect(
      (result.output + result.errors).contains(words), "\(result.output.prefix(400))\(result.errors.prefix(400))",
      sourceLocation: sourceLocation)
  }

  /// A matcher's answer to a question of `assay regex --jsonl`.
  private static func answer(_ pattern: String, _ subject: String, says words: String) throws {
    let question = #"{"dialect": "pcre2", "capturing": true, "pattern": "\#(pattern)", "subject": "\#(subject)"}"#
    let result = try CommandLineTool.run(["regex", "--jsonl"], input: question + "\n")
    #expect(result.output.contains(words), "\(result.output.prefix(300))\(result.errors)")
  }

  private static let checks: [String: Check] = [
    // Input
    "text": { try expect("truncate -s 33M b.xml; \"$ASSAY\" load --rules b.xml", says: "At most 32 MB") },
    "cases": { try expect("truncate -s 65M b.ruletest; \"$ASSAY\" test b.ruletest", says: "than the 64 MB") },
    "list": { try expect("truncate -s 129M b.list; \"$ASSAY\" load --rules rules --list b.list=b", says: "128 MB") },
    "snapshot": {
      try expect(
        "truncate -s 5M b.json; printf '[t]\\n> a\\ndocument = @b.json\\n' > t.ruletest; \"$ASSAY\" test t.ruletest",
        says: "at most 4 MiB")
    },
    "line": { try expect("head -c 34M /dev/zero | tr '\\0' a | \"$ASSAY\" try --json", says: "longer than 32 MB") },
    "endless-line": {
      try expect(
        "\"$ASSAY\" diff rules rules --corpus /dev/zero", says: "longer than 512 MB: nothing behind this place")
    },
    "kept-lines": {
      try expect(
        "yes \"$(head -c 64000 /dev/zero | tr '\\0' a)\" | head -n 2130 > b.log; \"$ASSAY\" profile b.log",
        says: "more than 128 MB of lines")
    },
    "joined-event": {
      try expect(
        "(printf '<Event>\\n'; yes abcdefgh | head -n 120000) | \"$ASSAY\" try --format windows",
        says: "no end of an event within 1048576 bytes")
    },
    "wide-export": {
      var assembler = EventAssembler(.windows)
      let line = ByteString(Array("<\0E\0".utf8) + Array(repeating: 0, count: 16 << 20))
      #expect(throws: InputError.self) { for _ in 0...16 { _ = try assembler.add(line) } }
    },
    "revision-file": {
      try expect(
        revision("truncate -s 2M large") + "\"$ASSAY\" diff HEAD . --corpus events.log", status: 0,
        says: "1 large files of the revision are left out")
    },
    "revision": {
      try expect(
        revision("truncate -s 260M a.xml b.xml") + "\"$ASSAY\" diff HEAD . --corpus events.log",
        says: "the revision has more than 512 MB of files")
    },
    "folder-depth": {
      let deep = Array(repeating: "d", count: 34).joined(separator: "/")
      try expect("mkdir -p deep/\(deep); \"$ASSAY\" load --ruleset deep", says: "folders deep")
    },
    // Structures
    "rule-tree": {
      // Each level doubles the places of the one above.
      var rules = "<group name=\"x,\"><rule id=\"1\" level=\"1\"><description>d</description></rule>"
      for level in 1...21 {
        for side in 0...1 {
          let parents = level == 1 ? "1" : "\(level - 1)00, \(level - 1)01"
          rules +=
            "<rule id=\"\(level)0\(side)\" level=\"1\"><if_sid>\(parents)</if_sid><description>d</description></rule>"
        }
      }
      try expect(
        "echo '\(rules)</group>' > t.xml; \"$ASSAY\" load --rules t.xml --base none", says: "more than 1048576 places")
    },
    "expansion": {
      // Without a limit each of these texts has six megabytes.
      let text = String(repeating: "$V", count: 6000)
      let rules = (10...59).map {
        "<rule id=\"1000\($0)\" level=\"1\"><match>\(text)</match><description>d</description></rule>"
      }.joined(separator: "\n")
      let variable = "<var name=\"V\">\(String(repeating: "a", count: 1000))</var>"
      let workspace = try Workspace(["v.xml": "\(variable)<group name=\"x,\">\(rules)</group>\n"])
      let result = try workspace.run("load", "--rules", "v.xml", "--base", "minimal", "--memory-limit", "250M")
      #expect(
        result.status == 0 && result.output.contains("Maximum string size reached"), "\(result.errors.prefix(300))")
    },
    "json-depth": {
      // One more for the object around it.
      for (depth, status) in [(Limits.jsonDepth - 1, 0), (Limits.jsonDepth, 2)] {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let alert = #"{"full_log": "x", "rule": {"id": "1"}, "data": \#(text)}"#
        let result = try CommandLineTool.run(["convert", "-"], input: alert + "\n")
        #expect(result.status == Int32(status), "\(depth): \(result.errors.prefix(300))")
      }
    },
    "event-depth": {
      let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
      try expect(
        "echo '<Event><System/>\(deep)</Event>' | \"$ASSAY\" try --format windows",
        says: "more than 256 elements in each other")
    },
    "record-steps": {
      var templates = BinaryXMLTemplates()
      templates.begin()
      try templates.spend(Limits.recordSteps)
      #expect(throws: EVTXFault.tooLarge) { try templates.spend(1) }
    },
    "repetitions": {
      try expect(
        "printf '[t]\\n+1s x100001\\n> a\\nrule = 100001\\n' > t.ruletest; \"$ASSAY\" test t.ruletest",
        says: "a number from 1 to 100000")
    },
    // Work
    "native-pattern": {
      // The real figures take a minute in a debug build; they are what a matcher has that is given no others.
      #expect(Int(NativeLimits().remembered) == Limits.nativePatternOutcomes)
      #expect(Int(NativeLimits().forgotten) == Limits.nativePatternForgotten)
      let pattern = ByteString(String(repeating: "\\.*\\s*", count: 200) + "\\p\\d")
      let subject = ByteString("x " + String(repeating: "a b.c ", count: 2000))
      let matcher = try NativeMatcher(
        pattern, capturing: true, limits: NativeLimits(rework: -1, remembered: 1 << 10, forgotten: 1 << 14))
      let scratch = MatchScratch()
      #expect(subject.withView { matcher.match($0, scratch.state) } == nil)
      #expect(scratch.diagnostic == .outOfMemory(megabytes: Limits.nativePatternMegabytes))
    },
    "pcre2-heap": {
      try answer(
        "(?:(a|b|x|1))*" + String(repeating: "(q)?", count: 1500) + #"\\d\\d$"#,
        String(repeating: "a", count: 20_000), says: #""diagnostic":"out-of-memory","megabytes":128"#)
    },
    "pcre2-steps": {
      try answer("(a+)+$", String(repeating: "a", count: 40) + "b", says: #""diagnostic":"limit-reached","code":-47"#)
    },
    "pcre2-stack": {
      // The machine code has no room for so many rounds of a group; the answer is there all the same.
      try answer("^(?:(a)|(b))*c$", String(repeating: "ab", count: 30_000) + "c", says: #""matches":true"#)
    },
    "accumulated": {
      #expect(Accumulator.entryLimit == Limits.accumulated)
      #expect(Accumulator.fullDiagnostic.code == "accumulator-full")
    },
    "workers": { try expect("\"$ASSAY\" test --jobs 1025", says: "from 1 to 1024") },
    // Output
    "case-errors": {
      try expect(
        "yes nonsense | head -n 150 > t.ruletest; \"$ASSAY\" test t.ruletest", says: "50 more errors in this file")
    },
    "told-diagnostics": {
      try expect(unknown(1500) + "\"$ASSAY\" lint --rules u.xml", status: 1, says: "… and 500 more findings")
    },
    "reported-diagnostics": {
      try expect(
        unknown(10_500) + "\"$ASSAY\" lint --rules u.xml --report json", status: 1, says: "\"findings_left_out\": 500")
    },
    "explanations": {
      let cases = (0..<120).map { "[t\($0)]\n> a\nrule = 5\n" }.joined(separator: "\n")
      try expect(
        "echo '\(cases)' > t.ruletest; \"$ASSAY\" test t.ruletest --report json | grep -c '\"cause\":'", status: 0,
        says: "100\n")
    },
  ]

  /// Makes a revision of what there is and what a command makes.
  private static func revision(_ command: String) -> String {
    """
    export HOME=$PWD GIT_CONFIG_NOSYSTEM=1; echo a > events.log; \(command)
    git init -q . && git add . && git -c user.name=n -c user.email=e commit -qm one; 
    """
  }

  /// Writes a file with so many findings.
  private static func unknown(_ count: Int) -> String {
    "(echo '<group name=\"x,\">'; yes '<a></a>' | head -n \(count); echo '</group>') > u.xml; "
  }
}
