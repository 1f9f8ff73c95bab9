import Foundation
import Rulesets
import TestSupport
import Testing

@testable import Linting

/// A session finds what a linter finds that has never seen the ruleset, whatever was typed in between.
@Suite struct LintSessionTests {
  @Test("random edits of the gallery", arguments: GalleryFindingTests.folders) func gallery(_ folder: String) throws {
    var options = RulesetOptions()
    options.workingDirectory = Repository.root.appending(path: "docs/explain/\(folder)").path
    options.rulesets = ["."]
    options.base = .minimal
    var typing = try Typing(options, seed: UInt64(folder.prefix { $0.isNumber }) ?? 0)
    try typing.check(edits: FuzzSettings.count("ASSAY_FUZZ_LINT", default: 6))
  }

  @Test(
    "random edits of rules on top of the stock ruleset", .enabled(if: SharedFolder.path("wazuh-4.14.7") != nil),
    arguments: ["rulesets/docker", "examples/correlation", "docs/explain/12-earlier-child"])
  func stock(_ folder: String) throws {
    var typing = try Typing(try Self.onStock(folder), seed: 1)
    try typing.check(edits: FuzzSettings.count("ASSAY_FUZZ_LINT", default: 6))
  }

  @Test("random edits of files of the stock ruleset", .enabled(if: SharedFolder.path("wazuh-4.14.7") != nil))
  func ownStock() throws {
    let stock = try #require(SharedFolder.path("wazuh-4.14.7"))
    var options = RulesetOptions()
    options.config = stock + "/etc/ossec.conf"
    var typing = try Typing(options, seed: 2)
    try typing.check(edits: FuzzSettings.count("ASSAY_FUZZ_LINT", default: 2))
  }

  @Test("looking at own rules alone leaves out nothing that is said of them", arguments: ["docs/explain", "examples"])
  func ownAlone(_ folder: String) throws {
    var options = RulesetOptions()
    options.workingDirectory = Repository.root.path
    options.rulesets = [folder]
    options.base = .minimal
    let whole = try RulesetLoader.loadForLint(options)
    var pairs = 0
    // Each third of the files in turn belongs to the author, the rest to the base.
    for turn in 0..<3 {
      var parted = whole
      for index in parted.files.indices { parted.files[index].isBase = index % 3 != turn }
      var all = whole
      for index in all.files.indices { all.files[index].isBase = false }
      let own = LintedRuleset(parted, settings: LintSettings())
      let isBase = own.areBase(parted.rules.elements)
      func concerned(_ ruleset: LintedRuleset) -> [String] {
        ruleset.shadowedRules.filter { !isBase[$0.rule] || !isBase[$0.winner] }.map { "\($0.rule) \($0.winner)" }
      }
      let expected = concerned(LintedRuleset(all, settings: LintSettings()))
      #expect(concerned(own) == expected)
      pairs += expected.count
      let isBaseDecoder = own.areBase(parted.decoders.elements)
      func lost(_ ruleset: LintedRuleset) -> [String] {
        (ruleset.lostRoots + ruleset.lostChildren)
          .filter { !isBaseDecoder[$0.decoder] || !isBaseDecoder[$0.winner] }
          .map { "\($0.decoder) \($0.winner) \($0.reason)" }
      }
      let expectedLosses = lost(LintedRuleset(all, settings: LintSettings()))
      #expect(lost(own) == expectedLosses)
      pairs += expectedLosses.count
    }
    #expect(pairs > 0)
  }

  @Test("what a session keeps does not grow") func bounded() throws {
    var options = RulesetOptions()
    options.workingDirectory = Repository.root.appending(path: "docs/explain/12-earlier-child").path
    options.rulesets = ["."]
    options.base = .minimal
    let reloader = try RulesetReloader(options)
    let memory = LintMemory()
    let document = reloader.original.documents.count - 1
    for number in 0..<20 {
      let text = Array("<decoder name=\"a\(number)\"><prematch>^\(number)</prematch></decoder>".utf8)
      _ = LintedRuleset(reloader.load(replacing: document, with: text), settings: LintSettings(), memory: memory)
      #expect(memory.fileCount <= reloader.original.documents.count)
    }
    memory.keepFiles(1)
    #expect(memory.fileCount <= 1)
  }

  private static func onStock(_ folder: String) throws -> RulesetOptions {
    var options = RulesetOptions()
    options.workingDirectory = Repository.root.path
    options.rulesets = [folder]
    options.base = .folder(try #require(SharedFolder.path("wazuh-4.14.7")))
    return options
  }
}

/// Somebody who types at random into the files of a ruleset.
private struct Typing {
  let reloader: RulesetReloader
  let settings: LintSettings
  var numbers: SplitMix

  init(_ options: RulesetOptions, seed: UInt64) throws {
    reloader = try RulesetReloader(options)
    var settings = LintSettings()
    settings.enabled = Set(CheckCatalogue.all.filter { $0.page.isOptIn }.map(\.page.code))
    self.settings = settings
    numbers = SplitMix(seed: FuzzSettings.seed &+ seed)
  }

  mutating func check(edits: Int) throws {
    let session = LintSession(settings)
    let base = Set(reloader.original.files.filter(\.isBase).map(\.path))
    let own = reloader.original.documents.indices.filter { !base.contains(reloader.original.documents[$0].file) }
    #expect(session.run(on: reloader.original).findings == Linter(settings).run(on: reloader.original).findings)
    for _ in 0..<edits {
      let document = try #require(own.randomElement(using: &numbers))
      let known = reloader.original.documents[document]
      var text = Array(known.buffer[..<known.sourceCount])
      for _ in 0...Int.random(in: 0...1, using: &numbers) { edit(&text) }
      let loaded = reloader.load(replacing: document, with: text)
      let found = session.run(on: loaded)
      let expected = Linter(settings).run(on: loaded)
      #expect(found.findings == expected.findings, "\(known.file):\n\(String(decoding: text, as: UTF8.self))")
      #expect(found.suppressed == expected.suppressed)
    }
  }

  private mutating func edit(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    let at = Int.random(in: text.indices, using: &numbers)
    func lineRange(_ at: Int) -> Range<Int> {
      let start = text[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return start..<(text[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count)
    }
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: text.remove(at: at)
    case 1: text.insert("abc 0159<>\"\\|^$".utf8.randomElement(using: &numbers) ?? 32, at: at)
    case 2:
      // A number that stays one: the ruleset is likely to load.
      if let digit = text[at...].firstIndex(where: { (0x30...0x39).contains($0) }) {
        text[digit] = "0123456789".utf8.randomElement(using: &numbers) ?? 0x30
      }
    case 3: text.removeSubrange(lineRange(at))
    case 4: text.insert(contentsOf: text[lineRange(at)], at: lineRange(at).lowerBound)
    default:
      let other = lineRange(Int.random(in: text.indices, using: &numbers))
      text.insert(contentsOf: text[other], at: lineRange(at).lowerBound)
    }
  }
}
