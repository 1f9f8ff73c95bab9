import Analysis
import Bytes
import Cases
import Harness
import JSONText
import Rulesets
import TestSupport
import Testing

/// Documents that the manager's daemon wrote become cases that pass at once, with the stock ruleset.
@Suite("Documents become cases", .enabled(if: RecordedAnswers.isThere))
struct ConvertedDocumentsTests {
  private static let stock: PreparedRuleset? = {
    guard let home = RecordedAnswers.folder?.appendingPathComponent("wazuh-4.14.7").path else { return nil }
    var options = RulesetOptions()
    options.config = "etc/ossec.conf"
    options.root = "."
    options.workingDirectory = home
    guard let loaded = try? RulesetLoader.load(options) else { return nil }
    return PreparedRuleset(compiled: CompiledRuleset(loaded), arguments: "")
  }()

  private func documents(_ file: String, without name: ByteString?) throws -> [ByteString] {
    try RecordedAnswers.lines("vectors/live/\(file).jsonl.gz").compactMap { line in
      guard let document = RecordedAnswers.parse(line)?["document"], document.kind == .object else { return nil }
      var writer = ByteWriter()
      writer.write("{")
      for (index, member) in document.children.filter({ $0.key != name }).enumerated() {
        if index > 0 { writer.write(",") }
        writer.write(jsonString: member.key)
        writer.write(":")
        writer.write(compactJSON: member)
      }
      writer.write("}")
      return ByteString(writer.bytes)
    }
  }

  /// The documents, and how many cases need what the document alone does not say.
  @Test(arguments: [("windows", 1), ("syscheck", 0), ("modules", 1)])
  func pass(file: String, unsaid: Int) throws {
    let ruleset = try #require(Self.stock)
    var alerts = AlertsToCases(path: file)
    let documents = try documents(file, without: nil)
    for document in documents { alerts.add(document) }
    #expect(alerts.notes.isEmpty)
    #expect(alerts.suite.cases.count == documents.count)
    let read = SuiteReader.parse(path: "a.ruletest", bytes: Array(CasePrinter.print(alerts.suite).utf8))
    #expect(read.diagnostics.isEmpty)
    #expect(read.cases.count { $0.settings.todo != nil } == unsaid)
    for test in read.cases where test.settings.todo == nil {
      #expect(CaseRunner().run(test, on: ruleset).status == .passed, "\(CasePrinter.print(test))")
    }
  }

  /// A log that a rule with `no_full_log` does not keep: of which documents it can be made again.
  @Test(arguments: [("windows", 444, 1), ("syscheck", 58, 0)])
  func rebuilt(file: String, most: Int, leftOut: Int) throws {
    let ruleset = try #require(Self.stock)
    var alerts = AlertsToCases(path: file)
    for document in try documents(file, without: "full_log") { alerts.add(document) }
    #expect(alerts.notes.allSatisfy { $0.code == "no-log" })
    var passed = 0
    for test in alerts.suite.cases where test.settings.todo == nil {
      if CaseRunner().run(test, on: ruleset).status == .passed { passed += 1 }
    }
    #expect(passed + alerts.notes.count >= most * 95 / 100)
    #expect(alerts.notes.count <= leftOut + 3)
  }
}
