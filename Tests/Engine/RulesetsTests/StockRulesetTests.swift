import Bytes
import Foundation
import JSONText
import TestSupport
import Testing

@testable import Rulesets

@Suite("The stock ruleset", .enabled(if: RecordedAnswers.isThere))
struct StockRulesetTests {
  private func load(_ config: String) throws -> LoadedRuleset {
    var options = RulesetOptions()
    options.workingDirectory = try #require(RecordedAnswers.folder).appendingPathComponent("wazuh-4.14.7").path
    options.config = config
    options.root = "."
    options.base = RulesetOptions.Base.none
    return try RulesetLoader.load(options)
  }

  @Test("It loads without a word, into as many places as the engine counts")
  func stock() throws {
    let loaded = try load("etc/ossec.conf")
    #expect(loaded.isLoaded && loaded.messages.isEmpty && loaded.logLines.isEmpty && loaded.diagnostics.isEmpty)
    #expect(loaded.rules.nodes.count == 8451)
    #expect(loaded.rules.rules.count == 4511)
    #expect(loaded.lists.count == 6)
    #expect(loaded.files.first { $0.kind == .rules }?.path == "ruleset/rules/0010-rules_config.xml")
  }

  @Test("With the test runner's files it says exactly what the engine says")
  func tests() throws {
    let record = try RecordedAnswers.lines("golden/ini.load.json").map(\.bytes).joined(separator: [10])
    let wanted = try #require(RecordedAnswers.parse(ByteString(Array(record))))
    let loaded = try load("etc/test.conf")
    #expect(loaded.isLoaded == wanted["loaded"]?.bool)
    #expect(loaded.messages.map(\.line) == (wanted["messages"]?.children ?? []).compactMap(\.bytes))
  }

  @Test("Decoder files of the recorded answers")
  func decoders() throws {
    var count = 0
    for line in try RecordedAnswers.lines("vectors/decoding.jsonl.gz") {
      let record = try #require(RecordedAnswers.parse(line))
      guard record["kind"]?.string == "load" else { continue }
      count += 1
      let xml = record["xml"]?.string ?? ""
      let folder = try TemporaryFolder([
        record["file"]?.string ?? "": xml.isEmpty ? "" : xml + "\n", "zzzz-pad.xml": SmallRuleset.padding,
        "0-root.xml": SmallRuleset.root,
      ])
      let loaded = try folder.load {
        $0.base = RulesetOptions.Base.none
        $0.decoders = [record["file"]?.string ?? "", "zzzz-pad.xml"]
        $0.rules = ["0-root.xml"]
      }
      let wanted = try #require(record["expect"])
      #expect(loaded.isLoaded == wanted["loaded"]?.bool, "\(record["case"]?.string ?? "")")
      #expect(
        loaded.messages.map(\.line) == (wanted["messages"]?.children ?? []).compactMap(\.bytes),
        "\(record["case"]?.string ?? "")")
    }
    #expect(count > 50)
  }
}

@Suite("Bad input")
struct BadInputTests {
  @Test("Many rules take their time, but not more", arguments: ["side by side", "one below the other", "left out"])
  func manyRules(_ form: String) {
    var text = ""
    for index in 0..<5_000 {
      let parent =
        switch form {
        case "one below the other": index == 0 ? "" : "<if_sid>\(index + 99)</if_sid>"
        case "left out": "<if_sid>\(index == 0 ? 999_999 : index + 99)</if_sid>"
        default: ""
        }
      text += SmallRuleset.rule(index + 100, index % 17, parent, "")
    }
    let clock = ContinuousClock()
    var loaded = LoadedRuleset()
    let time = clock.measure { loaded = SmallRuleset.rules(text) }
    #expect(loaded.isLoaded)
    #expect(loaded.rules.rules.count == (form == "left out" ? 1 : 5_001))
    // Quadratic work would be a matter of minutes even here.
    #expect(time < .seconds(20))
  }

  @Test("Rules and decoders of random pieces: an answer, and places inside the files")
  func fuzz() {
    var random = SplitMix(seed: 11)
    let pieces: [String] = [
      "<group name=\"g,\">", "</group>", "<rule id=\"100\" level=\"3\">",
      "<rule id=\"101\" level=\"5\" overwrite=\"yes\">",
      "</rule>", "<description>d</description>", "<if_sid>100</if_sid>", "<if_sid>,</if_sid>", "<match>x</match>",
      "<field name=\"k\">(a</field>", "<list field=\"x\">l</list>", "<if_matched_sid>100</if_matched_sid>",
      "<same_id/>",
      "<mitre><id>T1</id></mitre>", "<options>no_log</options>", "<decoder name=\"d\">", "<decoder name=\"e\">",
      "</decoder>",
      "<parent>d</parent>", "<prematch>^x</prematch>", "<regex offset=\"after_regex\">(\\d+)</regex>",
      "<order>a,srcip</order>",
      "<fts>name, a</fts>", "<plugin_decoder>JSON_Decoder</plugin_decoder>", "<type>ids</type>", "<accumulate/>", "<x>",
      "\n",
    ]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 1..<30, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      let loaded = SmallRuleset(
        decoders: [("d.xml", text)], rules: [("r.xml", "<group name=\"g\">\(text)</group>")], lists: [("l", text)]
      ).load()
      let lines = text.utf8.count { $0 == 10 } + 1
      for diagnostic in loaded.diagnostics {
        if let location = diagnostic.location, location.file != "0-root.xml" {
          #expect((1...lines + 1).contains(location.line) && location.column >= 1)
        }
      }
    }
  }
}
