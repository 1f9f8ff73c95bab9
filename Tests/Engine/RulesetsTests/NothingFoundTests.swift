import Foundation
import TestSupport
import Testing

@testable import Rulesets

/// What becomes of files that hold nothing recognisable, and of places that hold no files.
@Suite struct NothingFoundTests {
  @Test(
    "A file of a rules or decoders folder is the engine's business, whatever it holds",
    arguments: [
      ("rules/x.xml", "plain text\n", ["1202"]), ("rules/x.xml", "<!-- <group name=\"x\">\n", ["1226"]),
      ("rules/x.xml", "<project><x>1</x></project>\n", ["root-element"]),
      ("rules/x.xml", "<groups><group name=\"g,\"><rule id=\"1\"></rule></group></groups>\n", ["root-element"]),
      ("rules/x.xml", "", ["empty-file"]), ("rules/deep/x.xml", "\u{7F}ELF\0", ["1202"]),
      ("decoders/x.xml", "plain text\n", ["1231"]), ("decoders/x.xml", "<project><x>1</x></project>\n", ["1230"]),
      ("decoders/x.xml", "", ["empty-decoder-file"]), ("etc/Decoders/x.xml", "<!--\n", ["1226"]),
      // Elsewhere, too, unless it is plainly something else's.
      ("x.xml", "plain text\n", ["1202"]), ("my_decoders.xml", "plain text\n", ["1231"]),
      ("product/x.xml", "<!-- <group name=\"x\">\n", ["1226"]), ("pom.xml", "<project/>\n", ["not-a-ruleset-file"]),
      ("x.xml", "", ["empty-file"]), ("a.xml", "<ossec_config></ossec_config>", ["not-a-ruleset-file"]),
    ])
  func isReported(_ name: String, _ text: String, _ codes: [String]) throws {
    let folder = try TemporaryFolder(["rules/good.xml": FilesTests.rules(100), name: text])
    let loaded = try folder.load()
    #expect(loaded.diagnostics.map(\.code) == codes)
    #expect(loaded.diagnostics.first?.location?.file == name)
    #expect(loaded.isLoaded == loaded.diagnostics.allSatisfy { $0.severity == .info })
  }

  @Test("Files of a base that are nobody's business are passed over")
  func baseIsQuiet() throws {
    let folder = try TemporaryFolder([
      "rules/good.xml": FilesTests.rules(100), "base/rules/a.xml": FilesTests.rules(1), "base/pom.xml": "<project/>",
      "base/x.xml": "text", "base/decoders/a.xml": FilesTests.decoder + FilesTests.program,
    ])
    let loaded = try folder.load { $0.base = .folder("base") }
    #expect(loaded.diagnostics.isEmpty && loaded.isLoaded)
    #expect(loaded.search.ownFiles == ["rules/good.xml"])
  }

  @Test("Many files of somebody else's are counted")
  func manyForeign() throws {
    var files = ["rules/good.xml": FilesTests.rules(100)]
    for number in 0..<50 { files["reports/r\(number).xml"] = "<testsuite/>" }
    let loaded = try TemporaryFolder(files).load()
    #expect(loaded.diagnostics.count == 21)
    #expect(loaded.diagnostics.contains { $0.message.hasPrefix("30 more XML files are left out") })
  }

  @Test("Links that lead nowhere are files that cannot be opened")
  func danglingLink() throws {
    let folder = try TemporaryFolder(["rules/good.xml": FilesTests.rules(100)])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/rules/gone.xml", withDestinationPath: "nowhere")
    for change in [{ _ in }, { $0.rules = ["rules"] }] as [(inout RulesetOptions) -> Void] {
      let loaded = try folder.load(change)
      #expect(loaded.diagnostics.map(\.code) == ["1103"])
      #expect(loaded.search.unreadable == ["rules/gone.xml"])
      #expect(!loaded.search.hasReadNothing && loaded.search.unreadableFiles != nil)
    }
  }

  @Test("Where nothing is found, the message says where that was")
  func nothing() throws {
    let folder = try TemporaryFolder([
      "empty/readme.txt": "x", "base/etc/ossec.conf": "<ossec_config></ossec_config>",
      "base/ruleset/rules/a.xml": FilesTests.rules(1),
      "base/ruleset/decoders/a.xml": FilesTests.decoder + FilesTests.program,
    ])
    func check(
      _ code: String, _ words: String, in place: String = ".", _ change: (inout RulesetOptions) -> Void
    ) {
      let error = #expect(throws: RulesetError.self) {
        try folder.load {
          $0.workingDirectory = place == "." ? folder.path : folder.path + "/" + place
          change(&$0)
        }
      }
      #expect(error?.diagnostic.code == code)
      #expect(error?.diagnostic.message.contains(words) == true, "\(error?.diagnostic.message ?? "")")
    }
    check("no-ruleset", folder.path + "/empty.", in: "empty") { _ in }
    check("no-ruleset", folder.path + "/empty.", in: "empty") { $0.base = RulesetOptions.Base.none }
    check("no-ruleset", "in empty.") { $0.rulesets = ["empty"] }
    check("no-ruleset", "in empty.") { ($0.rulesets, $0.base) = (["empty"], .minimal) }
    check("empty-folder", "--rules empty: there is no .xml file in it") {
      ($0.rules, $0.base) = (["empty"], .folder("base"))
    }
    check("no-ruleset", "what the options name") { $0.lists = [RulesetOptions.List(path: "empty/readme.txt")] }
    check("no-base", "--base empty: there are no rules and no decoders in it.") { $0.base = .folder("empty") }
    check("missing-path", "--base none/x: there is no such folder.") { $0.base = .folder("none/x") }
    check("no-base-folder", "--base-stock") { $0.takesStockOnly = true }
  }

  @Test("A folder with an assay.conf of its own is another ruleset")
  func otherRulesets() throws {
    let folder = try TemporaryFolder([
      "a/assay.conf": "base = minimal\n", "a/rules/r.xml": FilesTests.rules(100), "b/r.xml": FilesTests.rules(101),
    ])
    let loaded = try folder.load()
    #expect(loaded.search.ownFiles == ["b/r.xml"])
    #expect(loaded.search.otherRulesets == ["a"])
    // Whoever names a folder means all of it.
    #expect(try folder.load { $0.rulesets = ["."] }.search.ownFiles.count == 2)
    try FileManager.default.removeItem(atPath: folder.path + "/b")
    let error = #expect(throws: RulesetError.self) { try folder.load() }
    #expect(error?.diagnostic.hint?.contains("a has an assay.conf") == true)
    #expect(try AssayConfiguration.findAll(below: folder.path) == [folder.path + "/a/assay.conf"])
  }

  @Test(
    "What assay.conf names is reported where it stands",
    arguments: [
      ("base = none/at/all\n", "assay.conf:1:8", "base = none/at/all: there is no such folder."),
      ("# x\nrules = gone\n", "assay.conf:2:9", "rules = gone: there is no such path."),
      ("ruleset = rules, gone\n", "assay.conf:1:18", "ruleset = gone: there is no such folder."),
      ("rules = rules\nlist = gone=x\n", "assay.conf:2:8", "list = gone: there is no such path."),
      ("config = gone\n", "assay.conf:1:10", "gone cannot be read"),
      ("base = rules\nbase-stock = perhaps\n", "assay.conf:2:14", "base-stock is yes or no"),
      ("base = minimal\nbase-stock = yes\n", "assay.conf:2:14", "no folder is given as one"),
    ])
  func configurationPlaces(_ text: String, _ place: String, _ words: String) throws {
    let folder = try TemporaryFolder(["assay.conf": text, "rules/r.xml": FilesTests.rules(100)])
    let error = #expect(throws: RulesetError.self) { try folder.load() }
    #expect(error?.diagnostic.location?.description == place)
    #expect(error?.diagnostic.message.contains(words) == true, "\(error?.diagnostic.message ?? "")")
  }
}
