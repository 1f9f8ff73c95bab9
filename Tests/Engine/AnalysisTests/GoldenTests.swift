import Analysis
import Bytes
import JSONText
import Rulesets
import TestSupport
import Testing

/// Thousands of events of the stock ruleset's own tests, of mutations of them, and of sequences, with the reference's
/// answers: the whole document is compared, key order included.
@Suite("Golden answers of the reference, stock ruleset", .enabled(if: RecordedAnswers.isThere))
struct GoldenTests {
  static let stock: CompiledRuleset? = {
    guard let home = RecordedAnswers.folder?.appendingPathComponent("wazuh-4.14.7").path else { return nil }
    var options = RulesetOptions()
    options.config = "etc/test.conf"
    options.root = "."
    options.workingDirectory = home
    return (try? RulesetLoader.load(options)).map { CompiledRuleset($0) }
  }()

  @Test(arguments: ["ini", "sequences", "mutants"])
  func answers(file: String) throws {
    let ruleset = try #require(Self.stock)
    var session = Session(ruleset)
    let differences = DifferenceStore()
    var time = EventTime.standard
    var count = 0
    for line in try RecordedAnswers.lines("golden/\(file).jsonl.gz") {
      let record = try #require(RecordedAnswers.parse(line))
      if record["new_session"]?.bool == true { session = Session(ruleset, differences: differences) }
      time = RecordedAnswers.time(record) ?? time
      let event = try #require(RecordedAnswers.event(record, time: time))
      let expected = try #require(record["expected"])
      #expect(
        RecordedAnswers.essence(session.analyze(event)) == RecordedAnswers.essence(expected),
        "\(record["id"]?.string ?? "?")")
      count += 1
    }
    #expect(count >= 2000)
  }
}
