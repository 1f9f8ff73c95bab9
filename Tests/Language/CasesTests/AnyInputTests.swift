import Bytes
import Cases
import TestSupport
import Testing

/// Whatever a file holds: no crash, and every place that is reported lies in it.
@Suite struct AnyInputTests {
  private static let sample = Array(
    #"""
    # c
    location = "/x y"   # d
    list a: b:c, "d e"
    [one]
    agent = [001] (web) 1.2.3.4
    at = 2026-01-01T00:00:00+01:00
    >\ a\x41\\b
    | more
    decoder = none
    ."a b" ~ (x|y){1,2}
    groups has "a,b", c
    +1h30m
    +10s x3
    > {n} {{n}}
    rule = 1, 2 x2
    .x absent
    level >= 3
    """#.utf8)

  private static let ini = Array(
    "[a]\nlog 1 pass = x\n  y\n; c\nLog 2 fail: z\nrule = 1\nalert = 2\ndecoder = d\n[DEFAULT]\nk = v\n[a]\nrule = 3\n"
      .utf8)

  @Test(arguments: 0..<8) func brokenFilesAreReadAndReported(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 7919 &+ 1)
    let marks: [UInt8] = Array("[]>|\\+=~!<\"# \t\r\n,:.x0\0".utf8) + [0xC3, 0xFF, 0xEF]
    for round in 0..<250 {
      var bytes = round % 2 == 0 ? Self.sample : Self.ini
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = marks.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(marks.randomElement(using: &random) ?? 0, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0..<9, using: &random)))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      let suite = SuiteReader.parse(path: round % 2 == 0 ? "a.ruletest" : "a.ini", bytes: bytes)
      let lines = bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).count + bytes.count { $0 == 10 || $0 == 13 } + 1
      for diagnostic in suite.diagnostics {
        guard let location = diagnostic.location else { continue }
        #expect(
          location.line >= 1 && location.line <= lines && location.column >= 1 && location.column <= bytes.count + 1)
      }
      guard suite.format == .cases else { continue }
      comesBack(suite)
    }
  }

  /// What could be read is printed and reads back as the same events and expectations.
  private func comesBack(_ suite: TestSuite) {
    let printed = CasePrinter.print(suite)
    let again = CaseParser.parse(path: "b.ruletest", bytes: Array(printed.utf8))
    #expect(again.diagnostics.filter { $0.severity == .error }.isEmpty, "\(printed)\n\(again.diagnostics)")
    #expect(again.cases.map { $0.steps.map(\.event.log) } == suite.cases.map { $0.steps.map(\.event.log) })
    #expect(
      again.cases.map { $0.steps.map { CasePrinter.expectations($0.expectations) } }
        == suite.cases.map { $0.steps.map { CasePrinter.expectations($0.expectations) } })
    #expect(again.cases.map { $0.steps.map(\.clock) } == suite.cases.map { $0.steps.map(\.clock) })
  }
}
