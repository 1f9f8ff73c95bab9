import Analysis
import Bytes
import Cases
import Foundation
import Harness
import Patterns
import Rulesets
import System
import Testing

/// Which cases are run, and in which order.
@Suite struct SelectionTests {
  private func titles(_ change: (inout Selection) throws -> Void, _ paths: [String] = ["failing", "mixed"]) async throws
    -> [String]
  {
    var selection = Selection()
    try change(&selection)
    final class Log: Reporter {
      var titles: [String] = []
      func report(_ file: FileResult) { titles += file.results.map(\.title) }
      func end(_ summary: RunSummary) {}
    }
    var options = RulesetOptions()
    options.rulesets = ["\(fixtures)/ruleset"]
    let log = Log()
    let library = RulesetLibrary(options, engine: EngineOptions(), currentFolder: fixtures)
    _ = await SuiteRunner(selection: selection, jobs: 2).run(
      CaseFinder.find(paths.map { "\(fixtures)/\($0)" }).files, rulesets: library, reporters: [log])
    return log.titles
  }

  @Test func byFilter() async throws {
    let found = try await titles { $0.filter = try Pattern("sequences.*far|STATES", dialect: .pcre2) }
    #expect(found == ["Too far apart"])
  }

  @Test func byLine() async throws {
    #expect(try await titles({ _ in }, ["failing/values.ruletest:14"]) == ["A pattern and an absence"])
    #expect(try await titles({ _ in }, ["failing/values.ruletest:20"]) == ["Another decoder takes the log"])
  }

  @Test func everyCaseIsInExactlyOneShard() async throws {
    let all = try await titles { _ in }
    var parts: [String] = []
    for index in 1...4 { parts += try await titles { $0.shard = (index, 4) } }
    #expect(parts.count == all.count)
    #expect(parts.sorted() == all.sorted())
  }

  @Test func aSeedDecidesTheOrder() async throws {
    let all = try await titles { _ in }
    let one = try await titles { $0.seed = 7 }
    let again = try await titles { $0.seed = 7 }
    // Whatever the order in which they run, they are told in the order of the files.
    #expect(one == again)
    #expect(one == all)
    func order(_ seed: UInt64?) -> [Int] {
      var random = seed.map(SplitMix.init)
      return SuiteRunner.order(of: 100, &random)
    }
    #expect(order(7) == order(7))
    #expect(order(7) != order(8) && order(7) != order(nil))
    #expect(order(7).sorted() == order(nil) && order(nil) == Array(0..<100))
  }

  @Test func theFirstFailureEndsTheRun() async throws {
    #expect(try await titles { $0.failsFast = true } == ["gate: refused: log 1 pass"])
  }

  @Test func findsFilesInTheOrderOfTheirNames() {
    let (files, failures) = CaseFinder.find([
      "\(fixtures)/", "\(fixtures)/mixed/states.ruletest", "\(fixtures)/nowhere",
    ])
    #expect(
      files.map { String($0.path.dropFirst(fixtures.count + 1)) } == [
        "bad/errors.ruletest", "bad/no-ruleset.ruletest", "failing/legacy.ini", "failing/sequences.ruletest",
        "failing/values.ruletest", "mixed/states.ruletest",
      ])
    #expect(failures.map(\.reason) == ["No such file or directory"])
  }
}

/// What `--update` does to a file.
@Suite struct UpdateTests {
  private func update(_ text: String, adds: Bool = false) throws -> (text: String, left: [String]) {
    let path = NSTemporaryDirectory() + "assay-\(UUID().uuidString).ruletest"
    try FileAccess.create(path, Array(text.utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = RulesetOptions()
    options.rulesets = ["\(fixtures)/ruleset"]
    let library = RulesetLibrary(options, engine: EngineOptions(), currentFolder: fixtures)
    let file = CaseFile(path: path, root: ".", isNamed: true)
    let update = SuiteUpdater(adds: adds).update(file, rulesets: library)
    try #require(update.diagnostics.isEmpty)
    try update.write(update.proposals)
    // What was updated agrees with what happens now.
    let again = SuiteUpdater(adds: adds).update(file, rulesets: library)
    #expect(again.proposals.isEmpty)
    return (String(decoding: try FileAccess.read(path), as: UTF8.self), update.left.map(\.reason))
  }

  @Test func rewritesOnlyTheValuesThatFail() throws {
    let before = """
      # A comment.

      [One]   # and another

      > Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.17
      decoder = gate            # stays here
      .srcip  = 192.0.2.7       # and here
      .user   = root
      .port   = 22
      .status absent
      rule    = none
      level   > 7
      groups  = web, gate


      [Two]
      +10s x3
      > Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.7
      rule = 100101
      # the end
      """
    let after = """
      # A comment.

      [One]   # and another

      > Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.17
      decoder = gate-login      # stays here
      .srcip  = 192.0.2.17      # and here
      .user   = root
      .port   absent
      .status = refused
      rule    = 100101
      level   > 7
      groups  = gate, authentication_failed


      [Two]
      +10s x3
      > Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.7
      rule = 100101 x2, 100102
      # the end
      """
    let (text, left) = try update(before)
    #expect(text == after)
    #expect(left.count == 1 && left[0].contains("for you to decide"))
  }

  @Test func addsWhatIsMissing() throws {
    let (text, _) = try update(
      "[One]\n> Jan  1 00:00:00 web gate[1]: login granted for guest from 192.0.2.7\n\n[Two]\n> x\nalert = no\n",
      adds: true)
    #expect(
      text == """
        [One]
        > Jan  1 00:00:00 web gate[1]: login granted for guest from 192.0.2.7
        decoder  = gate-login
        parent   = gate
        .srcip   = 192.0.2.7
        .dstuser = guest
        .status  = granted
        rule     = 100103
        level    = 2

        [Two]
        > x
        alert = no

        """)
  }

  @Test func quotesAValueWithACommaWhereRepetitionsAreSeparatedByCommas() throws {
    let log = "> Jan  1 00:00:00 web gate[1]: login refused for a,b from 192.0.2.7"
    let (text, _) = try update("[One]\n+1h x2\n\(log)\n.user = x\ndescription = x\n[Two]\n\(log)\n.user = x\n")
    #expect(
      text
        == "[One]\n+1h x2\n\(log)\n.user = \"a,b\"\ndescription = \"Gate: login refused for a,b.\"\n[Two]\n\(log)\n.user = a,b\n"
    )
    let added = try update("[One]\n+1h x2\n\(log)\n", adds: true).text
    #expect(added.contains(".dstuser = \"a,b\"\n"))
  }

  @Test func changesNothingInAFileThatPasses() throws {
    let text = "[One]\r\n> Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.7\r\nrule=100101 # x"
    #expect(try update(text).text == text)
  }

  @Test func leavesTodoAndSkipAlone() throws {
    let text = "[a]\ntodo = later\n> x\nrule = 1\n[b]\nskip = no\n> x\nrule = 1\n"
    #expect(try update(text).text == text)
  }
}
