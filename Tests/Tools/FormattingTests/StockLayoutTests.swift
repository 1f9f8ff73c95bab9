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
    for index in stride(from: 0, to: before.rules.rules.count, by: 9) {
      #expect(shape(before.rules.rules[index]) == shape(after.rules.rules[index]))
    }
    for index in stride(from: 0, to: before.decoders.definitions.count, by: 9) {
      #expect(shape(before.decoders.definitions[index]) == shape(after.decoders.definitions[index]))
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

  /// All that a definition holds but where it stands.
  private func shape(_ definition: Any) -> String {
    var text = ""
    dump(definition, to: &text)
    return text.split(separator: "\n").filter { line in
      !["file:", "line:", "column:", "location", "matcher", "SourceLocation", "SourcePosition", "#"].contains {
        line.contains($0)
      }
    }.joined(separator: "\n")
  }
}
