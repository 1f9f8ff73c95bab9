import Analysis
import Bytes
import Explaining
import Foundation
import Rulesets
import TestSupport
import Testing

/// What is near to an event and what only fails like everything else; the author's own files before the base.
@Suite("What came closest")
struct NearnessTests {
  private func explanation(
    of log: String, own: String = "", base: String = "", decoders: String = "", baseDecoders: String = "",
    location: ByteString = "stdin"
  ) throws -> Explanation {
    let folder = try TemporaryFolder()
    try folder.write(
      "<group name=\"base,\"><rule id=\"1\" level=\"0\" noalert=\"1\"><category>syslog</category><description>root</description></rule>\n"
        + base + "</group>\n", to: "base/rules/0010-base_rules.xml")
    try folder.write(
      "<decoder name=\"json\"><prematch>^{\"</prematch><plugin_decoder>JSON_Decoder</plugin_decoder></decoder>\n"
        + "<decoder name=\"never\"><program_name>^never$</program_name></decoder>\n" + baseDecoders,
      to: "base/decoders/0006-base_decoders.xml")
    var options = RulesetOptions()
    // Where nothing of one's own is named, the current folder is looked through.
    try folder.write("", to: "own/readme.txt")
    options.workingDirectory = folder.url("own").path
    options.base = .folder(folder.url("base").path)
    if !own.isEmpty {
      try folder.write("<group name=\"own,\">\n\(own)\n</group>\n", to: "own/rules/own_rules.xml")
      options.rules = [folder.url("own/rules/own_rules.xml").path]
    }
    if !decoders.isEmpty {
      try folder.write(decoders, to: "own/decoders/own_decoders.xml")
      options.decoders = [folder.url("own/decoders/own_decoders.xml").path]
    }
    let ruleset = try withExtendedLifetime(folder) { CompiledRuleset(try RulesetLoader.load(options)) }
    return Explainer(ruleset).explain(Event(ByteString(log), location: location), in: Session(ruleset))
  }

  private func rule(_ id: Int, _ conditions: String) -> String {
    "<rule id=\"\(id)\" level=\"5\">\(conditions)<description>d</description></rule>\n"
  }

  @Test("A rule that fails on an absent field, or on another decoder, is not near")
  func noise() throws {
    let story = try explanation(
      of: "{\"a\":\"b\"}",
      base: rule(200, "<field name=\"engine\">CONN</field>") + rule(201, "<decoded_as>other</decoded_as>")
        + rule(202, "<decoded_as>json</decoded_as><field name=\"integration\">x</field>")
        + rule(203, "<match>nothing of it</match>"))
    #expect(story.rules.misses.isEmpty)
    #expect(story.advice.allSatisfy { !$0.contains("came closest") })
  }

  @Test("A rule that fails on a value that is there, and holds else, is near")
  func near() throws {
    let story = try explanation(
      of: "{\"a\":\"b\"}",
      base: rule(200, "<decoded_as>json</decoded_as><field name=\"a\">c</field>")
        + rule(201, "<field name=\"engine\">CONN</field>") + rule(202, "<match>\"a\":\"c\"</match>"))
    #expect(story.rules.misses.map(\.rule.id).sorted() == [200, 202])
    #expect(story.own.isEmpty)
  }

  @Test("The author's own rules come first, each with its reason")
  func own() throws {
    let story = try explanation(
      of: "{\"a\":\"b\"}", own: rule(100_100, "<decoded_as>json</decoded_as><field name=\"data.a\">b</field>"),
      base: rule(200, "<decoded_as>json</decoded_as><field name=\"a\">c</field>"))
    #expect(story.own.rules.map(\.rule.id) == [100_100])
    #expect(story.own.rules.first?.reason.contains("call it `a`") == true)
    #expect(story.own.rules.first?.matched == false)
  }

  @Test("A decoder of which the log has nothing but runs of bytes is not near")
  func decoders() throws {
    let wild = "<decoder name=\"wild\"><prematch>^\\w\\w\\w\\w\\w\\w,</prematch></decoder>\n"
    let close = "<decoder name=\"close\"><prematch>^gate: opened by</prematch></decoder>\n"
    let story = try explanation(of: "gate: opened at", baseDecoders: wild + close)
    #expect(story.decoding.nearest.map(\.decoder.name) == ["close"])
    #expect(try explanation(of: "abcdef;", baseDecoders: wild + close).decoding.nearest.isEmpty)
  }

  @Test("An own decoder whose program stands too late in the log is told of")
  func lateProgram() throws {
    let story = try explanation(
      of: "Jan 10 12:00:00 web extra shop: login",
      decoders: "<decoder name=\"shop\"><program_name>^shop$</program_name></decoder>\n")
    #expect(story.own.decoders.map(\.decoder.name) == ["shop"])
    #expect(story.own.decoders.first?.reason.contains("1 word too late") == true)
  }

  @Test("An agent's event keeps the host of its header out of <hostname>")
  func agentsHost() throws {
    let story = try explanation(
      of: "Jan 10 12:00:00 node-7 shop: login", own: rule(100_100, "<hostname>node-7</hostname>"),
      location: "[002] (collector) 192.0.2.10->/var/log/x")
    #expect(story.headerStory.droppedHost == 16..<22)
    #expect(story.own.rules.first?.reason.contains("the `node-7` of the header is dropped") == true)
  }
}
