import Bytes
import Foundation
import PatternSyntax
import RulesetSyntax
import TestSupport
import Testing

@Suite("The table of what files may hold")
struct VocabularyTests {
  @Test("Each name stands in it once, and the reader finds it")
  func names() {
    let rule = Vocabulary.rule.map { "\($0.name)" }
    #expect(Set(rule).count == rule.count)
    #expect(RuleElement.names.count == rule.count)
    for name in rule { #expect(RuleElement.named(ByteString(name)) != nil, "\(name)") }
    let decoder = Vocabulary.decoder.map { "\($0.name)" }
    #expect(Set(decoder).count == decoder.count)
    #expect(Set(Vocabulary.decoder.map(\.meaning)) == Set(DecoderElement.allCases))
    for name in decoder { #expect(DecoderElement.named(ByteString(name)) != nil, "\(name)") }
    for attribute in RuleAttribute.allCases {
      #expect(RuleAttribute.named(ByteString("\(attribute.name)")) == attribute)
    }
  }

  @Test("Names are compared without case, but some exactly")
  func letterCase() {
    #expect(RuleElement.named("MATCH") != nil)
    #expect(RuleElement.named("same_id") != nil)
    #expect(RuleElement.named("Same_id") == nil)
    #expect(DecoderElement.named("Prematch") == .prematch)
    #expect(DecoderElement.named("Type") == nil)
  }

  @Test("Every condition of the table is a kind of condition, and the other way round")
  func conditions() {
    let conditions = Vocabulary.rule.filter { $0.role == .condition }.map { "\($0.name)" }
    let others = ["check_diff", "if_fts", "if_matched_sid", "if_matched_group", "if_matched_regex"]
    let decoders = ["program_name", "prematch", "regex", "plugin_decoder"]
    #expect(Set(ConditionKind.allCases.map(\.rawValue)) == Set(conditions + others + decoders + ["maxsize"]))
    for name in decoders { #expect(Vocabulary.decoderEntries[name] != nil) }
  }

  @Test("All is described, and where it says")
  func pages() throws {
    let folder = Repository.root.appending(path: "docs/reference")
    var anchors: [String: String] = [:]
    for page in ["rules.md", "decoders.md"] {
      anchors[page] = try String(contentsOf: folder.appending(path: page), encoding: .utf8)
    }
    let attributes =
      Vocabulary.rule.flatMap(\.attributes) + Vocabulary.decoder.flatMap(\.attributes)
      + RuleAttribute.allCases.map(\.entry) + Vocabulary.decoderAttributes
      + [Vocabulary.groupName, Vocabulary.variableName]
    let said =
      Vocabulary.rule.map { ($0.section, $0.summary) } + Vocabulary.decoder.map { ($0.section, $0.summary) }
      + attributes.map { ($0.section, $0.summary) }
    for (section, summary) in said {
      let parts = section.split(separator: "#").map(String.init)
      try #require(parts.count == 2)
      #expect(anchors[parts[0]]?.contains("<a id=\"\(parts[1])\"></a>") == true, "\(section)")
      #expect(summary.hasSuffix(".") && summary.count < 120, "\(summary)")
    }
  }

  @Test("Patterns have the languages that their attributes offer")
  func languages() {
    for entry in Vocabulary.rule {
      let type = entry.attributes.first { $0.name == "type" && entry.language != nil }
      #expect(entry.language?.types.map(\.rawValue) ?? [] == type?.value.words ?? [], "\(entry.name)")
    }
    #expect(Vocabulary.ruleEntries["action"]?.language?.dialect(type: nil) == nil)
    #expect(Vocabulary.ruleEntries["action"]?.language?.dialect(type: "OSMatch") == .osmatch)
    #expect(Vocabulary.decoderEntries["regex"]?.language?.dialect(type: "osmatch") == .osregex)
  }
}

@Suite("The schema made from the table")
struct RulesetSchemaTests {
  @Test("It is the one that is shipped; RENEW_FIXTURES=1 writes that anew")
  func file() throws {
    let file = Repository.root.appending(path: "schemas/wazuh-ruleset.rng")
    if ProcessInfo.processInfo.environment["RENEW_FIXTURES"] != nil {
      try Data(RulesetSchema.text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == RulesetSchema.text)
  }

  @Test("It names every element and attribute, and no other")
  func names() {
    let offered = Vocabulary.rule.filter { $0.role != .retired }
    var elements = Set(offered.map { "\($0.name)" } + Vocabulary.decoder.map { "\($0.name)" })
    elements.formUnion(["rule", "group", "decoder", "var", "mitre", "id", "tacticID", "techniqueID"])
    var written = Set(RulesetSchema.text.matches(of: /<name>(\w+)<\/name>/).map { String($0.output.1) })
    written.formUnion(RulesetSchema.text.matches(of: /<element name="(\w+)"/).map { String($0.output.1) })
    #expect(written == elements)
    var attributes = Set((offered.flatMap(\.attributes) + Vocabulary.decoder.flatMap(\.attributes)).map(\.name))
    attributes.formUnion(RuleAttribute.allCases.map { "\($0.name)" } + ["name", "status"])
    #expect(Set(RulesetSchema.text.matches(of: /<attribute name="(\w+)"/).map { String($0.output.1) }) == attributes)
  }
}
