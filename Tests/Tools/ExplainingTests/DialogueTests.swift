import Bytes
import Foundation
import JSONText
import TestSupport
import Testing

/// `assay try --explain` and `--json`, from outside.
@Suite("Explanations as a dialogue and as data")
struct DialogueTests {
  static let ruleset = GalleryTests.gallery.appendingPathComponent("21-one-short")
  static let log = "Jan 10 12:00:00 web shop: login of ada denied"

  @Test("A session is asked about, moved in time, and saved as a case that passes")
  func dialogue() throws {
    let folder = try TemporaryFolder()
    let lines =
      [":rule 100102"] + Array(repeating: Self.log, count: 4) + [":time +50s", Self.log, ":rule 100102"]
      + [":time +5m", Self.log, ":rule 100102", ":nonsense", ":save Denied logins", ":session new", ":rule 100102"]
    let options = ["--ruleset", Self.ruleset.path, "--base", "minimal"]
    let run = try Tool.run(["try", "--explain"] + options, input: lines.joined(separator: "\n"), in: folder.url("."))
    #expect(run.status == 0)
    #expect(run.output.contains("Rule 100102 fired"))
    #expect(run.output.contains("older than the timeframe"))
    #expect(run.errors.contains("no command :nonsense"))
    #expect(run.errors.split(separator: "\n").count { $0.contains("there is no log to ask about yet") } == 2)
    let test = try Tool.run(["test"] + options + ["cases.ruletest"], in: folder.url("."))
    #expect(test.status == 0, "\(test.output)")
    let text = try folder.read("cases.ruletest")
    #expect(text.contains("[Denied logins]") && text.contains("+50s") && text.contains("+5m"))
  }

  @Test("--json says the same as the text")
  func json() throws {
    let run = try Tool.run(
      ["explain", "--ruleset", ".", "--base", "minimal", "--json", "--rule", "100102", Self.log], in: Self.ruleset)
    #expect(run.status == 0)
    let reader = JSONReader()
    #expect(ByteString(run.output).withView { reader.parse($0) })
    let answer = try #require(reader.root["why_rules"]?.children.first)
    #expect(answer["finding"]?.string == "failed")
    #expect(answer["history"]?["needed"]?.number == 4)
    #expect(reader.root["verdict"]?["rule"]?.number == 100_101)
    #expect(reader.root["header"]?["log"]?.children.first?.number == 26)
    #expect(reader.root["rules"]?["path"]?.children.count == 3)
  }
}
