import Bytes
import Foundation
import RulesetSyntax
import Rulesets
import Symbols
import TestSupport
import Testing

/// The names in the ruleset that Wazuh ships.
@Suite(.enabled(if: SharedFolder.path("wazuh-4.14.7/ruleset") != nil)) struct StockNamesTests {
  private static let files: [FileSymbols] = ["rules", "decoders"].flatMap { kind in
    SharedFolder.files(in: "wazuh-4.14.7/ruleset/\(kind)", endingIn: ".xml").map { path in
      FileSymbols(file: path, text: bytes(of: path))
    }
  }

  private static let index = files.reduce(into: SymbolIndex()) { $0.set($1) }

  private static func bytes(of path: String) -> [UInt8] {
    (FileManager.default.contents(atPath: path)).map(Array.init) ?? []
  }

  @Test("each place spells exactly its name")
  func places() throws {
    var count = 0
    for file in Self.files {
      let text = Self.bytes(of: file.file)
      for occurrence in file.occurrences {
        let written = ByteString(text[occurrence.range])
        #expect(Symbol(occurrence.symbol.kind, written, scope: file.file) == occurrence.symbol)
        #expect(occurrence.part.lowerBound <= occurrence.range.lowerBound)
        #expect(occurrence.part.upperBound >= occurrence.range.upperBound)
        // Not a byte more, and not a byte less.
        if occurrence.symbol.kind == .rule {
          #expect(written.bytes.allSatisfy(ASCII.isDigit))
          #expect(
            !ASCII.isDigit(text[occurrence.range.lowerBound - 1]) && !ASCII.isDigit(text[occurrence.range.upperBound]))
        }
        let found = file.occurrence(at: occurrence.range.lowerBound)
        #expect(found?.range.contains(occurrence.range.lowerBound) == true)
        count += 1
      }
    }
    #expect(count > 20_000)
  }

  @Test("every if_sid resolves where the loader says so")
  func relations() throws {
    var options = RulesetOptions()
    options.decoders = [SharedFolder.path("wazuh-4.14.7/ruleset/decoders") ?? ""]
    options.rules = [SharedFolder.path("wazuh-4.14.7/ruleset/rules") ?? ""]
    options.base = RulesetOptions.Base(argument: "none")
    let loaded = try RulesetLoader.load(options)
    var count = 0
    for (index, rule) in loaded.rules.rules.enumerated() {
      let texts = Self.index.rule(ByteString("\(rule.id)"))
      let text = try #require(texts.last)
      // The text that counts stands where the loader read it.
      let offset = start(of: loaded.rules.elements[index], in: loaded)
      #expect(text.file == offset.file && text.rule.range.lowerBound == offset.at, "\(rule.id)")
      let numbers = (rule.relations.ifSid?.bytes ?? []).split { !ASCII.isDigit($0) }.map {
        Symbol(.rule, ByteString($0))
      }
      #expect(text.rule.ifSid == numbers, "\(rule.id)")
      for number in numbers {
        let definition = try #require(Self.index.definitions(of: number).first)
        let known = try #require(loaded.rules.rules.firstIndex { "\($0.id)" == number.name.description })
        let first = loaded.rules.overwritten[known]?.first ?? loaded.rules.elements[known]
        let place = start(of: first, in: loaded)
        #expect(definition.file == place.file && definition.occurrence.part.lowerBound == place.at)
        count += 1
      }
    }
    #expect(loaded.rules.rules.count > 4_000)
    #expect(count > 3_000)
  }

  private func start(of element: SourceElement, in loaded: LoadedRuleset) -> (file: String, at: Int) {
    let document = loaded.documents[element.document]
    return (document.file, Int(document.nodes[element.node].start))
  }

  @Test("the children of a rule by its text are those of the loaded tree, where only numbers and groups tie them")
  func children() throws {
    var options = RulesetOptions()
    options.decoders = [SharedFolder.path("wazuh-4.14.7/ruleset/decoders") ?? ""]
    options.rules = [SharedFolder.path("wazuh-4.14.7/ruleset/rules") ?? ""]
    options.base = RulesetOptions.Base(argument: "none")
    let forest = try RulesetLoader.load(options).rules
    for id in [5700, 5710, 31100, 2501, 18100] {
      let places = forest.nodes.filter { forest.rules[$0.rule].id == id }
      guard let place = places.first else { continue }
      let loaded = Set(place.children.map { forest.rules[forest.nodes[$0].rule].id })
      let written = Set(Self.index.children(ofRule: ByteString("\(id)")).compactMap { Int($0.rule.name.description) })
      #expect(loaded.isSubset(of: written), "\(id): \(loaded.subtracting(written))")
    }
  }

  @Test("read loosely, a file has the same elements, attributes and texts as the engine reads")
  func looseDocuments() throws {
    var count = 0
    for file in Self.files {
      let text = Self.bytes(of: file.file)
      // Files with variables are compared without them.
      guard let strict = try? XMLDocument(reading: text, file: file.file) else { continue }
      let loose = LooseDocument(text)
      #expect(!loose.isMended, "\(file.file)")
      let elements = strict.nodes.indices.filter { strict.nodes[$0].kind != .attribute }
      #expect(elements.count == loose.elements.count)
      for (index, (node, element)) in zip(elements, loose.elements).enumerated() {
        let entry = strict.nodes[node]
        #expect(Int(entry.start) == element.range.lowerBound)
        #expect(Int(entry.end) == element.range.upperBound)
        #expect(
          strict.attributes(of: node).map { Int(strict.nodes[$0].contentStart) }
            == element.attributes.map(\.value.lowerBound))
        if let written = strict.writtenContent(of: node) {
          #expect(ByteString(text[written]) == loose.content(of: index))
        }
      }
      count += elements.count
    }
    #expect(count > 30_000)
  }
}
