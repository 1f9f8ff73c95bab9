import Foundation
import Formatting
import Rulesets
import TestSupport
import Testing

/// The ruleset that Wazuh ships, and those of this repository, formatted.
@Suite struct StockLayoutTests {
  private static let stock = Repository.root.deletingLastPathComponent()
    .appending(path: "shared/wazuh-4.14.7/ruleset")

  @Test(
    "formatted, the stock ruleset is the same to the engine, and stays as it is",
    .enabled(if: FileManager.default.fileExists(atPath: stock.path)))
  func stockRuleset() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var count = 0
    for kind in ["decoders", "rules"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: Self.stock.appending(path: kind).path)
      where name.hasSuffix(".xml") {
        let source = try Data(contentsOf: Self.stock.appending(path: "\(kind)/\(name)"))
        let once = try Formatter().ruleset(Array(source), file: name)
        #expect(try !Formatter().ruleset(once.after, file: name).isChanged, "\(name) changes twice")
        try folder.write(String(decoding: once.after, as: UTF8.self), to: "\(kind)/\(name)")
        if Array(String(decoding: once.after, as: UTF8.self).utf8) != once.after {
          try Data(once.after).write(to: URL(fileURLWithPath: "\(folder.path)/\(kind)/\(name)"))
        }
        count += 1
      }
    }
    #expect(count > 280)
    let before = try load(Self.stock.path)
    let after = try load(folder.path)
    #expect(before.messages.map { "\($0)".replacing(Self.stock.path, with: "") }.count == after.messages.count)
    #expect(before.rules.rules.count == after.rules.rules.count)
    #expect(before.decoders.definitions.count == after.decoders.definitions.count)
    for index in before.rules.rules.indices {
      #expect(shape(before.rules.rules[index]) == shape(after.rules.rules[index]))
    }
    for index in before.decoders.definitions.indices {
      let (old, new) = (before.decoders.definitions[index], after.decoders.definitions[index])
      #expect(shape(old) == shape(new))
      #expect(old.firstTimeSeen == new.firstTimeSeen)
    }
    #expect(before.rules.nodes.map(\.rule) == after.rules.nodes.map(\.rule))
  }

  private func load(_ path: String) throws -> LoadedRuleset {
    var options = RulesetOptions()
    options.decoders = ["\(path)/decoders"]
    options.rules = ["\(path)/rules"]
    options.base = RulesetOptions.Base(argument: "none")
    return try RulesetLoader.load(options)
  }

  /// What a rule wants and says, but not where it stands.
  private func shape(_ rule: RuleDefinition) -> [String] {
    let texts = rule.textConditions.map { condition in
      switch condition.test {
      case .pattern(let text):
        "\(condition.subject) \(text.pattern.dialect) \(text.pattern.source) \(condition.isNegated)"
      case .equals(let text): "\(condition.subject) = \(text) \(condition.isNegated)"
      }
    }
    let fields = rule.fieldConditions.map { "\($0.name) \($0.pattern.pattern.source) \($0.isNegated)" }
    let lists = rule.listConditions.map { "\($0.list) \($0.subject) \($0.lookup)" }
    let addresses = [rule.sourceIP, rule.destinationIP].map { $0.map { "\($0.networks.map(\.text)) \($0.isNegated)" } }
    return texts + fields + lists + [
      "\(rule.id) \(rule.level) \(rule.frequency) \(rule.timeframe) \(rule.ignoreSeconds) \(rule.minimumSize)",
      "\(rule.isSilent) \(rule.isInaccurate) \(rule.searchesHistory) \(rule.historyFilters) \(rule.relations)",
      "\(String(describing: rule.decodedAs)) \(addresses) \(rule.description) \(String(describing: rule.groups))",
      "\(rule.mitre) \(String(describing: rule.info)) \(rule.category)",
    ]
  }

  /// What a decoder wants and sets, but not where it stands.
  private func shape(_ decoder: DecoderDefinition) -> [String] {
    [decoder.programName, decoder.prematch, decoder.regex].map {
      $0.map { "\($0.pattern.dialect) \($0.pattern.source)" } ?? ""
    } + [
      "\(decoder.name) \(String(describing: decoder.parent)) \(decoder.prematchOffset) \(decoder.regexOffset)",
      "\(decoder.order) \(String(describing: decoder.plugin)) \(decoder.usesOwnName) \(decoder.category)",
      "\(decoder.accumulates) \(decoder.jsonArrayStructure)",
    ]
  }
}
